"""What sources cost: written down for some days, spread over them evenly, changed and taken out again."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from headway.web import audit
from headway.web.log.bulk import insert_rows, read_rows, update_rows
from headway.web.log.changes import note_changes
from headway.web.log.context import context_to_convert, replay_context
from headway.web.log.problem import LogProblem
from headway.web.log.times import check_reach
from headway.web.models import Cost, CostDay, Currency, FactNoun, Source, User

MOST_DAYS = 5 * 366
LONGEST_NOTE = 200
MOST = 10**15
_AT_ONCE = 500
_FIELDS = ("source", "starts_on", "ends_on", "amount", "currency", "note")


def enter_cost(
    source: Source,
    *,
    amount: int,
    currency: Currency,
    starts_on: date,
    ends_on: date,
    by: User | None,
    now: datetime,
    note: str = "",
    uid: UUID | None = None,
) -> Cost:
    """Write down what a source cost from a day up to another, the latter not included; safe to repeat by ``uid``.

    The amount is in minor units of the currency. Raises LogProblem with a sentence for the writer.
    """
    with transaction.atomic():
        context_to_convert(currency.pk)
        known = Cost.objects.filter(uid=uid).first() if uid else None
        if known is not None:
            return _same(known, source)
        cost = Cost(uid=uid or uuid4(), source=source, amount=amount, currency=currency)
        cost.starts_on, cost.ends_on, cost.note = starts_on, ends_on, " ".join(note.split())
        cost.written_at, cost.written_by = now, by
        _place(cost)
        cost.save(force_insert=True)
        spread_costs([cost.pk])
        audit.record(by, "add", cost, now, after=audit.snapshot(cost, _FIELDS))
    return cost


def change_cost(cost: Cost, changes: Mapping[str, Any], *, by: User | None, now: datetime) -> Cost:
    """Change the amount, the days, the currency, the note or the source of a cost. Raises LogProblem."""
    with transaction.atomic():
        for code in {cost.currency_id, changes["currency"].pk if "currency" in changes else cost.currency_id}:
            context_to_convert(code)
        _hold(cost)
        before = audit.snapshot(cost, _FIELDS)
        for name, value in changes.items():
            setattr(cost, name, value)
        cost.note = " ".join(cost.note.split())
        after = audit.snapshot(cost, _FIELDS)
        if after == before:
            return cost
        _place(cost)
        cost.save()
        spread_costs([cost.pk])
        audit.record(by, "change", cost, now, before=before, after=after)
    return cost


def remove_cost(cost: Cost, *, by: User | None, now: datetime) -> None:
    """Take a cost out; the audit trail keeps what it was."""
    with transaction.atomic():
        _hold(cost)
        audit.record(by, "delete", cost, now, before=audit.snapshot(cost, _FIELDS) | {"uid": cost.uid})
        note_changes(FactNoun.COST, [cost.pk])
        cost.delete()


def spread_costs(ids: Sequence[int]) -> None:
    """Spread costs over their days, anew where they were spread already."""
    for part in _parted(ids):
        CostDay.objects.filter(cost__in=part).delete()
        rows = Cost.objects.filter(pk__in=part).values_list("pk", "starts_on", "ends_on", "company_amount")
        insert_rows(CostDay, ("cost", "spent_on", "company_amount"), (day for row in rows for day in _days(*row)))
    note_changes(FactNoun.COST, ids)


def convert_costs(ids: Sequence[int]) -> None:
    """Set anew what costs are in the company's currency, at the rates of their first days; without one it stays."""
    conversion = replay_context().conversion
    rows = read_rows(Cost, ("id", "amount", "currency", "starts_on"), key="id", ids=ids)
    converted = ((conversion.convert(amount, code, on), id_) for id_, amount, code, on in rows)
    update_rows(Cost, "id", ("company_amount",), [each for each in converted if each[0] is not None])


def drop_costs(ids: Sequence[int]) -> None:
    """Delete costs that were never written by hand, with their days."""
    note_changes(FactNoun.COST, ids)
    for part in _parted(ids):
        Cost.objects.filter(pk__in=part).delete()


def parts_of(amount: int, days: int) -> Iterator[int]:
    """Yield the part of an amount that falls on each day: as even as whole minor units can be, and adding up to it."""
    return (amount * (day + 1) // days - amount * day // days for day in range(days))


def _hold(cost: Cost) -> None:
    cost.refresh_from_db(from_queryset=Cost.objects.select_for_update(no_key=True))


def _place(cost: Cost) -> None:
    """Check a cost, and set what it is in the company's currency, at the rate of its first day."""
    check_reach(cost.starts_on)
    days = (cost.ends_on - cost.starts_on).days
    if days < 1:
        raise LogProblem(_("The last day lies before the first. Give the days in their order."))
    if days > MOST_DAYS:
        raise LogProblem(_("A cost is spread over five years at most. Write down each year by itself."))
    if not 0 <= cost.amount <= MOST:
        raise LogProblem(_("A cost is not below zero. Check the amount."))
    if len(cost.note) > LONGEST_NOTE:
        raise LogProblem(_("A note has %(longest)s characters at most. Shorten it.") % {"longest": LONGEST_NOTE})
    code = cost.currency_id
    converted = replay_context().conversion.convert(cost.amount, code, cost.starts_on)
    if converted is None:
        raise LogProblem(
            _(
                "There is no exchange rate for %(code)s yet. The owner adds one on the page Exchange rates or with"
                " `headway rate`; then enter the cost."
            )
            % {"code": code}
        )
    cost.company_amount = converted


def _days(cost_id: int, starts_on: date, ends_on: date, amount: int) -> Iterator[tuple[int, date, int]]:
    for day, part in enumerate(parts_of(amount, (ends_on - starts_on).days)):
        yield cost_id, starts_on + timedelta(days=day), part


def _parted(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


def _same(known: Cost, source: Source) -> Cost:
    if known.source_id != source.pk:
        raise LogProblem(_("Another cost has this id already. Send it with a new one."))
    return known
