"""Plans a question: finds its metric, checks its dimensions, and tells what is to be counted for it."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache

from headway.engine.catalogue import find
from headway.engine.counted import ZONES_APART, Counting, Shape, counted_rows, left_out_by, left_out_rows
from headway.engine.dimension import Dimension
from headway.engine.metric import Measure, Metric
from headway.engine.narrow import Narrowing, bound
from headway.engine.period import Period
from headway.engine.question import Key, Question
from headway.engine.statement import Statement, compiled
from headway.engine.text import Sentence, gettext_noop

_NOT_BY = gettext_noop("'%(metric)s' cannot be cut or narrowed by %(dimension)s. It can by %(known)s.")
_TWICE = gettext_noop("The question is cut by %(dimensions)s: name each dimension once.")
_TOTAL_ONLY = gettext_noop("Only the total can be asked for here: not cut, not narrowed, and without its rows.")
_NO_PER = gettext_noop("'%(metric)s' is not divided by anything: ask for the rows of 'of'.")
_NONE_LEFT_OUT = gettext_noop("'%(metric)s' leaves nothing out: ask for the rows of 'of'.")


class DimensionNotKnown(ValueError):
    """The facts of a metric do not know a dimension."""

    def __init__(self, metric: Metric, dimension: Dimension) -> None:
        known = ", ".join(each for each in Dimension if each in metric.dimensions)
        super().__init__(Sentence(_NOT_BY, metric=metric.name, dimension=dimension, known=known))


class DimensionTwice(ValueError):
    """A question names a dimension twice."""

    def __init__(self, dimensions: Sequence[Dimension]) -> None:
        super().__init__(Sentence(_TWICE, dimensions=", ".join(dimensions)))


class TotalOnly(ValueError):
    """The asker may see a total, and this would show a part of it or the rows behind it."""

    def __init__(self) -> None:
        super().__init__(Sentence(_TOTAL_ONLY))


class NoSuchPart(LookupError):
    """A metric has no such count behind it."""

    def __init__(self, metric: Metric, part: "Part") -> None:
        super().__init__(Sentence(_NO_PER if part is Part.PER else _NONE_LEFT_OUT, metric=metric.name))


class Part(StrEnum):
    """A count that stands behind an answer: what is counted, what it is divided by, what could not be counted."""

    OF = "of"
    PER = "per"
    LEFT_OUT = "left_out"


def countings_of(metric: Metric) -> tuple[Counting, ...]:
    """Return what is counted for the figures of a metric; a cohort that is followed is counted by its curve."""
    own = [] if metric.course else own_countings(metric)
    return (*own, *(each for factor in metric.factors for each in countings_of(factor.metric)))


def own_countings(metric: Metric) -> list[Counting]:
    """Return what is counted for a metric apart from its factors: its measures, and last what a sum left out."""
    return [*map(Counting, metric.measures), *(left_out_by(metric.of) if metric.is_sum_of_known else ())]


def left_out_of(metric: Metric) -> tuple[Counting, ...]:
    """Return the rows of a metric that belong to the period but cannot be counted, or may stand at its end."""
    return left_out_by(metric.telling) if metric.telling else ()


def marked_of(metric: Metric) -> Counting | None:
    """Return the rows that count but are measured otherwise, or None where a metric marks none."""
    return Counting(metric.marked) if metric.marked else None


def checked(question: Question) -> Metric:
    """Return the metric of a question that can be answered; or say why it cannot.

    Raises UnknownMetric, DimensionNotKnown, DimensionTwice or TotalOnly.
    """
    metric = find(question.metric)
    if question.scope.is_total and (question.by or any(True for _chosen in question.filters.chosen())):
        raise TotalOnly
    if len(set(question.by)) < len(question.by):
        raise DimensionTwice(question.by)
    for dimension in (*question.by, *(dimension for dimension, _keys in question.filters.chosen())):
        if dimension not in metric.dimensions:
            raise DimensionNotKnown(metric, dimension)
    return metric


def shape_of(question: Question, *, is_keyed: bool = False) -> Shape:
    """Return what the texts of a question depend on."""
    return Shape(
        by=question.by,
        narrowing=Narrowing.of(question.filters, question.scope),
        is_all=question.period.is_all,
        week_start=question.week_start,
        is_keyed=is_keyed,
    )


def values(question: Question, period: Period, keys: Sequence[Key] = ()) -> dict[str, object]:
    """Return what to bind to the statements of a question for one of its periods."""
    days = {"start": period.start, "end": period.end, "today": question.today or date.max}
    days |= {"before_end": _walked(period.end, -ZONES_APART), "after_end": _walked(period.end, ZONES_APART)}
    return days | bound(question.filters, question.scope) | {f"key_{index}": key for index, key in enumerate(keys)}


def _walked(day: date, days: int) -> date:
    """Return the day that many days later; the calendar ends with the years 1 and 9999."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def measure_of(metric: Metric, part: Part) -> Measure:
    """Return the measure behind a part of a metric, or raise NoSuchPart."""
    measure = {Part.OF: metric.of, Part.PER: metric.per, Part.LEFT_OUT: metric.telling}[part]
    if measure is None:
        raise NoSuchPart(metric, part)
    return measure


@lru_cache(maxsize=1024)
def listing(metric: Metric, part: Part, shape: Shape, dialect: str) -> Statement:
    """Return the statement that lists the rows behind one part of a metric."""
    listed = left_out_rows if part is Part.LEFT_OUT else counted_rows
    return compiled(listed(measure_of(metric, part), shape), dialect)
