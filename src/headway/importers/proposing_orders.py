"""Orders and invoices that name no deal: each is a deal of its own, won on its day, with its amount booked."""

from collections.abc import Iterable
from typing import Final

from headway.importers.inspection import Column

_ENDINGS: Final = ("stage", "outcome")


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


def _only(columns: Iterable[Column]) -> Column | None:
    """Return the one column of days, where there is one."""
    days = [column for column in columns if column.kind in {"date", "moment"}]
    return days[0] if len(days) == 1 else None
