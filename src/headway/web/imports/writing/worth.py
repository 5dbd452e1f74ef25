"""Money as a file writes it to minor units of a currency."""

from decimal import ROUND_HALF_EVEN, Decimal

from headway.engine.text import Sentence, gettext_noop
from headway.importers.records import ImportedDeal
from headway.web.imports.writing.desk import Desk
from headway.web.models import Currency

_NO_CURRENCY = gettext_noop(
    "“%(code)s” is no currency: the deal was taken without its value. Write a code such as EUR."
)
_TOO_MUCH = gettext_noop("The value %(value)s is too large to be true: the deal was taken without it.")
MOST = 10**17


def minor_units(amount: Decimal, currency: Currency) -> int:
    """Return an amount in the smallest unit of its currency."""
    return int(amount.scaleb(currency.digits).to_integral_value(ROUND_HALF_EVEN))


def worth_of(desk: Desk, deal: ImportedDeal) -> tuple[int | None, str | None]:
    """Return the value of a deal in minor units with its currency; nothing where the file has none."""
    if deal.value is None:
        return None, None
    currency = desk.names.currency(deal.currency)
    if currency is None:
        desk.doubt(deal.line, Sentence(_NO_CURRENCY, code=deal.currency))
        return None, None
    if abs(deal.value) > MOST:
        desk.doubt(deal.line, Sentence(_TOO_MUCH, value=deal.value))
        return None, None
    return minor_units(deal.value, currency), currency.code
