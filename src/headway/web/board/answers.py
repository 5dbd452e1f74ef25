"""The page of one metric: its answer in lines, beside the compared period, as bars and as numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from headway.engine.answer import Answer, Line
from headway.engine.calendar import first_day
from headway.engine.dimension import Dimension
from headway.engine.figure import Figure
from headway.engine.metric import Metric
from headway.engine.period import Period
from headway.engine.question import Key, Question
from headway.web.board.shown import Count, Shown, left_out_of, shown
from headway.web.models import Company, Currency
from headway.web.wording import ChangeWords, change_words, key_words, marked_words

# More columns than these are too thin to be read.
_COLUMNS_AT_MOST = 70


@dataclass(frozen=True, kw_only=True)
class ShownLine:
    """One line: its key in words, its figure, that of the compared period, and how long their bars are (0 to 100)."""

    label: str
    keys: str
    figure: Shown
    compared: Shown | None
    change: ChangeWords | None
    width: float
    compared_width: float


@dataclass(frozen=True, kw_only=True)
class ShownAnswer:
    """An answer as its page shows it."""

    metric: Metric
    total: Shown
    compared: Shown | None
    change: ChangeWords | None
    lines: tuple[ShownLine, ...]
    left_out: Count | None
    marked: str
    is_calendar: bool

    @property
    def has_columns(self) -> bool:
        """Whether the lines can be drawn as columns side by side."""
        return self.is_calendar and 1 < len(self.lines) <= _COLUMNS_AT_MOST

    @property
    def has_counts(self) -> bool:
        """Whether the figures are ratios, with two counts to show."""
        return self.metric.per is not None


def answer_shown(answer: Answer, company: Company | None) -> ShownAnswer:
    """Return an answer in the reader's words, each figure with the way to its rows."""
    question, metric = answer.question, answer.metric
    currency = company.currency if company else None
    whole = replace(question, by=())
    return ShownAnswer(
        metric=metric,
        total=shown(whole, metric, answer.total, currency),
        compared=shown(_compared(whole), metric, answer.compared, currency) if answer.compared else None,
        change=change_words(metric, answer, currency),
        lines=tuple(_lines(answer, currency)),
        left_out=left_out_of(answer),
        marked=marked_words(answer),
        is_calendar=any(each.is_time for each in question.by),
    )


def _lines(answer: Answer, currency: Currency | None) -> Iterator[ShownLine]:
    question, metric = answer.question, answer.metric
    longest = max((_length(each) for line in answer.lines for each in (line.figure, line.compared)), default=Decimal(0))
    earlier = _earlier_keys(question)
    for line in answer.lines:
        keys = tuple(earlier.get(key, key) for key in line.keys)
        compared = shown(_compared(question), metric, line.compared, currency, keys) if line.compared else None
        yield ShownLine(
            label=_label(question, line),
            keys="|".join("" if key is None else str(key) for key in line.keys),
            figure=shown(question, metric, line.figure, currency, line.keys),
            compared=compared,
            change=change_words(metric, line, currency),
            width=_percent(line.figure, longest),
            compared_width=_percent(line.compared, longest),
        )


def _label(question: Question, line: Line) -> str:
    words = (key_words(*each) for each in zip(question.by, line.keys, line.labels, strict=True))
    return ", ".join(words)


def _compared(question: Question) -> Question:
    return replace(question, period=question.compare or question.period, compare=None)


def _earlier_keys(question: Question) -> Mapping[Key, Key]:
    """Return for the first day of each piece of the period that of the piece it is compared with."""
    step = next((each for each in question.by if each.is_time), None)
    if step is None or question.compare is None or question.period.is_all:
        return {}
    periods = (question.period, question.compare)
    return dict(zip(*(_first_days(each, step, question.week_start) for each in periods), strict=False))


def _first_days(period: Period, step: Dimension, week_start: int) -> list[Key]:
    return [first_day(piece.start, step.step, week_start) for piece in period.split(step.step, week_start)]


def _length(figure: Figure | None) -> Decimal:
    value = None if figure is None else figure.so_far if figure.value is None else figure.value
    return max(Decimal(0), Decimal(value or 0))


def _percent(figure: Figure | None, longest: Decimal) -> float:
    return float(round(_length(figure) / longest * 100, 2)) if longest else 0.0
