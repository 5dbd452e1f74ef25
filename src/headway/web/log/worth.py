"""On which days each value of a deal held, and what it is in the company's currency."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from headway.web.clock import day_of
from headway.web.log.bulk import Wanted, read_tables, update_rows
from headway.web.log.context import Conversion, ReplayContext, replay_context
from headway.web.models import Deal, DealValue
from headway.web.models.fields import from_microseconds

VALUE = ("deal", "amount", "currency", "starts_at", "from_on", "until_on", "company_amount")
_DERIVED = ("from_on", "until_on", "company_amount")
_VALUES = Wanted(DealValue, ("deal", "starts_at", "id", "amount", "currency", *_DERIVED), "deal")
_ENTRIES = Wanted(Deal, ("id", "entered_at"), "id")
# What a deal is worth in the company's currency: now, and on the day of each of its milestones.
AMOUNTS = ("company_amount", "qualified_amount", "won_amount", "lost_amount")
# A value of a deal: the moment from which it holds, its amount and its currency.
Value = tuple[int, int, str]

# The moment and the day of a milestone; none where the deal has not come to it.
Mark = tuple[int | None, date | None]


def first_value(deal_id: int, amount: int, code: str, entered_at: int, context: ReplayContext) -> tuple[Any, ...]:
    """Return the row of a value that a deal entered with, in the order of ``VALUE``: it holds from the beginning."""
    converted = context.conversion.convert(amount, code, day_of_value(entered_at, context))
    return (deal_id, amount, code, entered_at, None, None, converted)


def begin_values(entered_at: Mapping[int, int]) -> None:
    """Let the first value of deals that entered earlier than was known hold from their new moments of entry on.

    One that began to hold only later stays. The caller has moved the deals, and notes that they changed.
    """
    moved = []
    values = read_tables((_VALUES,), sorted(entered_at))[0]
    for deal_id, rows in groupby(sorted(values), key=itemgetter(0)):
        told = list(rows)
        (_deal, starts_at, id_, *_rest), at = told[0], entered_at[deal_id]
        if at < starts_at and any(from_on is None for *_told, from_on, _until, _amount in told):
            moved.append((at, id_))
    update_rows(DealValue, "id", ("starts_at",), moved)
    settle_values(entered_at)


def settle_values(deal_ids: Iterable[int], context: ReplayContext | None = None) -> None:
    """Derive anew when the values of some deals held and what they are; the caller notes that the deals changed."""
    context = context or replay_context()
    values, entries = read_tables((_VALUES, _ENTRIES), sorted(set(deal_ids)))
    entered_at = dict(entries)
    changed = []
    for deal_id, rows in groupby(sorted(values), key=itemgetter(0)):
        told = [row[1:] for row in rows]
        days = [day_of_value(at, context) for at, *_ in told]
        spans = held(days, is_from_beginning=told[0][0] <= entered_at[deal_id])
        for (_at, id_, amount, code, *stored), on, span in zip(told, days, spans, strict=True):
            derived = (*span, context.conversion.convert(amount, code, on))
            if tuple(stored) != derived:
                changed.append((*derived, id_))
    update_rows(DealValue, "id", _DERIVED, changed)


def held(days: Sequence[date], *, is_from_beginning: bool) -> Iterator[tuple[date | None, date | None]]:
    """Return from which day to which each of some values held, by the days on which they were written, in their order.

    A day belongs to the value that stood at its end; one that was replaced on its own day held on none, and has the
    same day twice. The first that held does so ``is_from_beginning``, however early the deal turns out to have begun.
    """
    start = None if is_from_beginning else days[0]
    for on, until in zip(days, [*days[1:], None], strict=True):
        if on == until:
            yield on, until
        else:
            yield start, until
            start = until


def amounts_of(
    values: Sequence[Value], entered_on: date, marks: Iterable[Mark], conversion: Conversion
) -> tuple[int | None, ...]:
    """Return the ``AMOUNTS`` of a deal by its values, in their order: of now, and of when it was qualified, won, lost.

    What it is worth now is converted at the rate of the day on which it entered.
    """
    now = (values[-1][0] if values else None, entered_on)
    return tuple(_amount(values, at, on, conversion) for at, on in (now, *marks))


def _amount(values: Sequence[Value], at: int | None, on: date | None, conversion: Conversion) -> int | None:
    if at is None or not values:
        return None
    _, amount, code = next((value for value in reversed(values) if value[0] <= at), values[0])
    return conversion.convert(amount, code, on)


def day_of_value(at: int, context: ReplayContext) -> date:
    """Return the company's day of a moment: those of several owners would not follow each other."""
    return day_of(from_microseconds(at), context.zone)
