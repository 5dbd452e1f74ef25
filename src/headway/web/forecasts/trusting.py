"""Says how a forecast was made, and how far to trust it: how it went on past dates, what is taken, which season."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from math import isclose
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.planning.experience import Experience, error_of
from headway.planning.foresight import RECENT_WEEKS, Method
from headway.planning.scores import USUAL_SPREAD
from headway.planning.seasons import Season, Verdict
from headway.web import figures
from headway.web.forecasts.outcome import Forecast
from headway.web.forecasts.saying import Measure, held

# Of a month that differs by less nothing is said.
_LEAST = 0.05
# Less would be written as nothing.
_SEEN = 0.005


def trust(forecast: Forecast, measure: Measure) -> Iterator[str]:
    """Say how well it went on past dates, what is taken, how much the band is widened, and whether a season counts.

    Nothing where nothing is foretold: the period is over, or nothing is known of what deals are worth.
    """
    outlook = measure.of(forecast)
    if outlook is None or forecast.question.is_over:
        return
    experience = outlook.experience
    if experience.trials:
        yield from _tried(forecast, measure, experience)
    elif isclose(experience.spread, USUAL_SPREAD):
        yield (
            _(
                "There is too little past yet to try the forecast on. The band is widened as usual: a good or a bad "
                "month moves all deals together by about %(usual)s."
            )
            % {"usual": _share(experience.spread)}
        )
    else:
        # Values that were not tried by themselves move as the numbers of deals did.
        yield from _widened(experience)
    yield _coming(forecast)
    yield _season(forecast)
    if forecast.openings is not None:
        yield _opened(forecast.openings)


def _tried(forecast: Forecast, measure: Measure, experience: Experience[Any]) -> Iterator[str]:
    if measure.is_value:
        yield _("What the deals are worth was tried by itself, on past dates with what was known then.")
    else:
        yield held(forecast)
    yield from _widened(experience)
    if forecast.trials:
        yield _compared(experience, measure)
        yield _("The pace of the days just before: what was won in the same number of days before is won once more.")


def _widened(experience: Experience[Any]) -> Iterator[str]:
    if experience.spread >= _SEEN:
        told = {"spread": _share(experience.spread)}
        yield _("Good and bad months move all deals together, by about %(spread)s: so the band is widened.") % told


def _compared(experience: Experience[Any], measure: Measure) -> str:
    methods = (Method.LEARNT, Method.WEIGHTED, Method.LAST)
    told = {each.value: measure.exact(round(error_of(experience.trials, each), 1)) for each in methods}
    if measure.is_value:
        return _compared_value(experience.method, told)
    if experience.method is Method.WEIGHTED:
        return (
            _(
                "On past dates the weighted pipeline missed by %(weighted)s deals on average, the chances of the "
                "single deals by %(learnt)s: so the weighted pipeline is taken for the middle."
            )
            % told
        )
    if experience.method is Method.LAST:
        return (
            _(
                "On past dates the pace of the days just before missed by %(last)s deals on average, the chances of "
                "the single deals by %(learnt)s: so that pace is taken for the middle."
            )
            % told
        )
    return (
        _(
            "On past dates it missed by %(learnt)s deals on average, the weighted pipeline by %(weighted)s, the pace "
            "of the days just before by %(last)s."
        )
        % told
    )


def _compared_value(method: Method, told: dict[str, str]) -> str:
    said = _(
        "On past dates the chances of the single deals missed by %(learnt)s on average, the weighted pipeline by "
        "%(weighted)s, the pace of the days just before by %(last)s."
    )
    if method is Method.WEIGHTED:
        taken = _("So the weighted pipeline is taken for the middle.")
    elif method is Method.LAST:
        taken = _("So that pace is taken for the middle.")
    else:
        return said % told
    return f"{said % told} {taken}"


def _season(forecast: Forecast) -> str:
    if forecast.season is not None:
        return _in_season(forecast.season)
    if forecast.seasonal is Verdict.NO_NEARER:
        return _(
            "The months of the year differ by more than chance, but counting them in did not bring forecasts of past "
            "dates nearer: no season is counted in."
        )
    if forecast.seasonal is Verdict.CHANCE:
        return _("The months of the year differ by no more than chance: no season is counted in.")
    return _("There is too little history for a season: two whole years are needed.")


def _in_season(season: Season) -> str:
    told = {"years": figures.number(season.years), "months": _months_in_words(season)}
    sentence = ngettext(
        "Over %(years)s year the months of the year differed by more than chance, so they are counted in. Beside the "
        "usual month open deals are won so much more or less often: %(months)s.",
        "Over %(years)s years the months of the year differed by more than chance, so they are counted in. Beside the "
        "usual month open deals are won so much more or less often: %(months)s.",
        season.years,
    )
    return sentence % told


def _coming(forecast: Forecast) -> str:
    words = dict(zip(("lately", "before"), map(figures.number, forecast.opened), strict=True))
    return _(
        "Deals still to be opened: as many a week as in the last %(weeks)s weeks, in which %(lately)s were opened "
        "(%(before)s in the %(weeks)s weeks before), and they go as your deals went."
    ) % {**words, "weeks": RECENT_WEEKS}


def _opened(season: Season) -> str:
    told = {"years": figures.number(season.years), "months": _months_in_words(season)}
    sentence = ngettext(
        "Over %(years)s year the months differed by more than chance in how many deals were opened, and counting that "
        "in brought forecasts of past dates nearer. Beside the usual month so many more or fewer are opened: "
        "%(months)s.",
        "Over %(years)s years the months differed by more than chance in how many deals were opened, and counting that "
        "in brought forecasts of past dates nearer. Beside the usual month so many more or fewer are opened: "
        "%(months)s.",
        season.years,
    )
    return sentence % told


def _months_in_words(season: Season) -> str:
    return ", ".join(f"{figures.short_month(date(2000, month, 1))} {_by(factor)}" for month, factor in _told(season))


def _told(season: Season) -> Iterator[tuple[int, float]]:
    for month, factor in enumerate(season.factors, start=1):
        if abs(factor - 1) >= _LEAST:
            yield month, factor


def _by(factor: float) -> str:
    share = _share(abs(factor - 1))
    return f"+{share}" if factor > 1 else f"−{share}"


def _share(share: float) -> str:
    return figures.share(Decimal(str(round(share, 3))), 0)
