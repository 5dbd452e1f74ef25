"""Reps who come into a team by an import, with what they did before."""

from headway.web.imports.writing.names import join_team
from headway.web.log.changes import note_changes
from headway.web.log.step_ends import note_appointments
from headway.web.models import (
    Contact,
    Deal,
    FactNoun,
    Membership,
    Milestones,
    NextStep,
    Sale,
    Tally,
    Team,
    TimeEntry,
    User,
)


def put_into_team(user_id: int, team_id: int) -> None:
    """Put a user without a team into one, as if it had always been so."""
    join_team(User.objects.get(pk=user_id), team_id)
    _count_for(user_id, None, Team.objects.get(pk=team_id))


def take_out_of_team(user_id: int, team_id: int) -> None:
    """Undo that; a user who has gone to another team since stays there."""
    if User.objects.filter(pk=user_id, team_id=team_id).update(team=None):
        Membership.objects.filter(user_id=user_id, team_id=team_id).delete()
        _count_for(user_id, Team.objects.get(pk=team_id), None)


def _count_for(user_id: int, before: Team | None, after: Team | None) -> None:
    """Let the work of a user count for a team."""
    Contact.objects.filter(rep_id=user_id, team=before).update(team=after)
    Sale.objects.filter(rep_id=user_id, team=before).update(team=after)
    Tally.objects.filter(rep_id=user_id, team=before).update(team=after)
    TimeEntry.objects.filter(rep_id=user_id, team=before).update(team=after)
    Milestones.objects.filter(winner_id=user_id, winner_team=before).update(winner_team=after)
    note_changes(FactNoun.DEAL, Deal.objects.filter(owner_id=user_id).values_list("pk", flat=True))
    loose = Contact.objects.filter(rep_id=user_id)
    note_changes(FactNoun.DEAL, set(loose.filter(deal__isnull=False).values_list("deal_id", flat=True)))
    note_changes(FactNoun.CONTACT, loose.filter(deal=None).values_list("pk", flat=True))
    note_changes(FactNoun.SALE, Sale.objects.filter(rep_id=user_id).values_list("pk", flat=True))
    note_changes(FactNoun.TALLY, Tally.objects.filter(rep_id=user_id).values_list("pk", flat=True))
    note_changes(FactNoun.TIME, TimeEntry.objects.filter(rep_id=user_id).values_list("pk", flat=True))
    note_appointments(NextStep.objects.filter(rep_id=user_id).select_related("set_by"))
    won = Milestones.objects.filter(winner_id=user_id).values_list("deal_id", flat=True)
    note_changes(FactNoun.DEAL, won)
