"""Says beside the projection of an aim, which goes by the pace, what the forecast expects, which goes by the deals."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from headway.planning.experience import error_of
from headway.planning.foresight import Method
from headway.web import figures
from headway.web.aims.told import ToldAim
from headway.web.asking import Asker
from headway.web.forecasts.making import forecast_of
from headway.web.forecasts.saying import NUMBER, VALUE, Measure

if TYPE_CHECKING:
    from headway.web.forecasts.outcome import Outlook

# What a forecast foretells of an aim; the other aims are not about the close of deals.
_MEASURES = {"deals_won": NUMBER, "sales_volume": VALUE}


@dataclass(frozen=True)
class FromOpen:
    """What the forecast expects by the end of an aim; ``query`` asks for it."""

    sentence: str
    query: str


def from_open(asker: Asker, told: ToldAim) -> FromOpen | None:
    """Return what the forecast expects by the end of an aim; None where it expects nothing, or the aim is over."""
    standing = told.standing
    name = _MEASURES.get(standing.indicator.name)
    if name is None or standing.is_over:
        return None
    measure = Measure(name, asker.company.currency if asker.company else None)
    outlook = measure.of(forecast_of(asker, standing.span, asker.today))
    if outlook is None or outlook.mean == outlook.certain:
        return None
    query = urlencode({"period": f"{standing.span.start}..{standing.span.end}", "measure": name})
    return FromOpen(" ".join(_said(outlook, measure, told)), query)


def _said(outlook: "Outlook", measure: Measure, aim: ToldAim) -> Iterator[str]:
    standing = aim.standing
    yield _("By the deals instead, says the forecast: about %(middle)s by %(day)s.") % {
        "middle": measure.words(outlook.p50),
        "day": figures.day(standing.aim.due_on),
    }
    yield _("The aim of %(aim)s is reached with a chance of %(chance)s.") % {
        "aim": aim.value,
        "chance": _chance(outlook, standing.aim.value),
    }
    if aim.against is not None:
        target = aim.against.target
        words = {"target": standing.indicator.told(target, aim.company), "chance": _chance(outlook, target)}
        yield _("The target of %(target)s is reached with a chance of %(chance)s.") % words
    yield from _why_another(outlook, measure)


def _chance(outlook: "Outlook", value: Decimal) -> str:
    return figures.likely(outlook.chance_of(float(value)))


def _why_another(outlook: "Outlook", measure: Measure) -> Iterator[str]:
    """Say what the forecast counts otherwise, and which of the two was nearer on past dates."""
    if measure.is_value:
        said = _(
            "It counts won deals at their value, %(won)s so far; the number above counts sales, each at its own amount "
            "and day, with a deal or without."
        )
        yield said % {"won": measure.words(outlook.certain)}
    trials = outlook.experience.trials
    # Where the forecast goes by the pace itself, neither is nearer.
    if not trials or outlook.method is Method.LAST:
        return
    own, pace = error_of(trials, outlook.method), error_of(trials, Method.LAST)
    words = {"dates": figures.number(len(trials)), "own": measure.exact(own), "pace": measure.exact(pace)}
    forecast_is_nearer = _(
        "Tried on past dates (%(dates)s), the forecast missed by %(own)s on average, the pace of the days before by "
        "%(pace)s: of the two, trust the forecast more."
    )
    pace_is_nearer = _(
        "Tried on past dates (%(dates)s), the forecast missed by %(own)s on average, the pace of the days before by "
        "%(pace)s: of the two, trust the pace more."
    )
    yield (pace_is_nearer if pace < own else forecast_is_nearer) % words
