"""The rows behind one figure: what was counted, one by one, adding up to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.engine.answer import Answer
from headway.engine.figure import Figure, scaled
from headway.engine.metric import Aggregate, Measure, Metric, Unit
from headway.engine.plan import Part, measure_of
from headway.engine.question import Key, Question
from headway.engine.rows import RowSet
from headway.web.asking import Asker, answer_to, rows_of
from headway.web.board.shown import rows_url
from headway.web.listing import Cell, Head, Listing
from headway.web.models import Currency
from headway.web.parts import Tab
from headway.web.records import HEADS, told_rows
from headway.web.spoken import spoken
from headway.web.wording import (
    contribution_unit,
    contribution_words,
    open_words,
    rows_words,
    summed_words,
    value_words,
)

_PARTS: dict[Part, str | Promise] = {
    Part.OF: gettext_lazy("Counted"),
    Part.PER: gettext_lazy("Divided by"),
    Part.LEFT_OUT: gettext_lazy("Left out"),
}


@dataclass(frozen=True)
class Behind:
    """One part of one figure: of which question and line, and the counts that its rows add up to."""

    question: Question
    metric: Metric
    part: Part
    keys: tuple[Key, ...]
    figure: Figure
    left_out_count: int
    currency: Currency | None

    @classmethod
    def of(cls, asker: Asker, question: Question, part: Part, keys: Sequence[Key]) -> "Behind":
        """Ask for the figure; what was left out is told of the whole answer, not of its lines."""
        keys = () if part is Part.LEFT_OUT else tuple(keys)
        answer = answer_to(question if keys else replace(question, by=()))
        currency = asker.company.currency if asker.company else None
        return cls(answer.question, answer.metric, part, keys, _figure(answer, keys), answer.left_out_count, currency)

    @property
    def measure(self) -> Measure:
        """What the part is counted by."""
        return measure_of(self.metric, self.part)

    @property
    def unit(self) -> Unit:
        """What the rows add up in."""
        return Unit.COUNT if self.part is Part.LEFT_OUT else contribution_unit(self.metric, self.measure)

    @property
    def count(self) -> int:
        """How many rows there are."""
        if self.part is Part.LEFT_OUT:
            return self.left_out_count
        if self.part is Part.OF:
            return self.figure.rows
        return self.figure.per or 0 if isinstance(self.measure.value, int) else len(self.rows().rows)

    def rows(self, limit: int | None = None, offset: int = 0) -> RowSet:
        """Return the rows, or some of them."""
        return rows_of(self.question, self.part, self.keys, limit=limit, offset=offset)

    def listing(self, asker: Asker, found: RowSet) -> Listing:
        """Return rows as a table."""
        return Listing(self.heads, tuple(self.cells(asker, found)))

    @property
    def heads(self) -> tuple[Head, ...]:
        """The heads of the columns: what the rows are, and what each of them adds."""
        return (*HEADS[self.measure.facts], Head(_UNITS[self.unit], is_number=True))

    def cells(self, asker: Asker, found: RowSet) -> Iterator[tuple[Cell, ...]]:
        """Return rows with what each of them adds."""
        for row, cells in told_rows(asker.user, asker.company, found):
            yield (*cells, self._contribution(row.contribution))

    @property
    def sum_words(self) -> str:
        """Say how the rows make the figure."""
        words = {
            "rows": rows_words("deals" if self.metric.is_stock else self.metric.of.facts, self.figure.rows),
            "value": self.value,
        }
        if self.part is Part.LEFT_OUT:
            return _("These belong to the period and could not be counted: %(why)s") % {"why": _(self.metric.left_out)}
        if self.part is Part.OF and self.metric.course and not self.metric.per:
            return _followed_words(self.metric, self.figure, words)
        if self.part is Part.OF and self.metric.of.aggregate is Aggregate.MEDIAN:
            return _("%(value)s is the median of these %(rows)s: half took less, half took more.") % words
        if self.part is Part.OF and self.metric.of.aggregate is Aggregate.MEAN:
            return _("%(value)s is the mean of these %(rows)s.") % words
        total = (self.figure.per if self.part is Part.PER else self.figure.of) or 0
        return _("Together: %(total)s") % {"total": summed_words(self.unit, total, self.currency)}

    @property
    def value(self) -> str:
        """The figure itself in words."""
        return value_words(self.metric.unit, self.figure.value, self.currency) or _("unknown")

    @property
    def tabs(self) -> list[Tab]:
        """The parts that the figure has, each with the way to its rows."""
        has = {Part.OF: True, Part.PER: self.metric.per is not None, Part.LEFT_OUT: self.left_out_count > 0}
        parts = [part for part in _PARTS if has[part] or part is self.part]
        return [self._tab(part) for part in parts]

    def _tab(self, part: Part) -> Tab:
        keys = () if part is Part.LEFT_OUT else self.keys
        counts = {Part.OF: self.figure.rows, Part.PER: self.figure.per, Part.LEFT_OUT: self.left_out_count}
        is_plain = contribution_unit(self.metric, self.metric.of) is Unit.COUNT
        count = counts[part] if is_plain or part is not Part.PER else None
        return Tab(str(_PARTS[part]), rows_url(self.question, part, keys), part is self.part, count)

    def _contribution(self, contribution: int) -> Cell:
        text = contribution_words(self.unit, contribution, self.currency)
        return Cell(text, plain=self._plain(contribution), is_number=True)

    def _plain(self, contribution: int) -> str:
        if self.unit in {Unit.DAYS, Unit.HOURS}:
            return f"{scaled(self.unit, contribution):f}"
        digits = self.currency.digits if self.unit is Unit.MONEY and self.currency else 0
        return f"{Decimal(contribution).scaleb(-digits):f}"


_UNITS: dict[Unit, str | Promise] = {
    Unit.COUNT: gettext_lazy("Adds"),
    Unit.MONEY: gettext_lazy("Amount"),
    Unit.DAYS: gettext_lazy("Length of time"),
    Unit.HOURS: gettext_lazy("Length of time"),
    Unit.SHARE: gettext_lazy("Adds"),
}


def _followed_words(metric: Metric, figure: Figure, words: dict[str, str]) -> str:
    told = _("After %(value)s, half of these %(rows)s had got there.") if figure.value is not None else ""
    return " ".join(each for each in (told % words, spoken(figure.why or ""), open_words(metric, figure)) if each)


def _figure(answer: Answer, keys: tuple[Key, ...]) -> Figure:
    if not keys:
        return answer.total
    nothing = Figure(None, 0, 0, 0)
    return next((line.figure for line in answer.lines if line.keys == keys), nothing)
