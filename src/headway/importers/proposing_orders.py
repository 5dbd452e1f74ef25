"""Tables of what was bought that name no deal: orders that are deals of their own, and purchases of clients."""

from collections.abc import Iterable
from typing import Final

from headway.importers.inspection import Column

_ENDINGS: Final = ("stage", "outcome")
# What purchases do not tell: the way of a deal, or how somebody spoke with the client.
_OF_DEALS: Final = frozenset({
    "deal", "deal_name", "stage", "outcome", "entered_at", "stage_at", "closed_at", "won_at", "lost_at", "expected_on",
    "loss_reason",
})  # fmt: skip
_OF_CONTACTS: Final = frozenset({
    "contact", "contact_kind", "duration_seconds", "duration_minutes", "direction", "is_cold", "next_on", "next_step",
})  # fmt: skip


def orders_of(sale: dict[str, Column], deal: dict[str, Column], columns: Iterable[Column]) -> dict[str, Column] | None:
    """Return the fields of the deals that a table of orders tells, by what it would be as sales and as deals.

    None where it is no such table: without a number of the order, a client, a day and an amount, with a deal of its
    own, or with several rows of one order.
    """
    order, amount = sale.get("sale"), sale.get("sale_amount") or deal.get("value")
    day = sale.get("sold_on") or _only(columns)
    if order is None or amount is None or day is None or {"deal", "deal_name"} & deal.keys():
        return None
    if not {"client", "client_key"} & sale.keys() or order.is_repeated:
        return None
    told = {field: column for field, column in deal.items() if column not in {order, amount, day}}
    # An order with a status may have been cancelled: then it tells how it ended, and that day is its end.
    end = "closed_at" if any(field in told for field in _ENDINGS) else "won_at"
    return told | {"deal": order, "value": amount, end: day, "sale_amount": amount}


def purchases_of(guesses: dict[str, dict[str, Column]], columns: Iterable[Column]) -> dict[str, Column] | None:
    """Return the fields of the sales that a table of purchases tells, by what it would be as each noun.

    None where it is no such table: without clients who come again, one day and an amount, or with more than purchases
    tell.
    """
    sale, deal, contact = guesses["sale"], guesses["deal"], guesses["contact"]
    client = sale.get("client_key") or sale.get("client")
    amount, day = sale.get("sale_amount") or deal.get("value"), sale.get("sold_on") or _only(columns)
    if client is None or amount is None or day is None or not client.is_repeated:
        return None
    if "sale" in sale or _OF_DEALS & deal.keys() or _OF_CONTACTS & contact.keys():
        return None
    return sale | {"sold_on": day, "sale_amount": amount}


def _only(columns: Iterable[Column]) -> Column | None:
    """Return the one column of days, where there is one."""
    days = [column for column in columns if column.kind in {"date", "moment"}]
    return days[0] if len(days) == 1 else None
