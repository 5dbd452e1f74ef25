"""What a week changed: its numbers against those of the eight weeks before, and whether chance alone would do that."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from headway.engine.answer import Answer, ask_all
from headway.engine.catalogue import catalogue
from headway.engine.dimension import Dimension
from headway.engine.figure import Figure, scaled
from headway.engine.metric import Metric
from headway.engine.period import Period
from headway.engine.store import FactStore
from headway.planning.outlook import Outlook, Week, ratio_ahead, sum_ahead
from headway.web.asking import Asker, Words, questions_of
from headway.web.working_days import company_days

WEEKS_BEFORE = 8
# A change counts as more than chance where fewer than one programme in twenty would show any such by chance.
_FALSE_ALARM = 0.05


@dataclass(frozen=True)
class Effect:
    """A number in some days, and what the weeks before would have made of as many: None where unknown.

    ``is_beyond`` says whether it differs by more than chance would do, None where nobody can tell.
    """

    metric: Metric
    during: Decimal | None
    before: Decimal | None
    is_beyond: bool | None

    @property
    def is_up(self) -> bool:
        """Whether it is more than before."""
        return self.during is not None and self.before is not None and self.during > self.before


class Effects:
    """The numbers of the weeks around a programme, asked at once; the weeks begin on the same weekday as it does."""

    def __init__(self, asker: Asker, measures: Sequence[str], span: Period, store: FactStore) -> None:
        self.looks = max(1, len(measures))
        self.start = span.start - timedelta(days=7 * WEEKS_BEFORE)
        names = sorted(set(filter(None, measures)))
        self.days = company_days(Period(self.start, span.end))
        words = Words(period=f"{self.start}..{span.end}")
        questions = questions_of(asker, names, words) if names else []
        by_week = [replace(each, by=(Dimension.WEEK,), week_start=span.start.weekday()) for each in questions]
        answers = ask_all(by_week, store) if by_week else []
        self.weeks = {answer.metric.name: _weekly(answer) for answer in answers}

    def of(self, measure: str, during: Period) -> Effect | None:
        """Return what some whole weeks changed in a number; None where it is not counted here."""
        if measure not in self.weeks:
            return None
        metric, found = catalogue()[measure], self.weeks[measure]
        # Before anything was written down nobody knows what a week brought.
        known = min(found, default=during.start)
        firsts = (during.start - timedelta(days=7 * ago) for ago in range(WEEKS_BEFORE, 0, -1))
        before = [self._week(metric, found, first) for first in firsts if first >= known]
        weeks = [self._week(metric, found, during.start + timedelta(days=at)) for at in range(0, during.days, 7)]
        of, per, days = (sum(getattr(each, name) for each in weeks) for name in ("value", "per", "days"))
        if metric.per is None:
            return self._told(metric, of, sum_ahead(before, 0.0, days))
        return self._told(metric, of / per if per else None, ratio_ahead(before, (0.0, 0.0), days))

    def _told(self, metric: Metric, value: float | None, ahead: Outlook | None) -> Effect:
        during = None if value is None else scaled(metric.unit, Decimal(value))
        if ahead is None:
            return Effect(metric, _decimal(during), None, None)
        part = _FALSE_ALARM / self.looks / 2
        is_beyond = None if value is None else not ahead.quantile(part) <= value <= ahead.quantile(1 - part)
        return Effect(metric, _decimal(during), _decimal(scaled(metric.unit, Decimal(ahead.mean))), is_beyond)

    def _week(self, metric: Metric, found: dict[date, Figure], first: date) -> Week:
        figure = found.get(first)
        days = sum(1 for place in range(7) if first + timedelta(days=place) in self.days)
        if figure is None:
            return Week(0.0, days)
        return Week(float(figure.of or 0), days, float(figure.per or 0) if metric.per is not None else 0.0)


def _weekly(answer: Answer) -> dict[date, Figure]:
    """Return the weeks in which something was written down."""
    dated = ((line.keys[0], line.figure) for line in answer.lines)
    return {day: figure for day, figure in dated if isinstance(day, date) and (figure.rows or figure.per)}


def _decimal(value: Decimal | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)
