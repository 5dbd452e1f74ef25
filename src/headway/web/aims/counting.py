"""Counts a base indicator in several spans of days at once."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from headway.engine.answer import Answer, ask_all
from headway.engine.dimension import Dimension
from headway.engine.period import Period
from headway.engine.question import Question
from headway.engine.store import FactStore
from headway.web.aims.indicators import Indicator
from headway.web.asking import Asker, Words, questions_of


@dataclass(frozen=True)
class Counted:
    """What a span brought: what is summed, and where it is divided by something, that."""

    of: Decimal = Decimal(0)
    per: Decimal | None = None
    rows: int = 0

    @property
    def value(self) -> Decimal | None:
        """The value of the indicator; None where there is nothing to divide by."""
        if self.per is None:
            return self.of
        return self.of / self.per if self.per else None


def counted(asker: Asker, indicator: Indicator, spans: Sequence[Period], store: FactStore) -> list[Counted]:
    """Return what each span brought; spans may overlap, and one without days brings nothing."""
    asked = [span for span in spans if span.days > 0]
    if not asked:
        return [_put(indicator, [(Decimal(0), 0)] * len(indicator.metrics)) for _span in spans]
    first, end = min(span.start for span in asked), max(span.end for span in asked)
    questions = questions_of(asker, indicator.metrics, Words(period=f"{first}..{end}"))
    if indicator.adds_up:
        answers = ask_all([replace(each, by=(Dimension.DAY,)) for each in questions], store)
        sums = [_Running(answer) for answer in answers]
        return [_put(indicator, [each.within(span) for each in sums]) for span in spans]
    found = iter(ask_all([_within(each, span) for span in asked for each in questions], store))
    pieces = {span: [_piece(next(found)) for _question in questions] for span in asked}
    nothing = [(Decimal(0), 0)] * len(questions)
    return [_put(indicator, pieces.get(span, nothing)) for span in spans]


class _Running:
    """The days of an answer, summed from the first on, so that every span is a difference."""

    def __init__(self, answer: Answer) -> None:
        self.days: list[date] = []
        self.sums = [(Decimal(0), 0)]
        dated = [(line.keys[0], line.figure) for line in answer.lines if isinstance(line.keys[0], date)]
        for day, figure in sorted(dated, key=lambda pair: pair[0]):
            value, rows = self.sums[-1]
            self.days.append(day)
            self.sums.append((value + Decimal(figure.value or 0), rows + figure.rows))

    def within(self, span: Period) -> tuple[Decimal, int]:
        """Return what the days of a span sum up to, and from how many rows."""
        (low, rows_low), (high, rows_high) = self._before(span.start), self._before(max(span.start, span.end))
        return high - low, rows_high - rows_low

    def _before(self, day: date) -> tuple[Decimal, int]:
        return self.sums[bisect_left(self.days, day)]


def _within(question: Question, span: Period) -> Question:
    return replace(question, period=span)


def _piece(answer: Answer) -> tuple[Decimal, int]:
    return Decimal(answer.total.value or 0), answer.total.rows


def _put(indicator: Indicator, pieces: Sequence[tuple[Decimal, int]]) -> Counted:
    (of, rows), *below = pieces
    return Counted(of, below[0][0] if below else None, rows)
