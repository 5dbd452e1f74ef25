"""What comes of what is begun already: how many deals will be won in the days of a plan without the plan's own work."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from headway.engine.period import Period
from headway.planning.chances import certain, spread_of_counts
from headway.planning.foresight import Method
from headway.web.forecasts.making import forecast_of
from headway.web.plans.history import LONGEST, History
from headway.web.plans.wishes import Start, Wish

if TYPE_CHECKING:
    from headway.planning.chances import Spread
    from headway.web.forecasts.outcome import Forecast, Outlook


@dataclass(frozen=True)
class Brought:
    """What is won anyway: on average, and how likely how many; of ``open`` deals, 0 where they do not matter.

    ``until_start`` is the part of it that is begun between today and the plan's first day, if one goes on as lately.
    ``deviation`` is by how much good and bad times move all deals of such days together, as the forecasts that were
    tried on past days tell it; 0 where none could be tried. ``foretold`` is the number of such a forecast, None without
    one, and ``yields`` the part of what the rates of the chain promise that it leaves to the work of lately.
    """

    open: int
    mean: float
    until_start: float
    spread: "Spread"
    deviation: float = 0.0
    foretold: "Outlook | None" = None
    yields: float = 1.0


def brought_by(
    wish: Wish, history: History, today: date, *, by_work: float, is_past: bool = False
) -> tuple[Brought, "Forecast"]:
    """Return what is won anyway in the days of a plan, which may have begun, with the forecast of these days.

    Where the forecast could be tried on past days, it says what going on as lately brings, and what it expects beyond
    what the work of lately leads to, ``by_work``, is won anyway: of work that opens deals, what open deals bring always
    is. Else a chain of all calls, which work open deals too, has what the calls bring that were made before; any other
    what the forecast expects of the deals that are open. The number that is won is taken for a Poisson variable.
    """
    foreseen = forecast_of(wish.bearer.scope_now, wish.period, today, is_past=is_past)
    number = foreseen.number
    if number.experience.trials:
        more, most = number.mean - number.certain, _most_by_work(number, history.start)
        # A weighted pipeline knows nothing of deals still to be opened: not that they bring none.
        is_known = by_work > 0 and number.method is not Method.WEIGHTED
        mean, yields = more - min(by_work, most), min(1.0, most / by_work) if is_known else 1.0
        return Brought(
            len(foreseen.deals), mean, 0.0, _poisson(mean), number.experience.spread, number, yields
        ), foreseen
    left = Period(max(wish.period.start, today), wish.period.end)
    until_start = _begun(history, left, today, range(1, (left.start - today).days))
    if history.start is Start.CALLS:
        count, mean = 0, _begun(history, left, today, range(1 - LONGEST, 1))
    else:
        count, mean = len(foreseen.deals), number.from_open
    return Brought(count, mean + until_start, until_start, _poisson(mean + until_start)), foreseen


def _most_by_work(number: "Outlook", start: Start) -> float:
    """Return how many of the deals that a forecast expects the work of lately may bring: calls work open deals too."""
    if start is Start.DEALS and number.split is not None:
        return number.split[1]
    return number.mean - number.certain


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
