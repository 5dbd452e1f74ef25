"""Says under the projection of an aim what it leaves out, and what the open deals are expected to bring beside it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.web import figures
from headway.web.aims.standing import Standing
from headway.web.asking import Asker
from headway.web.forecasts.making import forecast_of
from headway.web.forecasts.saying import NUMBER, VALUE, Measure

if TYPE_CHECKING:
    from headway.web.forecasts.outcome import Forecast

# What a forecast foretells of an aim; the other aims are not about the close of deals.
_MEASURES = {"deals_won": NUMBER, "sales_volume": VALUE}


@dataclass(frozen=True)
class FromOpen:
    """What the open deals are expected to bring up to the end of an aim; ``query`` asks the forecast for it."""

    sentence: str
    query: str


def from_open(asker: Asker, standing: Standing) -> FromOpen | None:
    """Return what the open deals are expected to bring; None where that is not told, or the aim is over."""
    name = _MEASURES.get(standing.indicator.name)
    if name is None or standing.is_over:
        return None
    measure = Measure(name, asker.company.currency if asker.company else None)
    foreseen = forecast_of(asker, standing.span, asker.today)
    sentence = _said(foreseen, measure, figures.day(standing.aim.due_on))
    query = urlencode({"period": f"{standing.span.start}..{standing.span.end}", "measure": name})
    return FromOpen(sentence, query) if sentence else None


def _said(foreseen: "Forecast", measure: Measure, day: str) -> str:
    outlook = measure.of(foreseen)
    if outlook is None:
        return ""
    told = {"amount": measure.words(outlook.from_open), "day": day}
    if measure.is_value:
        said = _(
            "Counted from the deals instead, those open now are expected to bring %(amount)s by %(day)s. That is not "
            "added: the pace holds it already."
        )
        return said % told
    sentence = ngettext(
        "Counted from the deals instead, those open now are expected to bring %(amount)s won deal by %(day)s. That is "
        "not added: the pace holds it already.",
        "Counted from the deals instead, those open now are expected to bring %(amount)s won deals by %(day)s. That is "
        "not added: the pace holds it already.",
        round(outlook.from_open),
    )
    return sentence % told
