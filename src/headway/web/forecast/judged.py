"""What the page of kept forecasts shows: each with what came, and in words how well they did."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.planning.foresight import Method
from headway.web import figures
from headway.web.forecasts.record import Judged, Losses, Record
from headway.web.forecasts.saying import METHODS, Measure
from headway.web.models import KeptForecast


@dataclass(frozen=True)
class KeptRow:
    """A kept forecast as a line; ``judged`` is None while its period is not over."""

    kept: KeptForecast
    days: str
    band: str
    middle: str
    method: str
    who: str
    judged: Judged | None
    pinball: str
    brier: str


def kept_rows(record: Record, waiting: Iterable[KeptForecast], measure: Measure) -> list[KeptRow]:
    """Return those whose period goes on, then those that are over."""
    return [
        *(_row(each, None, measure) for each in waiting),
        *(_row(each.kept, each, measure) for each in record.judged),
    ]


def record_words(record: Record) -> list[str]:
    """Say how well the forecasts did, each period judged by its first one."""
    return list(_words(record)) if record.first else []


def _words(record: Record) -> Iterator[str]:
    count, (low, high) = len(record.first), record.usual
    told = {
        "count": figures.number(count),
        "within": figures.number(record.within),
        "low": figures.number(low),
        "high": figures.number(high),
    }
    sentence = ngettext(
        "%(count)s period is over. The number of won deals lay in the band of 8 in 10: %(within)s times.",
        "%(count)s periods are over. The number of won deals lay in the band of 8 in 10: %(within)s times.",
        count,
    )
    yield sentence % told
    if low <= record.within <= high:
        yield _("A band that holds what it says does so %(low)s to %(high)s times: nothing speaks against it.") % told
    else:
        yield (
            _("A band that holds what it says does so %(low)s to %(high)s times: it was drawn too narrow or too wide.")
            % told
        )


def score_words(record: Record) -> list[str]:
    """Say how near the forecasts were, beside the two naive ones: how far off their marks, and how good the chances."""
    if not record.first:
        return []
    return [_nearer(record.pinball), *([_chances(record.brier)] if record.brier.own is not None else [])]


def first_judged(record: Record, waiting: Sequence[KeptForecast]) -> date | None:
    """Return the day on which the first kept forecast can be judged; None where one is, or none is kept."""
    return None if record.first else min((each.ends_on for each in waiting), default=None)


def _nearer(losses: Losses) -> str:
    told = {name: _loss(getattr(losses, name)) for name in ("own", "weighted", "last")}
    told |= {"weighted_name": METHODS[Method.WEIGHTED](), "last_name": METHODS[Method.LAST]()}
    figures_told = _(
        "Pinball loss in deals, less is better: %(own)s; %(weighted_name)s %(weighted)s; %(last_name)s %(last)s."
    )
    if _is_best(losses):
        return figures_told % told + " " + _("The forecast was nearer than both.")
    return figures_told % told + " " + _("A naive forecast was nearer: do not trust this one more than that.")


def _chances(losses: Losses) -> str:
    told = {name: _loss(getattr(losses, name), 3) for name in ("own", "weighted", "last")}
    said = _(
        "Brier score of the deals' chances, less is better: %(own)s; by the rate of the stage %(weighted)s; the same "
        "share for each deal %(last)s."
    )
    more = _("The chances told more than either.") if _is_best(losses) else _("A naive chance told more.")
    return f"{said % told} {more}"


def _is_best(losses: Losses) -> bool:
    others = [each for each in (losses.weighted, losses.last) if each is not None]
    return losses.own is not None and all(losses.own <= each for each in others)


def _row(kept: KeptForecast, judged: Judged | None, measure: Measure) -> KeptRow:
    told = kept.number
    return KeptRow(
        kept=kept,
        days=figures.days_from(kept.starts_on, kept.ends_on - timedelta(days=1)),
        band=f"{measure.words(told['p10'])}–{measure.words(told['p90'])}",
        middle=measure.words(told["p50"]),
        method=METHODS[Method(kept.method)](),
        who=kept.kept_by.name if kept.kept_by else "",
        judged=judged,
        pinball=_loss(judged.pinball.own) if judged else "",
        brier=_loss(judged.brier.own, 3) if judged else "",
    )


def _loss(value: float | None, digits: int = 2) -> str:
    return "—" if value is None else figures.number(Decimal(str(value)), digits)
