"""Who may see and do what: querysets of what exists for a user, and a table of what a role may do.

What a user may not see does not exist for them (404); what they see but may not change is refused (403).
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from headway.engine.question import Scope
from headway.web.merged import all_taken_in, leading_to
from headway.web.models import (
    Absence,
    Aim,
    Client,
    Contact,
    Cost,
    Deal,
    ImportRun,
    NextStep,
    Person,
    Referrer,
    Role,
    Sale,
    StageMove,
    Tally,
    Team,
    User,
)
from headway.web.published import hidden_runs

_Record = TypeVar("_Record", Deal, Contact, StageMove, Sale, Client, Person)


class Verb(StrEnum):
    """What one can want to do."""

    LOG = "log"
    CORRECT = "correct"
    MOVE = "move"
    CHANGE = "change"
    IMPORT = "import"
    REVIEW = "review"
    COMMENT = "comment"
    SPEND = "spend"
    ADMINISTER = "administer"
    DEFINE = "define"
    ARRANGE = "arrange"


_ROLES: dict[Verb, frozenset[str]] = {
    Verb.LOG: frozenset({Role.OWNER, Role.HEAD, Role.REP}),
    Verb.CORRECT: frozenset({Role.OWNER, Role.HEAD, Role.REP}),
    Verb.CHANGE: frozenset({Role.OWNER, Role.HEAD, Role.REP}),
    Verb.MOVE: frozenset({Role.OWNER, Role.HEAD}),
    Verb.IMPORT: frozenset({Role.OWNER}),
    Verb.REVIEW: frozenset({Role.OWNER, Role.HEAD, Role.ANALYST}),
    Verb.COMMENT: frozenset({Role.OWNER, Role.HEAD}),
    Verb.SPEND: frozenset({Role.OWNER, Role.HEAD}),
    Verb.ADMINISTER: frozenset({Role.OWNER}),
    Verb.DEFINE: frozenset({Role.OWNER, Role.HEAD}),
    Verb.ARRANGE: frozenset({Role.OWNER, Role.HEAD}),
}
_ALL_SEEING = frozenset({Role.OWNER, Role.ANALYST})


def may(user: User, verb: Verb) -> bool:
    """Return whether the role of a user allows to do this at all."""
    return user.role in _ROLES[verb]


def require(user: User, verb: Verb) -> None:
    """Raise PermissionDenied where the role of a user does not allow this."""
    if not may(user, verb):
        raise PermissionDenied


def sees_all(user: User) -> bool:
    """Whether everything of the company exists for this user."""
    return user.role in _ALL_SEEING


def reps_for(user: User) -> QuerySet[User]:
    """The users whose work exists for this one: all, the team's, or only themselves."""
    if sees_all(user):
        return User.objects.all()
    if user.is_head and user.team_id is not None:
        return User.objects.filter(team_id=user.team_id)
    return User.objects.filter(pk=user.pk)


def teams_for(user: User) -> QuerySet[Team]:
    """The teams that exist for a user."""
    return Team.objects.all() if sees_all(user) else Team.objects.filter(members=user)


def deals_for(user: User) -> QuerySet[Deal]:
    """The deals that exist for a user: all, those of the team's reps, or their own."""
    deals = _published(Deal.objects.all())
    if sees_all(user):
        return deals
    if user.is_head:
        return deals.filter(Q(owner__in=reps_for(user)))
    return deals.filter(owner=user)


def contacts_for(user: User) -> QuerySet[Contact]:
    """The contacts that exist for a user: all, the team's and those on its deals, or their own and on their deals."""
    contacts = _published(Contact.objects.all())
    if sees_all(user):
        return contacts
    return contacts.filter(Q(rep__in=reps_for(user)) | Q(deal__owner__in=reps_for(user)))


def moves_for(user: User) -> QuerySet[StageMove]:
    """The moves of the deals that exist for a user."""
    return _published(StageMove.objects.filter(deal__in=deals_for(user)))


def sales_for(user: User) -> QuerySet[Sale]:
    """The sales that exist for a user."""
    sales = _published(Sale.objects.all())
    return sales if sees_all(user) else sales.filter(rep__in=reps_for(user))


def referrers_for(user: User) -> QuerySet[Referrer]:
    """Those who referred a client or a deal that exists for a user."""
    if sees_all(user):
        return Referrer.objects.all()
    of_deals = deals_for(user).filter(referrer__isnull=False).values("referrer")
    of_clients = clients_for(user).filter(referrer__isnull=False).values("referrer")
    return Referrer.objects.filter(Q(pk__in=of_deals) | Q(pk__in=of_clients))


def tallies_for(user: User) -> QuerySet[Tally]:
    """The tallies that exist for a user: all, the team's, or their own."""
    return Tally.objects.all() if sees_all(user) else Tally.objects.filter(rep__in=reps_for(user))


