"""Writing the sales of a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from headway.engine.text import Sentence, gettext_noop
from headway.importers.records import ImportedSale
from headway.web.imports.writing.by_hand import changed_by_hand
from headway.web.imports.writing.desk import Desk
from headway.web.imports.writing.ids import take_ids
from headway.web.imports.writing.rows import SALE, SALE_GIVEN, trimmed
from headway.web.imports.writing.stored import stored_ids
from headway.web.imports.writing.taking_over import take_over
from headway.web.imports.writing.touches import Home
from headway.web.imports.writing.worth import MOST, minor_units
from headway.web.log.bulk import insert_rows, read_rows
from headway.web.models import Sale

_NO_CURRENCY = gettext_noop("“%(code)s” is no currency: the sale was left out. Write a code such as EUR.")
_NO_RATE = gettext_noop(
    "There is no exchange rate for %(code)s yet, so the sale was left out: add one on the page Exchange rates or with"
    " `headway rate`, and import again."
)
_TOO_MUCH = gettext_noop("The amount %(amount)s is too large to be true: the sale was left out.")
_COMPANY = ("company_amount", "company_cost_amount")


@dataclass(frozen=True, slots=True)
class Buyer:
    """The client whose sales belong to no deal: what a `Home` says of a deal."""

    key: str
    client_id: int
    owner_id: int | None
    deal_id: None = None


def write_sales(desk: Desk, sales: Sequence[tuple[Home | Buyer, ImportedSale]]) -> None:
    """Insert the sales that are new, and note what differs in the others."""
    told = {
        desk.identity.of("sale", f"{home.key}/{sale.key}"): (home, sale, given)
        for home, sale in sales
        if (given := _given(desk, sale)) is not None
    }
    stored = _stored(list(told))
    take_over(desk, Sale, (row[0] for row in stored.values()))
    fresh = [uid for uid in told if uid not in stored]
    rows = []
    for id_, uid in zip(take_ids(Sale, len(fresh)), fresh, strict=True):
        home, sale, given = told[uid]
        rep_id = desk.names.rep(sale.rep) or home.owner_id
        team_id = desk.context.team_of(rep_id, sale.sold_on)
        said, worth = given[: len(SALE_GIVEN)], given[len(SALE_GIVEN) :]
        owned = (home.client_id, home.deal_id, rep_id, team_id)
        rows.append((id_, uid, *owned, *said, sale.kind, False, *worth, desk.started_at, desk.run_id))
    insert_rows(Sale, SALE, rows)
    _compare(desk, [(stored[uid], given) for uid, (_, _, given) in told.items() if uid in stored])


def _given(desk: Desk, sale: ImportedSale) -> tuple[Any, ...] | None:
    """Return what the file says of a sale, and that in the company's currency; nothing if it cannot be booked."""
    currency = desk.names.currency(sale.currency)
    if currency is None:
        desk.doubt(sale.line, Sentence(_NO_CURRENCY, code=sale.currency), is_kept=False)
        return None
    if max(abs(sale.amount), abs(sale.cost or sale.amount)) > MOST:
        desk.doubt(sale.line, Sentence(_TOO_MUCH, amount=sale.amount), is_kept=False)
        return None
    amount = minor_units(sale.amount, currency)
    cost = None if sale.cost is None else minor_units(sale.cost, currency)
    convert = desk.context.conversion.convert
    company_amount = convert(amount, currency.code, sale.sold_on)
    if company_amount is None:
        desk.doubt(sale.line, Sentence(_NO_RATE, code=currency.code), is_kept=False)
        return None
    said = (sale.kind, sale.sold_on, amount, cost, currency.code, trimmed(sale.product, 200))
    return (*said, company_amount, convert(cost, currency.code, sale.sold_on))


def _stored(uids: list[str]) -> dict[str, tuple[Any, ...]]:
    known = stored_ids(Sale, uids)
    rows = read_rows(Sale, ("id", *SALE_GIVEN, *_COMPANY), key="id", ids=list(known.values()))
    by_id = {row[0]: row for row in rows}
    return {uid: by_id[id_] for uid, id_ in known.items()}


def _compare(desk: Desk, pairs: Sequence[tuple[tuple[Any, ...], tuple[Any, ...]]]) -> None:
    kept = changed_by_hand("sale", [stored[0] for stored, _ in pairs])
    fields = (*SALE_GIVEN, *_COMPANY)
    for (id_, *values), given in pairs:
        if id_ not in kept:
            stored, says = (dict(zip(fields, some, strict=True)) for some in (values, given))
            desk.pending.compare(Sale, id_, stored, says)
