"""Targets: what a metric should reach in a month, for the company, a team or a user; proposed, then approved."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Query, Router, Schema
from pydantic import Field

from headway.web.api.drafts import Draft
from headway.web.api.security import LOGGING, READING, ApiRequest, asker_of
from headway.web.api.targeted import TargetsOut
from headway.web.asking import Asker
from headway.web.bearers import bearer_told
from headway.web.targets import filling, writing
from headway.web.targets.adding import target_metric
from headway.web.targets.writing import Wish
from headway.web.targets.written import month_told, year_told
from headway.web.targets.years import year_of

router = Router()
Name = Annotated[str, Field(min_length=1, max_length=100, description="A metric, by its name or label.")]
Whose = Annotated[str, Field(max_length=120, description="company, team:NAME, rep:NAME, mine; ids do as well.")]
Year = Annotated[str, Field(max_length=6, description="The fiscal year, 2024; the one that runs if empty.")]
How = Annotated[str, Field(max_length=10, description="evenly, days (working days) or results (of last year)")]
# Nobody fills more at once: a hundred people and their year.
_MOST = 5000


class TargetsAsked(Schema):
    """Which targets."""

    metric: Name
    year: Year = ""


class TargetDraft(Draft):
    """What a metric should reach in a month."""

    metric: Name
    whose: Whose
    month: str = Field(max_length=7, description="2024-01")
    value: Decimal | None = Field(
        description="In the unit of the metric: minor units, shares from 0 to 1; null takes it back."
    )


class TargetDrafts(Draft):
    """Targets to propose, all of them or none."""

    targets: Annotated[list[TargetDraft], Field(max_length=_MOST, description="A month of somebody each.")]
    approve: bool = Field(False, description="Let them hold at once, where you may approve them.")


class FillDraft(Draft):
    """What is to be filled in: a year over its months, last year once more, a whole over those below."""

    metric: Name
    year: Year = ""
    what: Literal["spread", "copy", "share"] = Field(description="Which of these three.")
    whose: Whose = "company"
    value: Decimal | None = Field(None, description="The whole year, to spread; in the unit of the metric.")
    how: How = filling.EVENLY
    percent: Decimal = Field(Decimal(0), description="What is added to last year.")
    basis: str = Field(filling.TARGETS, description="What of last year is copied: targets or results.")


class WhichDrafts(Draft):
    """Which drafts; all that you see where nothing is said."""

    metric: Annotated[str, Field(max_length=100, description="Of one metric; of all if empty.")] = ""
    year: Annotated[str, Field(max_length=6, description="Of one fiscal year, 2024; of all if empty.")] = ""
    whose: Annotated[str, Field(max_length=120, description="Of one: company, team:NAME ...; of all if empty.")] = ""


class Changed(Schema):
    """How many targets changed."""

    changed: int = Field(description="0 where everything stood so already.")


@router.get("/targets", response=TargetsOut, auth=READING, operation_id="targets")
def targets(request: ApiRequest, asked: Query[TargetsAsked]) -> Any:
    """Return the targets of a metric in a year as far as you see them, what was reached, and whether they add up."""
    asker = asker_of(request)
    return TargetsOut.of(asker, year_of(asker, target_metric(asked.metric), year_told(asker, asked.year)))


@router.put(
    "/targets",
    response=Changed,
    auth=LOGGING,
    operation_id="propose_targets",
    summary="Propose targets",
)
def propose(request: ApiRequest, payload: TargetDrafts) -> Any:
    """Keep targets as drafts, or at once as approved ones: all of them, or none where one is refused."""
    asker = asker_of(request)
    write = writing.establish if payload.approve else writing.propose
    return Changed(changed=write(asker, [_wish(asker, each) for each in payload.targets]))


@router.post(
    "/targets/fill",
    response=Changed,
    auth=LOGGING,
    operation_id="fill_targets",
    summary="Fill in targets",
)
def fill(request: ApiRequest, payload: FillDraft) -> Any:
    """Spread a year over its months, copy last year, or share a whole out; what is filled in becomes drafts."""
    asker = asker_of(request)
    return Changed(changed=writing.propose(asker, _filled(asker, payload)))


@router.post(
    "/targets/approve",
    response=Changed,
    auth=LOGGING,
    operation_id="approve_targets",
    summary="Approve targets",
)
def approve(request: ApiRequest, payload: WhichDrafts) -> Any:
    """Let drafts hold that you may approve: the owner all, a head of sales those of their people."""
    asker = asker_of(request)
    drafts = writing.drafts_for(asker, **_which(asker, payload))
    return Changed(changed=writing.approve(asker, writing.approvable_for(asker, drafts)))


@router.post(
    "/targets/drop",
    response=Changed,
    auth=LOGGING,
    operation_id="drop_targets",
    summary="Take drafts back",
)
def drop(request: ApiRequest, payload: WhichDrafts) -> Any:
    """Take back drafts that are yours to propose; what is approved stays."""
    asker = asker_of(request)
    return Changed(changed=writing.drop(asker, writing.drafts_for(asker, **_which(asker, payload))))


def _wish(asker: Asker, told: TargetDraft) -> Wish:
    metric = target_metric(told.metric)
    bearer = bearer_told(asker.user, told.whose)
    return Wish(metric=metric.name, bearer=bearer, month=month_told(told.month), value=told.value)


def _filled(asker: Asker, told: FillDraft) -> Sequence[Wish]:
    metric, year = target_metric(told.metric), year_told(asker, told.year)
    if told.what == "copy":
        return filling.copy_year(asker, metric, year, percent=told.percent, basis=told.basis)
    bearer = bearer_told(asker.user, told.whose)
    if told.what == "share":
        return filling.share_out(asker, metric, bearer, year, told.how)
    return filling.spread_year(asker, metric, bearer, year, whole=told.value or Decimal(0), how=told.how)


def _which(asker: Asker, told: WhichDrafts) -> dict[str, Any]:
    return {
        "metric": target_metric(told.metric).name if told.metric else "",
        "period": year_told(asker, told.year) if told.year else None,
        "bearer": bearer_told(asker.user, told.whose) if told.whose else None,
    }