def absences_for(user: User) -> QuerySet[Absence]:
    """The absences that exist for a user: all, the team's, or their own."""
    return Absence.objects.all() if sees_all(user) else Absence.objects.filter(user__in=reps_for(user))


def costs_for(user: User) -> QuerySet[Cost]:
    """The costs of sources that exist for a user: they are the company's, for whoever leads and whoever reads all."""
    return Cost.objects.all() if sees_all(user) or may(user, Verb.SPEND) else Cost.objects.none()


def aims_for(user: User) -> QuerySet[Aim]:
    """The aims that exist for a user: they are the company's, for whoever reads all of it."""
    return Aim.objects.all() if sees_all(user) else Aim.objects.none()


def steps_for(user: User) -> QuerySet[NextStep]:
    """The next steps that exist for a user: all, the team's and those on its deals, or their own and on their deals."""
    if sees_all(user):
        return NextStep.objects.all()
    return NextStep.objects.filter(Q(rep__in=reps_for(user)) | Q(deal__owner__in=reps_for(user)))


def clients_for(user: User, among: "Sequence[int] | RawSQL | None" = None) -> QuerySet[Client]:
    """The clients that exist for a user: all, or those with whom they or their team have or had to do.

    One that was merged into another exists no more: `merged` tells where it is. ``among`` asks about some clients
    alone, so that not everything of a large team is gathered for them.
    """
    clients = _published(Client.objects.filter(merged_into=None, **({} if among is None else {"pk__in": among})))
    if sees_all(user):
        return clients
    reps = reps_for(user)
    now_or_once = (Q(owner__in=reps), Q(owners__owner__in=reps))
    # Of all clients a database finds each by its index, and the one or the other by reading every deal there is.
    ways = now_or_once if among is None else (now_or_once[0] | now_or_once[1],)
    deals = [_published(Deal.objects.filter(way)) for way in ways]
    contacts = _published(Contact.objects.filter(rep__in=reps))
    steps = NextStep.objects.filter(rep__in=reps, end=None)
    theirs = Client.objects.filter(owner__in=reps, **({} if among is None else {"pk__in": all_taken_in(among)}))
    # Whoever looked after one of two that were the same still sees it.
    mine = Q(owner__in=reps) | Q(pk__in=leading_to(theirs))
    for records in (*deals, contacts, steps):
        concerned: QuerySet[Any] = records if among is None else records.filter(client__in=among)
        mine |= Q(pk__in=concerned.values("client"))
    return clients.filter(mine)


def persons_for(user: User) -> QuerySet[Person]:
    """The persons at the clients that exist for a user."""
    return _published(Person.objects.filter(client__in=clients_for(user)))


def imports_for(user: User) -> QuerySet[ImportRun]:
    """The imports that exist for a user: whoever may import sees all of them."""
    return ImportRun.objects.all() if may(user, Verb.IMPORT) else ImportRun.objects.none()


def scope_for(user: User) -> Scope:
    """Return whose facts may be counted and shown row by row to a user."""
    if sees_all(user):
        return Scope()
    if user.is_head and user.team_id is not None:
        return Scope(team_ids=frozenset({user.team_id}))
    return Scope(rep_ids=frozenset({user.pk}))


def may_correct(user: User, contact: Contact) -> bool:
    """Return whether a user may correct or delete a contact: the rep who held it, their head of sales, the owner."""
    return may(user, Verb.CORRECT) and reps_for(user).filter(pk=contact.rep_id).exists()


def may_comment(user: User, contact: Contact) -> bool:
    """Return whether a user may say something about a contact they see: whoever leads, and the rep who held it."""
    return may(user, Verb.COMMENT) or (may(user, Verb.LOG) and contact.rep_id == user.pk)


def may_be_away(user: User, person: User) -> bool:
    """Return whether a user may write down absences of a person: their own, their people's, the owner everybody's."""
    return (may(user, Verb.LOG) and user.pk == person.pk) or may_arrange(user, person)


def may_arrange(user: User, person: User) -> bool:
    """Return whether a user may say what part of the week a person works: whoever leads them."""
    return may(user, Verb.ARRANGE) and reps_for(user).filter(pk=person.pk).exists()


def may_settle(user: User, step: NextStep) -> bool:
    """Return whether a user may move, keep or drop a next step: its rep, their head of sales, the owner."""
    return may(user, Verb.LOG) and reps_for(user).filter(pk=step.rep_id).exists()


def correctable_for(user: User) -> QuerySet[Contact]:
    """The contacts that a user may correct or delete, as ``may_correct`` says it of one."""
    known = contacts_for(user)
    return known.filter(rep__in=reps_for(user)) if may(user, Verb.CORRECT) else known.none()


def _published(records: QuerySet[_Record]) -> QuerySet[_Record]:
    hidden = hidden_runs()
    return records.exclude(import_run__in=hidden) if hidden else records
