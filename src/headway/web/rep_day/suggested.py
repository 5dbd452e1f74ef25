"""Whom a rep should contact first: next steps that are due, deals near or past their norm, silent clients who buy."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Max, Q, QuerySet

from headway.planning.first import Reason, Suggestion, Why, in_order, middle_of, rhythm
from headway.reports.norm_standing import OpenDeal
from headway.reports.norms import NormsQuestion
from headway.reports.purchase_gaps import purchase_gaps
from headway.web.access import deals_for, steps_for
from headway.web.asking import Asker
from headway.web.asking_norms import open_deals_of
from headway.web.behind import Sight
from headway.web.facts import get_store
from headway.web.log.sales import months_before
from headway.web.models import Client, Company, Contact, Deal, NextStep, Sale, User
from headway.web.open_steps import STILL_OPEN
from headway.web.published import hidden_runs

# From here on a deal is near its norm: more than three in four won deals took less.
_NEAR = Decimal("0.75")
_USUAL_MONTHS = 12
_RHYTHM_YEARS = timedelta(days=2 * 366)


@dataclass(frozen=True)
class Suggested:
    """A client to contact, as the reader may see it, with all reasons, the strongest first; its deal and next step."""

    client: Client
    deal: Deal | None
    step: NextStep | None
    reasons: tuple[Reason, ...]
    standing: OpenDeal | None

    @property
    def first(self) -> Reason:
        """The reason that decides its place."""
        return self.reasons[0]


def suggested(asker: Asker, rep: User, day: date | None = None) -> list[Suggested]:
    """Return whom a rep should contact on a day, today unless one is given, each client once, in their order.

    The caller has looked up that the rep's work exists for the asker.
    """
    day = day or asker.today
    steps = {step.pk: step for step in steps_for(asker.user).filter(STILL_OPEN, rep=rep)}
    deals = _standings(asker, rep, day)
    spoken = set(_contacts().filter(happened_on=day).filter(rep=rep).values_list("client", flat=True))
    # What is agreed for a later day, or was spoken of today, can wait.
    waits = spoken | {step.client_id for step in steps.values() if step.due_on > day}
    reasons = [
        *_promised(steps.values(), day),
        *(each for each in _slow(deals, _standing_now(deals)) if each.client_id not in waits),
        *(each for each in _silent(asker, rep, day) if each.client_id not in waits),
    ]
    ordered = in_order(reasons)
    sight = Sight.of(asker.user, (each.client_id for each in ordered), _deal_ids(ordered))
    return [_seen(each, client, sight, steps, deals) for each in ordered if (client := sight.client(each.client_id))]


def _seen(
    one: Suggestion, client: Client, sight: Sight, steps: Mapping[int, NextStep], deals: Mapping[int, OpenDeal]
) -> Suggested:
    deal_id = next((reason.deal_id for reason in one.reasons if reason.deal_id), None)
    step_id = next((reason.step_id for reason in one.reasons if reason.step_id), 0)
    standing = next((deals[each.deal_id] for each in one.reasons if each.deal_id and each.deal_id in deals), None)
    return Suggested(client, sight.deal(deal_id), steps.get(step_id or 0), one.reasons, standing)


def _deal_ids(ordered: Iterable[Suggestion]) -> Iterator[int | None]:
    return (reason.deal_id for each in ordered for reason in each.reasons)


def _promised(steps: Iterable[NextStep], day: date) -> Iterator[Reason]:
    for step in steps:
        if step.due_on < day:
            late = (day - step.due_on).days
            yield Reason(Why.OVERDUE, step.client_id, step.deal_id, step.pk, place=-late, days=late)
        elif step.due_on == day and step.due_at is not None:
            yield Reason(Why.TIMED, step.client_id, step.deal_id, step.pk, place=step.due_at.timestamp())
        elif step.due_on == day:
            yield Reason(Why.DUE, step.client_id, step.deal_id, step.pk, place=step.pk)


def _standings(asker: Asker, rep: User, day: date) -> dict[int, OpenDeal]:
    """Return the rep's open deals that are near or past their norm."""
    mine = list(deals_for(asker.user).filter(owner=rep, milestones__outcome="open").values_list("pk", flat=True))
    question = NormsQuestion(as_of=min(day, asker.today))
    found = open_deals_of(asker, question, mine) if mine else ()
    return {each.deal_id: each for each in found if each.is_past or _nearness(each) >= _NEAR}


def _nearness(deal: OpenDeal) -> Decimal:
    return max((each.percentile for each in deal.standings if each.percentile is not None), default=Decimal(0))


def _standing_now(deals: Mapping[int, OpenDeal]) -> dict[int, tuple[int, int]]:
    """Return whose each deal is, which after a merge is another client than it counts for, and what it is worth."""
    now = Deal.objects.filter(pk__in=deals).values_list("pk", "client_id", "milestones__company_amount")
    return {id_: (client_id, amount or 0) for id_, client_id, amount in now}


def _slow(deals: Mapping[int, OpenDeal], now: Mapping[int, tuple[int, int]]) -> Iterator[Reason]:
    for id_, (client_id, worth) in now.items():
        why = Why.PAST_NORM if deals[id_].is_past else Why.NEAR_NORM
        yield Reason(why, client_id, id_, place=-worth)


def _silent(asker: Asker, rep: User, day: date) -> Iterator[Reason]:
    """Yield the rep's clients who bought and are silent longer than usual, who bought for most first.

    Usual is the middle of the days between a client's own purchases, with three or more of them; else between all
    purchases of the company's clients. Who has not bought for the months after which a client has stopped is no more
    silent, but lost.
    """
    bought = _bought(rep, _months_before(asker.company, day), day)
    if not bought:
        return
    usual = middle_of(purchase_gaps(get_store(), day - _RHYTHM_YEARS, day).items())
    contacts = _contacts().filter(client__in=bought, happened_on__lte=day)
    latest = dict(contacts.order_by().values_list("client").annotate(Max("happened_on")))
    for client_id, days in bought.items():
        own = rhythm(days)
        expected = own or usual
        quiet = (day - max(*days, latest.get(client_id, date.min))).days
        if expected and quiet > expected:
            yield Reason(
                Why.SILENT, client_id, place=-sum(days.values()), days=quiet, usual=expected, is_own=own is not None
            )


def _bought(rep: User, since: date, day: date) -> dict[int, dict[date, int]]:
    """Return what each client of a rep bought on which day, of those that have not stopped."""
    theirs = Q(client__owner=rep) | Q(client__owner=None, rep=rep)
    sales = Sale.objects.filter(theirs, sold_on__lte=day).exclude(import_run__in=hidden_runs())
    bought: dict[int, dict[date, int]] = {}
    for client_id, on, amount in sales.values_list("client", "sold_on", "company_amount"):
        days = bought.setdefault(client_id, {})
        days[on] = days.get(on, 0) + amount
    return {client_id: days for client_id, days in bought.items() if max(days) >= since}


def _months_before(company: Company | None, day: date) -> date:
    return months_before(day, company.won_back_months if company else _USUAL_MONTHS)


def _contacts() -> QuerySet[Contact]:
    return Contact.objects.exclude(import_run__in=hidden_runs())
