"""Converts what is written in another currency anew, as if its rates had been known from the beginning."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from headway.web.log.bulk import Wanted, read_rows, read_tables, update_many_rows
from headway.web.log.changes import note_changes
from headway.web.log.context import Conversion, ReplayContext, replay_context
from headway.web.log.costs import spread_costs
from headway.web.log.locks import lock_deals_by_id
from headway.web.log.problem import LogProblem
from headway.web.log.worth import AMOUNTS, amounts_of, day_of_value
from headway.web.models import Cost, DealValue, FactNoun, Milestones, Sale

_SALES = ("company_amount", "company_cost_amount")
_SOLD = ("currency", "sold_on", "amount", "cost_amount", *_SALES)
_VALUES = Wanted(DealValue, ("deal", "starts_at", "amount", "currency", "id", "company_amount"), "deal")
_MARKS = ("qualified_at", "qualified_on", "won_at", "won_on", "lost_at", "lost_on")
_MILESTONES = Wanted(Milestones, ("deal", "entered_on", *_MARKS, *AMOUNTS), "deal")
# So many rows are at hand at once.
_AT_ONCE = 20_000
_MOST = 2**63 - 1


@dataclass(frozen=True)
class Converted:
    """How many sales, costs and deals have another amount in the company's currency than before."""

    sales: int = 0
    costs: int = 0
    deals: int = 0

    def __add__(self, other: "Converted") -> "Converted":
        return Converted(self.sales + other.sales, self.costs + other.costs, self.deals + other.deals)

    @property
    def total(self) -> int:
        """All of them together."""
        return self.sales + self.costs + self.deals


def hold_deals_in(codes: Iterable[str]) -> None:
    """Let nobody write to deals that have a value in some currencies until the transaction ends."""
    lock_deals_by_id(_deals_in(codes))


def convert_anew(code: str) -> Converted:
    """Convert all sales, costs and deals in a currency, store what differs and note it for the fact store.

    The caller lets nobody else convert meanwhile, and holds the deals. Raises LogProblem where an amount grows too
    large to be kept.
    """
    context = replay_context()
    return Converted(
        sales=_sales(code, context.conversion), costs=_costs(code, context.conversion), deals=_deals(code, context)
    )


def convert_sales(ids: Sequence[int]) -> None:
    """Convert some sales anew, for of what they are in the company's currency a part alone may have changed."""
    _convert_sales(read_rows(Sale, ("id", *_SOLD), key="id", ids=ids), replay_context().conversion)


def _sales(code: str, conversion: Conversion) -> int:
    return sum(_convert_sales(rows, conversion) for rows in _parts(Sale, code, ("pk", *_SOLD)))


def _convert_sales(rows: Iterable[tuple[Any, ...]], conversion: Conversion) -> int:
    changed = []
    for id_, code, on, amount, cost, *stored in rows:
        derived = [_kept(conversion.convert(each, code, on), code) for each in (amount, cost)]
        # Without a rate a sale keeps what it was booked at.
        if derived[0] is not None and derived != stored:
            changed.append((*derived, id_))
    update_many_rows(Sale, "id", _SALES, changed)
    note_changes(FactNoun.SALE, [row[-1] for row in changed])
    return len(changed)


def _costs(code: str, conversion: Conversion) -> int:
    count = 0
    for rows in _parts(Cost, code, ("pk", "starts_on", "amount", "company_amount")):
        converted = [
            (_kept(conversion.convert(amount, code, on), code), stored, id_) for id_, on, amount, stored in rows
        ]
        changed = [(derived, id_) for derived, stored, id_ in converted if derived not in {None, stored}]
        update_many_rows(Cost, "id", ("company_amount",), changed)
        spread_costs([id_ for _amount, id_ in changed])
        count += len(changed)
    return count


def _deals(code: str, context: ReplayContext) -> int:
    ids = sorted(_deals_in((code,)))
    return sum(_some_deals(ids[start : start + _AT_ONCE], context) for start in range(0, len(ids), _AT_ONCE))


def _deals_in(codes: Iterable[str]) -> set[int]:
    return set(DealValue.objects.filter(currency__in=codes).values_list("deal", flat=True))


def _some_deals(ids: Sequence[int], context: ReplayContext) -> int:
    values, milestones = read_tables((_VALUES, _MILESTONES), ids)
    by_deal = {deal_id: list(rows) for deal_id, rows in groupby(sorted(values), key=itemgetter(0))}
    valued = []
    for deal_id, at, amount, code, id_, stored in values:
        worth = _kept(context.conversion.convert(amount, code, day_of_value(at, context)), code)
        if worth != stored:
            valued.append((worth, id_, deal_id))
    marked = []
    for deal_id, entered_on, *rest in milestones:
        told = [row[1:4] for row in by_deal[deal_id]]
        marks = zip(rest[0 : len(_MARKS) : 2], rest[1 : len(_MARKS) : 2], strict=True)
        amounts = amounts_of(told, entered_on, marks, context.conversion)
        if list(amounts) != rest[len(_MARKS) :]:
            marked.append((*(_kept(each, told[-1][2]) for each in amounts), deal_id))
    update_many_rows(DealValue, "id", ("company_amount",), [row[:2] for row in valued])
    update_many_rows(Milestones, "deal", AMOUNTS, marked)
    changed = {row[-1] for row in (*valued, *marked)}
    note_changes(FactNoun.DEAL, sorted(changed))
    return len(changed)


def _kept(amount: int | None, code: str) -> int | None:
    if amount is not None and abs(amount) > _MOST:
        words = {"code": code}
        raise LogProblem(_("At this rate an amount in %(code)s grows too large to be kept. Check the rate.") % words)
    return amount


def _parts(model: type[Model], code: str, fields: Sequence[str]) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows in a currency, so many at a time, in the order of their ids, the first of the fields."""
    last = 0
    while rows := list(
        model._default_manager.filter(currency=code, pk__gt=last).order_by("pk").values_list(*fields)[:_AT_ONCE]  # noqa: SLF001 - of whichever model
    ):
        yield rows
        last = rows[-1][0]
