"""What the forecast, which looks at each deal, expects at the end of an aim, and whether it is to be trusted more."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from headway.engine.period import Period
from headway.planning.experience import FEWEST_DATES, error_of
from headway.planning.foresight import Method
from headway.web import figures
from headway.web.asking import Asker
from headway.web.forecasts.making import forecast_of
from headway.web.forecasts.saying import NUMBER, VALUE, Measure

if TYPE_CHECKING:
    from headway.web.forecasts.outcome import Outlook

# What a forecast foretells of an aim; the other aims are not about the close of deals.
_MEASURES = {"deals_won": NUMBER, "sales_volume": VALUE}


@dataclass(frozen=True)
class Foretold:
    """The end of an aim by the forecast; ``query`` asks for it.

    What is won is the same number in both, so its end is never less than what is ``reached`` already. Of money it is
    another number, what won deals are worth, and stands as the forecast has it.
    """

    outlook: "Outlook"
    measure: Measure
    reached: float
    query: str

    @classmethod
    def of(cls, asker: Asker, indicator: str, span: Period, reached: float) -> Self | None:
        """Return what the forecast expects by the end of a span that is not over; None where it expects nothing."""
        name = _MEASURES.get(indicator)
        if name is None or asker.today >= span.end:
            return None
        measure = Measure(name, asker.company.currency if asker.company else None)
        outlook = measure.of(forecast_of(asker, span, asker.today))
        if outlook is None or outlook.mean == outlook.certain:
            return None
        query = urlencode({"period": f"{span.start}..{span.end}", "measure": name})
        return cls(outlook, measure, reached, query)

    @property
    def mean(self) -> float:
        """The middle, as the forecast says it."""
        return max(self._least, self.outlook.p50)

    def quantile(self, share: float) -> float:
        """Return what the end stays below in this share of cases."""
        return max(self._least, self.outlook.closing.quantile(share))

    def chance_of(self, value: float) -> float:
        """Return the chance that the end is at least this much; what is reached already is certain."""
        return 1.0 if value <= self.reached else self.outlook.chance_of(value)

    @cached_property
    def is_trusted(self) -> bool:
        """Whether it was nearer than the pace of the days before, on enough past dates and of the aim's own number."""
        return self._is_rival and self._error(self.outlook.method) <= self._error(Method.LAST)

    def reasons(self) -> Iterator[str]:
        """Say what the forecast counts otherwise than an aim, and which was nearer where both were tried enough."""
        if self.measure.is_value:
            said = _(
                "The forecast counts won deals at their value, %(won)s so far; the aim counts sales, each at its own "
                "amount and day, with a deal or without."
            )
            yield said % {"won": self.measure.words(self.outlook.certain)}
            yield _(
                "Go by the sentence at the top: it counts what the aim counts. The forecast was tried on past dates "
                "for won deals alone, so how near it comes to the sales of an aim is not known."
            )
        if not self._is_rival:
            return
        own, pace = (self._error(method) for method in (self.outlook.method, Method.LAST))
        words = {"own": self.measure.exact(own), "pace": self.measure.exact(pace)}
        words["dates"] = figures.number(len(self.outlook.experience.trials))
        by_forecast = _(
            "Tried on past dates (%(dates)s), the forecast missed by %(own)s on average, the pace of the days before "
            "by %(pace)s: so what is said and drawn here goes by the forecast."
        )
        by_pace = _(
            "Tried on past dates (%(dates)s), the forecast missed by %(own)s on average, the pace of the days before "
            "by %(pace)s: so what is said and drawn here goes by the pace."
        )
        yield (by_forecast if self.is_trusted else by_pace) % words

    @property
    def _least(self) -> float:
        return 0.0 if self.measure.is_value else self.reached

    @property
    def _is_rival(self) -> bool:
        # The sales without a deal that are still to come are not in the worth of won deals. And where the forecast
        # goes by the pace itself, neither is nearer.
        is_tried = len(self.outlook.experience.trials) >= FEWEST_DATES
        return is_tried and not self.measure.is_value and self.outlook.method is not Method.LAST

    def _error(self, method: Method) -> float:
        return error_of(self.outlook.experience.trials, method)
