"""The base indicators that an aim can be set for: sums of a period, and what one sum is divided by another."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.engine.catalogue import catalogue
from headway.engine.metric import Unit
from headway.web import figures
from headway.web.models import Company
from headway.web.naming import NotUnderstood
from headway.web.read_words import one_of
from headway.web.wording import value_words

# Who buys several times in a period counts once in it, so weeks do not add up to their period.
_DISTINCT = frozenset({"buying_clients"})
# From so many units of the currency on nobody asks for the small change.
_ENOUGH = 100


@dataclass(frozen=True)
class Indicator:
    """A base indicator: a metric summed over a period, and where there is one, the metric that it is divided by."""

    name: str
    of: str
    per: str = ""
    unit: Unit = Unit.COUNT
    label: str | Promise = ""

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metrics of the catalogue that it is counted from."""
        return (self.of, self.per) if self.per else (self.of,)

    @property
    def adds_up(self) -> bool:
        """Whether days add up to their period, above and below the line."""
        return _DISTINCT.isdisjoint(self.metrics)

    @property
    def is_counted(self) -> bool:
        """Whether it is a number of pieces."""
        return self.unit is Unit.COUNT and not self.per

    @property
    def words(self) -> str:
        """What it is called."""
        return str(self.label) if self.label else _(catalogue()[self.name].label)

    def exactly(self, value: Decimal | None, company: Company | None) -> str | None:
        """Write a value that was counted, with all it has; None where it is unknown."""
        return value_words(self.unit, value, company.currency if company else None)

    def told(self, value: Decimal | float | None, company: Company | None) -> str:
        """Write a value of it; money without its small change, which would say more than is known."""
        if value is None:
            return "—"
        exact = Decimal(value)
        if self.unit is Unit.MONEY and company is not None:
            exact = without_change(exact, company)
        elif self.unit is Unit.COUNT:
            exact = exact.quantize(Decimal("0.01") if self.per else Decimal(1))
        return self.exactly(exact, company) or "—"

    def short(self, value: float, company: Company | None) -> str:
        """Write a value of it as short as an axis needs it."""
        if self.unit is Unit.MONEY and company is not None:
            return figures.short_money(round(value), company.currency.code, company.currency.digits)
        if self.unit is Unit.SHARE:
            return figures.share(value, 0)
        return figures.number(value, 1 if self.per else 0)


def without_change(amount: Decimal, company: Company) -> Decimal:
    """Round minor units to whole ones of the currency, where there are enough of them to say something."""
    unit = Decimal(1).scaleb(company.currency.digits)
    return amount.quantize(unit) if abs(amount) >= _ENOUGH * unit else amount


# In the order in which they multiply: leads x conversion x sales per client x average sale x margin.
INDICATORS: tuple[Indicator, ...] = (
    Indicator("sales_volume", "sales_volume", unit=Unit.MONEY),
    Indicator("sales_margin", "sales_margin", unit=Unit.MONEY),
    Indicator("new_leads", "new_leads"),
    Indicator("conversion", "buying_clients", "new_leads", Unit.SHARE, gettext_lazy("Buying clients per new lead")),
    Indicator("average_sale", "sales_volume", "sales", Unit.MONEY),
    Indicator("sales_per_client", "sales", "buying_clients"),
    Indicator("deals_won", "deals_won"),
)


def indicator_named(name: str) -> Indicator:
    """Return a base indicator by its name or label. Raises NotUnderstood with the field 'indicator'."""
    wanted = name.strip().casefold()
    for each in INDICATORS:
        if wanted in {each.name, each.name.replace("_", " "), each.words.casefold()}:
            return each
    raise NotUnderstood(one_of(name, [each.name for each in INDICATORS]), "indicator")
