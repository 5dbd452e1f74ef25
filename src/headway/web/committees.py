"""Reading buying committees: who decides on a deal with what was spent on each, and the deals that hang on somebody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from headway.reports.committee import Committee, Seat
from headway.web.access import contacts_for
from headway.web.models import Contact, ContactKind, ContactOutcome, Deal, DecisionMaker, Position, User
from headway.web.published import unpublished_runs

_Named = Contact.persons.through


class CommitteeState(TextChoices):
    """What deals can be narrowed to by their committees."""

    HANGS = "hangs", _("Hangs on one unreached person")
    UNREACHED = "unreached", _("Somebody was never reached")
    NONE = "none", _("No committee yet")


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many of those who decide have agreed."""

    agreed: int
    size: int


@dataclass(slots=True)
class _Spent:
    """What was spent on one person; a meeting that stands in the log several times counts once."""

    contacts: int = 0
    meetings: int = 0
    is_reached: bool = False
    latest_at: datetime | None = None


def committee_of(user: User, deal: Deal) -> Committee:
    """Return who decides on a deal that exists for a user, with the contacts about it that exist for them."""
    makers = list(DecisionMaker.objects.filter(deal=deal).select_related("person", "reports_to"))
    spent = _spent(contacts_for(user).filter(deal=deal), [each.person_id for each in makers]) if makers else {}
    return Committee.of(_seat(each, spent.get(each.person_id) or _Spent()) for each in makers)


def agreements_of(deals: Iterable[Deal]) -> dict[int, Agreement]:
    """Return how many have agreed, by the id of the deal; deals without a committee are left out."""
    counted = DecisionMaker.objects.filter(deal__in=[deal.pk for deal in deals]).values_list("deal").order_by()
    rows = counted.annotate(agreed=Count("pk", filter=Q(position=Position.AGREED)), size=Count("pk"))
    return {deal_id: Agreement(agreed, size) for deal_id, agreed, size in rows}


def narrowed_by_committee(deals: QuerySet[Deal], state: str) -> QuerySet[Deal]:
    """Narrow deals to those whose committee is in a state of `CommitteeState`; all of them where it is none of these.

    A deal hangs on one unreached person while it is open, all who decide but one have agreed, and no contact about it
    has reached this one: a try without an answer reaches nobody.
    """
    if state == CommitteeState.HANGS:
        return deals.filter(milestones__outcome="open", pk__in=_last_to_agree().filter(_is_unreached()).values("deal"))
    if state == CommitteeState.UNREACHED:
        return deals.filter(pk__in=DecisionMaker.objects.filter(_is_unreached()).values("deal"))
    if state == CommitteeState.NONE:
        return deals.filter(~Exists(DecisionMaker.objects.filter(deal=OuterRef("pk"))))
    return deals


def _last_to_agree() -> QuerySet[DecisionMaker]:
    undecided = DecisionMaker.objects.exclude(position=Position.AGREED)
    return undecided.filter(~Exists(undecided.filter(deal=OuterRef("deal")).exclude(pk=OuterRef("pk"))))


def _is_unreached() -> Q:
    own = _Named.objects.filter(person=OuterRef("person"), contact__deal=OuterRef("deal"))
    reaching = own.exclude(contact__outcome=ContactOutcome.NO_ANSWER)
    hidden = unpublished_runs()
    return Q(~Exists(reaching.exclude(contact__import_run__in=hidden) if hidden else reaching))


def _spent(contacts: QuerySet[Contact], person_ids: list[int]) -> Mapping[int, _Spent]:
    columns = ("person", "contact", "contact__meeting_uid", "contact__kind", "contact__outcome")
    naming = _Named.objects.filter(contact__in=contacts.values("pk"), person__in=person_ids)
    rows = naming.annotate(at=F("contact__happened_at")).values_list(*columns, "at")
    spent: dict[int, _Spent] = {}
    counted: set[tuple[int, object]] = set()
    for person_id, contact_id, meeting, kind, outcome, at in rows:
        own = spent.setdefault(person_id, _Spent())
        own.is_reached |= outcome != ContactOutcome.NO_ANSWER
        own.latest_at = max(own.latest_at or at, at)
        if (person_id, meeting or contact_id) not in counted:
            counted.add((person_id, meeting or contact_id))
            own.contacts += 1
            own.meetings += kind == ContactKind.MEETING
    return spent


def _seat(maker: DecisionMaker, spent: _Spent) -> Seat:
    person, superior = maker.person, maker.reports_to
    return Seat(
        person_id=person.pk,
        name=person.name,
        job_title=person.job_title,
        level=maker.level,
        position=maker.position,
        position_at=maker.position_at,
        reports_to_id=superior.person_id if superior else None,
        contacts=spent.contacts,
        meetings=spent.meetings,
        is_reached=spent.is_reached,
        latest_at=spent.latest_at,
        has_left=person.left_at is not None,
    )
