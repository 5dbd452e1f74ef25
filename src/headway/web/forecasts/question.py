"""What a forecast is asked: of which days, as of when, of whose deals; read from plain words, at every door."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from headway.engine.dimension import Dimension
from headway.engine.period import Period
from headway.engine.question import Filters, Scope
from headway.planning.foresight import Ahead
from headway.web.asking import Asker, Words, told_in_full
from headway.web.clock import zone_of
from headway.web.naming import NotUnderstood, keys_told

NARROWS = (Dimension.TEAM, Dimension.REP, Dimension.FUNNEL, Dimension.SEGMENT, Dimension.KIND, Dimension.SOURCE)
USUAL_PERIOD = "this month"
_FARTHEST = 731
_LATE = time(23, 59)


@dataclass(frozen=True, kw_only=True)
class ForecastQuestion:
    """The period, and the day at whose end its close is foreseen; ``is_past`` where that day is over.

    Chances are learnt from all deals of the company, whoever asks; ``filters`` and ``scope`` say which deals count.
    """

    period: Period
    as_of: date
    is_past: bool = False
    filters: Filters = field(default_factory=Filters)
    scope: Scope = field(default_factory=Scope)

    @property
    def ahead(self) -> Ahead:
        """The days of the period that are still to come."""
        last = max((self.period.end - self.as_of).days - 1, 0)
        return Ahead(min(max((self.period.start - self.as_of).days - 1, 0), last), last)

    @property
    def is_over(self) -> bool:
        """Whether nothing of the period is to come."""
        return self.ahead.days == 0

    @property
    def ends_today(self) -> bool:
        """Whether nothing is to come but the rest of its last day."""
        return self.is_over and not self.is_past and self.period.end > self.as_of


def forecast_question_of(asker: Asker, words: Words, *, as_of: str = "") -> ForecastQuestion:
    """Return the question about the close of a period, as of today or the end of an earlier day.

    'This month' and the like are those of that day. Raises NotUnderstood.
    """
    words = told_in_full(asker, words)
    day = min(asker.today, asker.period(as_of, "as_of").end - timedelta(days=1)) if as_of else asker.today
    period = _as_of(asker, day).period(words.period or USUAL_PERIOD)
    if period.is_all or period.end - day > timedelta(days=_FARTHEST):
        raise NotUnderstood(_("A forecast looks at most two years ahead: choose a nearer period."), "period")
    is_past = day < asker.today
    return ForecastQuestion(
        period=period, as_of=day, is_past=is_past, filters=filters_of(asker, words), scope=asker.scope
    )


def _as_of(asker: Asker, day: date) -> Asker:
    """Return the asker as they would have asked at the end of a day."""
    zone = zone_of(asker.user, asker.company)
    return asker if day == asker.today else replace(asker, now=datetime.combine(day, _LATE, zone))


def filters_of(asker: Asker, words: Words) -> Filters:
    """Return which deals words name. Raises NotUnderstood for what deals have no chance by."""
    known = [each.value for each in NARROWS]
    strange = next((name for name, texts in words.filters.items() if texts and name not in known), "")
    if strange:
        told = {"name": strange, "known": ", ".join(known)}
        raise NotUnderstood(_("Forecasts are not narrowed by %(name)s. They are by: %(known)s.") % told, strange)
    given = {name: texts for name, texts in words.filters.items() if texts}
    return Filters(**{name: keys_told(asker.user, Dimension(name), texts) for name, texts in given.items()})
