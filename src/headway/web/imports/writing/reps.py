"""Writing the reps of a file: who they are, their team, and who leads it."""

from collections.abc import Iterable

from headway.importers.records import ImportedRep
from headway.web.imports.writing.desk import Desk
from headway.web.imports.writing.names import join_team
from headway.web.models import Role, User


def write_reps(desk: Desk, reps: Iterable[ImportedRep]) -> None:
    """Make the reps and heads that are new; note the team for those who are known and have none.

    The role of somebody who was there before the file is never touched: it decides what they may see.
    """
    for rep in reps:
        team_id = desk.names.team(rep.team)
        _join(desk, desk.names.rep(rep.name, rep.email), team_id)
        head_id = desk.names.rep(rep.head)
        _join(desk, head_id, team_id)
        if head_id is not None:
            User.objects.filter(pk=head_id, import_run=desk.run).update(role=Role.HEAD)


def _join(desk: Desk, user_id: int | None, team_id: int | None) -> None:
    if user_id is None or team_id is None:
        return
    user = User.objects.get(pk=user_id)
    # Whoever was taken out of a team by hand is not put back by a file.
    if user.team_id is not None or user.memberships.exists():
        return
    if user.import_run_id == desk.run.pk:
        join_team(user, team_id)
        desk.names.people_made += 1
    else:
        desk.pending.joins[user_id] = team_id
