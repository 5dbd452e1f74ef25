"""A row is a sale that belongs to a deal, or, where it names none, to its client alone."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from headway.engine.text import gettext_noop
from headway.importers.bundles import Bundles
from headway.importers.cells import Moment, Unreadable
from headway.importers.identity import EventKeys
from headway.importers.lens import Lens
from headway.importers.parties import CLIENT_FIELDS, NO_CLIENT, client_with_origin, deal_of
from headway.importers.records import ImportedClient, ImportedDeal, ImportedSale, Problem
from headway.importers.row import Row

FIELDS: Final = (
    "sale", "deal", "deal_name", *CLIENT_FIELDS, "source", "referrer", "owner", "sold_on", "sale_amount", "currency",
    "cost", "sale_kind", "product", "rep",
)  # fmt: skip
REQUIRED: Final = ("deal", "sold_on", "sale_amount")
TELLING: Final = ("sold_on", "sale", "sale_amount", "sale_kind", "cost")

_NO_DAY: Final = gettext_noop("The sale has no day: fill it in, or map the column that holds it.")
_NO_AMOUNT: Final = gettext_noop("The sale has no amount: fill it in, or map the column that holds it.")


def convert(rows: Iterable[Row | Problem], lens: Lens) -> Iterator[ImportedDeal | ImportedClient | Problem]:
    """Give a deal for each that the rows name, its sales in the order of the file; then clients with sales of none."""
    bundles = Bundles(lens)
    keys: dict[str, EventKeys] = {}
    dealless: dict[str, _Buyer] = {}
    tells_deals = "deal" in lens.mapping.columns or "deal" in lens.mapping.constants

    def add(row: Row) -> None:
        client = None if lens.text(row, "deal") else client_with_origin(row, lens)
        if client is None and not tells_deals:
            raise Unreadable(NO_CLIENT)
        if client is None:
            deal = deal_of(row, lens)
            sale = _sale(row, keys.setdefault(deal, EventKeys(deal)), lens)
            bundles.at(deal, row).sales.append(sale)
        else:
            buyer = dealless.get(client.key) or _Buyer(client)
            buyer.sales.append(_sale(row, buyer.keys, lens))
            dealless[client.key] = buyer

    yield from bundles.collect(rows, add)
    yield from (buyer.client._replace(sales=tuple(buyer.sales)) for buyer in dealless.values())


class _Buyer:
    """The sales of a client that name no deal; the first of them speaks for the client."""

    def __init__(self, client: ImportedClient) -> None:
        self.client = client
        self.keys = EventKeys(client.key)
        self.sales: list[ImportedSale] = []


def _sale(row: Row, keys: EventKeys, lens: Lens) -> ImportedSale:
    moment, amount = _money(row, lens)
    return ImportedSale(
        lens.text(row, "sale") or keys.key(moment.on, amount, lens.text(row, "product")),
        moment.on,
        amount,
        lens.text(row, "currency") or "",
        lens.deal_kind(row, "sale_kind") or "new_business",
        cost=lens.amount(row, "cost"),
        product=lens.text(row, "product"),
        rep=lens.person(row, "rep"),
        line=row.line,
    )


def _money(row: Row, lens: Lens) -> tuple[Moment, Decimal]:
    moment = lens.moment(row, "sold_on")
    if moment is None:
        raise Unreadable(_NO_DAY)
    amount = lens.amount(row, "sale_amount")
    if amount is None:
        raise Unreadable(_NO_AMOUNT)
    return moment, amount
