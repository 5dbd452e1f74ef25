"""The questions that every database must answer alike: each cut, each way to narrow, all time, a comparison."""

from dataclasses import replace
from datetime import date

from headway.engine.dimension import Dimension
from headway.engine.metric import Metric
from headway.engine.period import Period
from headway.engine.question import Filters, Question, Scope

FEBRUARY = Period(date(2024, 2, 1), date(2024, 3, 1))
# Before some of the ends that the made-up facts hold, and long enough after for others to be known.
TODAY = date(2024, 4, 1)


def questions_of(metric: Metric) -> list[Question]:
    """Every question about a metric that has a shape of its own."""
    plain = Question(metric=metric.name, period=FEBRUARY, today=TODAY, within=30)
    cuts = [
        replace(plain, by=(dimension,), compare=FEBRUARY.previous())
        for dimension in Dimension
        if dimension in metric.dimensions
    ]
    shaped = [
        replace(plain, by=(Dimension.TEAM, Dimension.WEEK), week_start=6),
        replace(plain, by=(Dimension.MONTH, Dimension.SOURCE), period=Period.all()),
        replace(plain, filters=Filters(rep=frozenset({1, None}), kind=frozenset({"call", "new_business", "renewal"}))),
        replace(plain, filters=Filters(source=frozenset(), segment=frozenset({None}))),
        replace(plain, scope=Scope(rep_ids=frozenset({1}), team_ids=frozenset({2})), by=(Dimension.REP,)),
        replace(plain, scope=Scope(rep_ids=frozenset())),
    ]
    return [*cuts, *(_within(question, metric) for question in shaped)]


def _within(question: Question, metric: Metric) -> Question:
    """Leave out the dimensions that the facts of a metric do not know: costs are nobody's, tallies of no source."""
    chosen = {each.value: keys for each, keys in question.filters.chosen() if each in metric.dimensions}
    by = tuple(each for each in question.by if each in metric.dimensions)
    return replace(question, by=by, filters=Filters(**chosen))
