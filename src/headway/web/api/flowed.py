"""The flow of a funnel, its times and its cohorts, as the API and the command line write them."""

from datetime import date
from typing import Self

from ninja import Schema
from pydantic import Field

from headway.reports.funnel import FunnelQuestion
from headway.reports.funnel_cohorts import CohortsReport
from headway.reports.funnel_flow import FlowReport
from headway.reports.funnel_times import TimesReport
from headway.web.api.answers import KeyOut, PeriodOut, filters_out
from headway.web.api.dated import Dated
from headway.web.api.records import Ref


class FunnelAskedOut(Schema):
    """What was asked of a funnel."""

    funnel: int
    period: PeriodOut
    entries: str
    filters: dict[str, list[KeyOut]]

    @classmethod
    def of(cls, question: FunnelQuestion) -> Self:
        return cls(
            funnel=question.funnel_id,
            period=PeriodOut.of(question.period),
            entries=question.entries.value,
            filters=filters_out(question.filters),
        )


class StepOut(Schema):
    """How many entries into a stage went to another next, in one way."""

    stage: Ref
    to: Ref | None = Field(description="The stage they went to next; null for those still there.")
    outcome: str = Field(description="advanced (not over a stage), skipped, lost, back, moved, reopened or still")
    count: int


class FlowOut(Dated):
    """Where the entries of a period went next: the steps of a stage add up to what entered it."""

    asked: FunnelAskedOut
    as_of: date
    steps: list[StepOut]
    compared: "FlowOut | None" = Field(None, description="The side beside it, asked by `compare` or `against`.")

    @classmethod
    def of(cls, report: FlowReport, *beside: FlowReport) -> Self:
        refs = {stage.id: Ref(id=stage.id, name=stage.name) for stage in report.stages}
        steps = [
            StepOut(
                stage=refs[step.stage_id],
                to=None if step.to_id is None else refs[step.to_id],
                outcome=step.outcome.value,
                count=step.count,
            )
            for step in report.steps
        ]
        compared = FlowOut.of(*beside) if beside else None
        return cls(asked=FunnelAskedOut.of(report.question), as_of=report.as_of, steps=steps, compared=compared)


class StageTimesOut(Schema):
    """The time in one stage, in whole days."""

    stage: Ref
    counted: int = Field(description="Entries that were on the stage; what jumped over it is not among them.")
    still: int = Field(description="Of these, still there: they count with the days they have been there.")
    days: dict[str, int | None] = Field(
        description="By percentile (10, 25, 50, 75, 90), the day by which as many had left; null where not reached."
    )


class TimesOut(Dated):
    """How long the entries of a period stayed in each stage, by the curve of Kaplan and Meier."""

    asked: FunnelAskedOut
    as_of: date
    stages: list[StageTimesOut]
    compared: "TimesOut | None" = Field(None, description="The side beside it, asked by `compare` or `against`.")

    @classmethod
    def of(cls, report: TimesReport, *beside: TimesReport) -> Self:
        stages = [
            StageTimesOut(
                stage=Ref(id=each.stage.id, name=each.stage.name),
                counted=each.counted,
                still=each.still,
                days={str(percentile): days for percentile, days in each.days.items()},
            )
            for each in report.stages
        ]
        compared = TimesOut.of(*beside) if beside else None
        return cls(asked=FunnelAskedOut.of(report.question), as_of=report.as_of, stages=stages, compared=compared)


class CohortCellOut(Schema):
    """What had become of a cohort by the end of a month."""

    months: int = Field(description="After the month of entry; 0 is that month itself.")
    won: int | None = Field(description="Won so far; null while that month is not over.")
    lost: int | None = Field(description="Lost so far; null while that month is not over.")


class CohortOut(Schema):
    """The deals that entered in a month of the period."""

    month: str
    entered: int
    cells: list[CohortCellOut]


class CohortsOut(Dated):
    """The cohorts of a funnel, oldest first."""

    asked: FunnelAskedOut
    as_of: date = Field(description="The latest day that is over.")
    cohorts: list[CohortOut]
    compared: "CohortsOut | None" = Field(None, description="The side beside it, asked by `compare` or `against`.")

    @classmethod
    def of(cls, report: CohortsReport, *beside: CohortsReport) -> Self:
        cohorts = [
            CohortOut(
                month=each.month.strftime("%Y-%m"),
                entered=each.entered,
                cells=[CohortCellOut(months=cell.months, won=cell.won, lost=cell.lost) for cell in each.cells],
            )
            for each in report.cohorts
        ]
        compared = CohortsOut.of(*beside) if beside else None
        return cls(asked=FunnelAskedOut.of(report.question), as_of=report.as_of, cohorts=cohorts, compared=compared)
