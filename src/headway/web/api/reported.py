"""The funnel, as the API and the command line write it."""

from datetime import date
from typing import Self

from ninja import Schema
from pydantic import Field

from headway.reports.funnel import FunnelGroup, FunnelReport, StageLine, Stages
from headway.reports.funnel_difference import Difference, differences
from headway.web.api.answers import IntervalOut, KeyOut, PeriodOut, filters_out, written
from headway.web.api.dated import Dated
from headway.web.api.records import Ref


class StageOut(Schema):
    """One stage: entered = advanced + lost + back + moved + reopened + still; skipped is a part of advanced."""

    stage: Ref
    phase: str | None
    entered: int
    advanced: int
    skipped: int
    lost: int
    back: int
    moved: int
    reopened: int
    still: int
    share_on: str | None = Field(description="advanced / entered; null where nothing entered, and on the last stages.")
    median_seconds: str | None = Field(description="In the stage, of those that were on it and left.")

    @classmethod
    def of(cls, line: StageLine) -> Self:
        return cls(
            stage=Ref(id=line.stage_id, name=line.name),
            phase=line.phase,
            entered=line.entered,
            advanced=line.advanced,
            skipped=line.skipped,
            lost=line.lost,
            back=line.back,
            moved=line.moved,
            reopened=line.reopened,
            still=line.still,
            share_on=written(line.share_on),
            median_seconds=written(line.median_seconds),
        )

    @classmethod
    def all_of(cls, stages: Stages) -> list[Self]:
        return [cls.of(line) for line in stages]


class GroupOut(Schema):
    """The funnel of one source, team, rep ..."""

    key: KeyOut
    label: str
    stages: list[StageOut]
    compared: list[StageOut] | None

    @classmethod
    def of(cls, group: FunnelGroup) -> Self:
        return cls(
            key=group.key.isoformat() if isinstance(group.key, date) else group.key,
            label=group.label,
            stages=StageOut.all_of(group.stages),
            compared=StageOut.all_of(group.compared) if group.compared is not None else None,
        )


class DifferenceOut(Schema):
    """Of one stage, the share that went on less that of the other side."""

    stage: int
    difference: str | None = Field(description="A decimal string; null where either share is not known.")
    interval: IntervalOut | None = Field(description="Its 95 % interval; null where the sides have deals in common.")
    is_beyond_chance: bool | None = Field(description="Whether the interval leaves out zero; null where unknown.")

    @classmethod
    def of(cls, told: Difference) -> Self:
        return cls(
            stage=told.stage_id,
            difference=written(told.value),
            interval=IntervalOut.of(told.interval) if told.interval else None,
            is_beyond_chance=told.is_beyond_chance,
        )


class FunnelOut(Dated):
    """What became of the deals that entered each stage in a period; `compared` is the side beside it."""

    funnel: int
    period: PeriodOut
    compare: PeriodOut | None
    entries: str
    as_of: date
    split: str | None
    filters: dict[str, list[KeyOut]]
    against: dict[str, list[KeyOut]] | None = Field(description="What the side beside it is narrowed to instead.")
    stages: list[StageOut]
    compared: list[StageOut] | None
    differences: list[DifferenceOut] | None = Field(description="How far the shares of the two sides lie apart.")
    groups: list[GroupOut]

    @classmethod
    def of(cls, report: FunnelReport) -> Self:
        asked = report.question
        return cls(
            funnel=asked.funnel_id,
            period=PeriodOut.of(asked.period),
            compare=PeriodOut.of(asked.compare) if asked.compare else None,
            entries=asked.entries.value,
            as_of=report.as_of,
            split=asked.split.value if asked.split else None,
            filters=filters_out(asked.filters),
            against=filters_out(asked.against) if asked.against is not None else None,
            stages=StageOut.all_of(report.stages),
            compared=StageOut.all_of(report.compared) if report.compared is not None else None,
            differences=[DifferenceOut.of(each) for each in differences(report)] if asked.beside else None,
            groups=[GroupOut.of(group) for group in report.groups],
        )
