"""What the page of kept forecasts shows: each with what came, and in words how well they did."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.planning.foresight import Method
from headway.web import figures
from headway.web.forecasts.record import Judged, Losses, Record, Scores
from headway.web.forecasts.saying import METHODS, Measure
from headway.web.models import KeptForecast


@dataclass(frozen=True)
class KeptRow:
    """One measure of a kept forecast as a line; ``is_within`` is None while its period is not over."""

    kept: KeptForecast
    days: str
    band: str
    middle: str
    method: str
    who: str
    came: str
    is_within: bool | None
    pinball: str
    brier: str


def kept_rows(record: Record, waiting: Iterable[KeptForecast], measure: Measure) -> list[KeptRow]:
    """Return those whose period goes on, then those that are over; where nothing was foretold of a measure, none."""
    rows = (
        *(_row(each, None, measure) for each in waiting),
        *(_row(each.kept, each, measure) for each in record.judged),
    )
    return [each for each in rows if each is not None]


def record_words(record: Record, measure: Measure) -> list[str]:
    """Say how well the forecasts did, each period judged by its first one."""
    scores = _scores(record, measure)
    return list(_words(scores, measure)) if scores.scored else []


def _scores(record: Record, measure: Measure) -> Scores:
    return record.value if measure.is_value else record.number


def _words(scores: Scores, measure: Measure) -> Iterator[str]:
    count, (low, high) = len(scores.scored), scores.usual
    told = {
        "count": figures.number(count),
        "within": figures.number(scores.within),
        "low": figures.number(low),
        "high": figures.number(high),
    }
    number = ngettext(
        "%(count)s period is over. The number of won deals lay in the band of 8 in 10: %(within)s times.",
        "%(count)s periods are over. The number of won deals lay in the band of 8 in 10: %(within)s times.",
        count,
    )
    value = ngettext(
        "%(count)s period is over. What the won deals were worth lay in the band of 8 in 10: %(within)s times.",
        "%(count)s periods are over. What the won deals were worth lay in the band of 8 in 10: %(within)s times.",
        count,
    )
    yield (value if measure.is_value else number) % told
    if low <= scores.within <= high:
        yield _("A band that holds what it says does so %(low)s to %(high)s times: nothing speaks against it.") % told
    else:
        yield (
            _("A band that holds what it says does so %(low)s to %(high)s times: it was drawn too narrow or too wide.")
            % told
        )


def score_words(record: Record, measure: Measure) -> list[str]:
    """Say how near the forecasts were, beside the two naive ones: how far off their marks, and how good the chances.

    The chances of the deals are judged beside the number alone, which they make.
    """
    scores = _scores(record, measure)
    if not scores.scored:
        return []
    is_told = record.brier.own is not None and not measure.is_value
    return [_nearer(scores.pinball, measure), *([_chances(record.brier)] if is_told else [])]


def first_judged(record: Record, waiting: Sequence[KeptForecast]) -> date | None:
    """Return the day on which the first kept forecast can be judged; None where one is, or none is kept."""
    return None if record.first else min((each.ends_on for each in waiting), default=None)


def _nearer(losses: Losses, measure: Measure) -> str:
    told = {name: _loss(getattr(losses, name), measure) for name in ("own", "weighted", "last")}
    told |= {"weighted_name": METHODS[Method.WEIGHTED](), "last_name": METHODS[Method.LAST]()}
    in_deals = _(
        "Pinball loss in deals, less is better: %(own)s; %(weighted_name)s %(weighted)s; %(last_name)s %(last)s."
    )
    in_money = _(
        "Pinball loss in money, less is better: %(own)s; %(weighted_name)s %(weighted)s; %(last_name)s %(last)s."
    )
    said = (in_money if measure.is_value else in_deals) % told
    if _is_best(losses):
        return said + " " + _("The forecast was nearer than both.")
    return said + " " + _("A naive forecast was nearer: do not trust this one more than that.")


def _chances(losses: Losses) -> str:
    told = {name: _share(getattr(losses, name)) for name in ("own", "weighted", "last")}
    said = _(
        "Brier score of the deals' chances, less is better: %(own)s; by the rate of the stage %(weighted)s; the same "
        "share for each deal %(last)s."
    )
    more = _("The chances told more than either.") if _is_best(losses) else _("A naive chance told more.")
    return f"{said % told} {more}"


def _is_best(losses: Losses) -> bool:
    others = [each for each in (losses.weighted, losses.last) if each is not None]
    return losses.own is not None and all(losses.own <= each for each in others)


def _row(kept: KeptForecast, judged: Judged | None, measure: Measure) -> KeptRow | None:
    told = kept.value if measure.is_value else kept.number
    if not told:
        return None
    scored = judged and (judged.value if measure.is_value else judged.number)
    return KeptRow(
        kept=kept,
        days=figures.days_from(kept.starts_on, kept.ends_on - timedelta(days=1)),
        band=f"{measure.words(told['p10'])}–{measure.words(told['p90'])}",
        middle=measure.words(told["p50"]),
        method=METHODS[Method(told.get("method", kept.method))](),
        who=kept.kept_by.name if kept.kept_by else "",
        came=measure.words(scored.came) if scored else "",
        is_within=scored.is_within if scored else None,
        pinball=_loss(scored.pinball.own, measure) if scored else "",
        brier=_share(judged.brier.own) if judged else "",
    )


def _loss(value: float | None, measure: Measure) -> str:
    if value is None:
        return "—"
    return measure.words(value) if measure.is_value else figures.number(Decimal(str(value)), 2)


def _share(value: float | None) -> str:
    return "—" if value is None else figures.number(Decimal(str(value)), 3)
