"""The funnel and the evening review, as the API and the command line write them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Self

from django.utils.timezone import localtime
from ninja import Schema
from pydantic import Field

from headway.reports.evening_review import Bounce, ContactStep, MoveStep, RepDay, Review, Step
from headway.reports.funnel import FunnelGroup, FunnelReport, StageLine, Stages
from headway.web.api.answers import KeyOut, PeriodOut, filters_out, written
from headway.web.api.records import Ref
from headway.web.behind import Sight
from headway.web.models import User
from headway.web.models.fields import from_microseconds


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


class FunnelOut(Schema):
    """What became of the deals that entered each stage in a period."""

    funnel: int
    period: PeriodOut
    compare: PeriodOut | None
    entries: str
    as_of: date
    split: str | None
    filters: dict[str, list[KeyOut]]
    stages: list[StageOut]
    compared: list[StageOut] | None
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
            stages=StageOut.all_of(report.stages),
            compared=StageOut.all_of(report.compared) if report.compared is not None else None,
            groups=[GroupOut.of(group) for group in report.groups],
        )


class RepDayOut(Schema):
    """A rep's contacts by kind beside the effective ones; volume is for analysis and ranks nobody."""

    rep: Ref | None
    contacts: int
    kinds: Mapping[str, int]
    effective: int
    new_ground: int
    deals: int
    records: int = Field(description="Contacts, a meeting about several deals counted on each.")
    share: str | None = Field(description="effective / records")

    @classmethod
    def of(cls, day: RepDay) -> Self:
        return cls(
            rep=_named(day.rep_id, day.name),
            contacts=day.contacts,
            kinds=day.kinds,
            effective=day.effective,
            new_ground=day.new_ground,
            deals=day.deals,
            records=day.records,
            share=written(day.share),
        )


class StepOut(Schema):
    """What a contact or a move did: the stages before and after."""

    rep: Ref | None
    client: Ref | None
    deal: Ref | None
    happened_at: datetime
    stage_before: Ref | None
    stage: Ref | None
    advance: str


class ContactStepOut(StepOut):
    """A contact of the period."""

    kind: str
    is_effective: bool
    is_new_ground: bool
    is_late: bool

    @classmethod
    def of(cls, step: ContactStep, sight: Sight) -> Self:
        return cls(
            **_step(step, sight),
            kind=step.kind,
            is_effective=step.is_effective,
            is_new_ground=step.is_new_ground,
            is_late=step.is_late,
        )


class MoveStepOut(StepOut):
    """A move without a contact; it earns nobody anything."""

    cause: str

    @classmethod
    def of(cls, step: MoveStep, sight: Sight) -> Self:
        return cls(**_step(step, sight), cause=step.cause)


class BounceOut(Schema):
    """A deal that went forward and back within the company's number of days."""

    deal: Ref | None
    client: Ref | None
    rep: Ref | None
    forward_on: date
    back_on: date

    @classmethod
    def of(cls, bounce: Bounce, sight: Sight) -> Self:
        return cls(
            deal=Ref.of(sight.deal(bounce.deal_id)),
            client=Ref.of(sight.client(bounce.client_id)),
            rep=_named(bounce.rep_id, bounce.rep),
            forward_on=bounce.forward_on,
            back_on=bounce.back_on,
        )


class ReviewOut(Schema):
    """The evening review: reps by name, contacts and moves in the order of the log, deals that bounced."""

    period: PeriodOut
    bounce_days: int
    reps: list[RepDayOut]
    contacts: list[ContactStepOut]
    moves: list[MoveStepOut]
    bounces: list[BounceOut]

    @classmethod
    def of(cls, review: Review, user: User) -> Self:
        shown: list[Step | Bounce] = [*review.entries, *review.moves, *review.bounces]
        sight = Sight.of(user, (each.client_id for each in shown), (each.deal_id for each in shown))
        return cls(
            period=PeriodOut.of(review.period),
            bounce_days=review.bounce_days,
            reps=[RepDayOut.of(day) for day in review.reps],
            contacts=[ContactStepOut.of(step, sight) for step in review.entries],
            moves=[MoveStepOut.of(step, sight) for step in review.moves],
            bounces=[BounceOut.of(bounce, sight) for bounce in review.bounces],
        )


def _step(step: Step, sight: Sight) -> dict[str, Any]:
    return {
        "rep": _named(step.rep_id, step.rep),
        "client": Ref.of(sight.client(step.client_id)),
        "deal": Ref.of(sight.deal(step.deal_id)),
        "happened_at": localtime(from_microseconds(step.happened_at)),
        "stage_before": _named(step.stage_before_id, step.stage_before),
        "stage": _named(step.stage_id, step.stage),
        "advance": step.advance,
    }


def _named(id_: int | None, name: str) -> Ref | None:
    return None if id_ is None else Ref(id=id_, name=name)
