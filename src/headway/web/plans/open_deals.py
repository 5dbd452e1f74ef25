"""What comes of what is begun already: how many deals will be won in the days of a plan without the plan's own work."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from headway.engine.period import Period
from headway.planning.chances import certain, spread_of_counts
from headway.web.bearers import Bearer
from headway.web.forecasts import forecast_of
from headway.web.plans.history import LONGEST, History
from headway.web.plans.wishes import Start

if TYPE_CHECKING:
    from headway.planning.chances import Spread


@dataclass(frozen=True)
class Brought:
    """What is won anyway: on average, and how likely how many; of ``open`` deals, 0 where they do not matter.

    ``until_start`` is the part of it that is begun between today and the plan's first day, if one goes on as lately.
    ``deviation`` is by how much good and bad times move all deals of such days together, as the forecasts that were
    tried on past days tell it; 0 where none could be tried.
    """

    open: int
    mean: float
    until_start: float
    spread: "Spread"
    deviation: float


def brought_by(bearer: Bearer, history: History, period: Period, today: date, *, is_past: bool = False) -> Brought:
    """Return what is won anyway in the days of a plan, which may have begun.

    A chain of all calls works open deals too, so there it is what the calls bring that were made before; else what the
    forecast expects of the deals that are open. The number that is won is taken for a Poisson variable.
    """
    until_start = _begun(history, period, today, range(1, (period.start - today).days))
    foreseen = forecast_of(bearer.scope_now, period, today, is_past=is_past)
    if history.start is Start.CALLS:
        count, mean = 0, _begun(history, period, today, range(1 - LONGEST, 1))
    else:
        count, mean = len(foreseen.deals), foreseen.number.from_open
    deviation = foreseen.experience.spread if foreseen.experience.trials else 0.0
    return Brought(count, mean + until_start, until_start, _poisson(mean + until_start), deviation)


def _begun(history: History, period: Period, today: date, days: range) -> float:
    """Return how many are won in a period of what is begun on some days, counted from today, at the pace of lately."""
    won = 0.0
    for day in days:
        begun = today + timedelta(days=day)
        before, until = (history.delay.within((each - begun).days - 1) for each in (period.start, period.end))
        won += max(0.0, until - (before if period.start > begun else 0.0))
    return won * history.tried_a_day * history.rate


def _poisson(mean: float) -> "Spread":
    from scipy.special import gammainc

    if mean < 1e-3:
        return certain(0.0)
    return spread_of_counts(lambda least: float(gammainc(least, mean)), round(mean + 6 * mean**0.5 + 6))
