"""Metrics, answers and the rows behind them, as the API and the command line write them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from textwrap import dedent
from typing import Annotated, Self

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from headway.engine.answer import Answer, Line
from headway.engine.figure import Figure, Value
from headway.engine.interval import Interval
from headway.engine.metric import Metric
from headway.engine.names import NO_VALUE
from headway.engine.period import Period
from headway.engine.question import Filters, Question
from headway.engine.rows import RowSet
from headway.web.api.dated import Dated
from headway.web.api.records import Ref
from headway.web.behind import NamedRow
from headway.web.spoken import spoken
from headway.web.wording import marked_words, within_of

Exact = Annotated[int | str | None, Field(description="A whole number, or a decimal string; null where unknown.")]
KeyOut = int | str | None


class PeriodOut(Schema):
    """A half-open period; both null for all time."""

    start: date | None
    end: date | None = Field(description="The first day that no longer belongs to it.")

    @classmethod
    def of(cls, period: Period) -> Self:
        return cls(start=None, end=None) if period.is_all else cls(start=period.start, end=period.end)


class MetricOut(Schema):
    """The card of a metric."""

    name: str
    label: str
    meaning: str
    formula: str
    left_out: str
    unit: str = Field(description="count, money (minor units), share (0 to 1), days or hours")
    group: str = Field(description="The heading that it stands under: leads, opportunities, deals, sales ...")
    source: str = Field(description="What the field calls it, where it has a name of its own.")
    origin: str = Field(description="Who in the company made it, and since when it counts so; empty where built in.")
    rule: str
    rule_meaning: str
    better: str | None
    grade: str
    grade_meaning: str
    by: list[str] = Field(description="The dimensions it can be cut and narrowed by.")
    is_ratio: bool
    facts: list[str]
    example: str
    oracle: str = Field(description="The SQL that an analyst would write on the same facts.")

    @classmethod
    def of(cls, metric: Metric) -> Self:
        return cls(
            name=metric.name,
            label=_(metric.label),
            meaning=_(metric.meaning),
            formula=_(metric.formula),
            left_out=_(metric.left_out),
            unit=metric.unit.value,
            group=metric.group.value,
            source=_(metric.source) if metric.source else "",
            origin=metric.origin,
            rule=metric.rule.value,
            rule_meaning=_(metric.rule.meaning),
            better=metric.better,
            grade=metric.grade.value,
            grade_meaning=_(metric.grade.meaning),
            by=sorted(each.value for each in metric.dimensions),
            is_ratio=metric.per is not None,
            facts=sorted({measure.facts for measure in metric.measures}),
            example=dedent(metric.example).strip(),
            oracle=dedent(metric.oracle).strip(),
        )


class IntervalOut(Schema):
    """What holds the value in 95 of 100 cases."""

    low: str = Field(description="A decimal string, in the unit of the value.")
    high: str | None = Field(description="Null where there is no upper end yet.")

    @classmethod
    def of(cls, within: Interval) -> Self:
        return cls(low=f"{within.low:f}", high=written(within.high))


class FigureOut(Schema):
    """A value with what it was counted from."""

    value: Exact
    of: int | None
    per: int | None
    rows: int
    interval: IntervalOut | None = Field(description="The 95 % interval of a share of pieces, or of a followed cohort.")
    still_open: int | None = Field(description="How many of a followed cohort are still on the way.")
    is_young: bool = Field(description="Whether a cohort is too young to be compared.")
    so_far: str | None = Field(description="Of a cohort whose value is not known yet, what was reached so far.")
    why: str | None = Field(description="Why the value is not known, or the cohort too young, in a sentence.")

    @classmethod
    def of_figure(cls, figure: Figure) -> Self:
        within = figure.interval
        return cls(
            value=exact(figure.value),
            of=figure.of,
            per=figure.per,
            rows=figure.rows,
            interval=IntervalOut.of(within) if within else None,
            still_open=figure.still_open,
            is_young=figure.is_young,
            so_far=written(figure.so_far),
            why=spoken(figure.why) if figure.why else None,
        )


class LineOut(Schema):
    """One line of an answer: its keys in the order of `by`, and the same in words."""

    keys: list[KeyOut]
    labels: list[str]
    figure: FigureOut
    compared: FigureOut | None
    changed: str | None
    beyond_chance: bool | None

    @classmethod
    def of(cls, line: Line) -> Self:
        return cls(
            keys=[key.isoformat() if isinstance(key, date) else key for key in line.keys],
            labels=[_(label) if label == NO_VALUE else label for label in line.labels],
            figure=FigureOut.of_figure(line.figure),
            compared=FigureOut.of_figure(line.compared) if line.compared else None,
            changed=written(line.changed),
            beyond_chance=line.beyond_chance,
        )


class QuestionOut(Schema):
    """What was asked."""

    period: PeriodOut
    compare: PeriodOut | None
    by: list[str]
    filters: dict[str, list[KeyOut]]
    today: date | None = Field(description="The day up to which a cohort was followed.")
    within: int | None = Field(description="Within how many days a followed cohort had to reach the step.")

    @classmethod
    def of(cls, metric: Metric, question: Question) -> Self:
        return cls(
            period=PeriodOut.of(question.period),
            compare=PeriodOut.of(question.compare) if question.compare else None,
            by=[each.value for each in question.by],
            filters=filters_out(question.filters),
            today=question.today,
            within=within_of(metric, question),
        )


class AnswerOut(Dated):
    """An answer: the total, a line for each value of `by`, and how many rows could not be counted."""

    metric: MetricOut
    question: QuestionOut
    total: FigureOut
    compared: FigureOut | None
    changed: str | None = Field(
        description="Against the compared period: of shares the difference, of all else the part; a decimal string."
    )
    beyond_chance: bool | None = Field(
        description="Whether the change is more than chance alone would do, at 95 %; null where that cannot be told."
    )
    lines: list[LineOut]
    left_out: int
    marked: int = Field(description="How many rows count, but are measured otherwise than the number is called.")
    mark: str | None = Field(description="The same in a sentence; null where there are none.")

    @classmethod
    def of(cls, answer: Answer) -> Self:
        return cls(
            metric=MetricOut.of(answer.metric),
            question=QuestionOut.of(answer.metric, answer.question),
            total=FigureOut.of_figure(answer.total),
            compared=FigureOut.of_figure(answer.compared) if answer.compared else None,
            changed=written(answer.changed),
            beyond_chance=answer.beyond_chance,
            lines=[LineOut.of(line) for line in answer.lines],
            left_out=answer.left_out_count,
            marked=answer.marked_count,
            mark=marked_words(answer) or None,
        )


class RowOut(Schema):
    """A row behind a number; client and deal are null where they are another's."""

    id: list[int]
    client: Ref | None
    deal: Ref | None
    on: date
    contribution: int = Field(description="What it adds: 1, minor units, or microseconds.")

    @classmethod
    def of(cls, named: NamedRow) -> Self:
        row = named.row
        return cls(
            id=list(row.id),
            client=Ref.of(named.client),
            deal=Ref.of(named.deal),
            on=row.on,
            contribution=row.contribution,
        )


class RowsOut(Dated):
    """Rows of one fact table; `key` names the columns of their ids."""

    facts: str
    key: list[str]
    rows: list[RowOut]
    next_offset: int | None

    @classmethod
    def of(cls, found: RowSet, rows: Iterable[NamedRow], next_offset: int | None = None) -> Self:
        return cls(
            facts=found.facts, key=list(found.key), rows=[RowOut.of(each) for each in rows], next_offset=next_offset
        )


def filters_out(filters: Filters) -> dict[str, list[KeyOut]]:
    """Return what rows are narrowed to, by dimension."""
    return {
        each.value: sorted((str(key) if isinstance(key, date) else key for key in keys), key=str)
        for each, keys in filters.chosen()
    }


def exact(value: Value) -> int | str | None:
    """Return a value that JSON cannot bend: whole numbers as they are, all else as a decimal string."""
    return written(value) if isinstance(value, Decimal) else value


def written(value: Decimal | None) -> str | None:
    """Return a decimal in plain digits."""
    return None if value is None else f"{value:f}"
