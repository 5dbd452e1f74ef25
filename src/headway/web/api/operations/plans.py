"""Plans: from a goal backwards to what each must do, and the plans that are in force."""

from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Path, Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from headway.web.api.backwards import KeptPlanOut, PlanOut
from headway.web.api.finding import PathId
from headway.web.api.security import LOGGING, READING, ApiRequest, asker_of
from headway.web.plans.asked import draft_told
from headway.web.plans.keeping import adopt, drop, plans_for

router = Router()
Short = Annotated[str, Field(max_length=60)]


class PlanAsked(Schema):
    """A goal in plain words."""

    goal: Short = Field("deals_won", description="deals_won, sales_volume or sales_margin")
    amount: Short = Field(description="How much, money in units of the currency; or `target`, the approved one.")
    more: Short = Field(
        "", description="`last`: so much more than the last time that is over; `year`: than a year before."
    )
    period: Short = Field("next quarter", description="The days of the plan, as everywhere.")
    until: Short = Field("", description="Or from today up to this day.")
    whom: Short = Field("", alias="for", description="company, team:NAME or rep:NAME; the widest you see unless given.")
    certainty: Short = Field("80", description="In per cent, from 50 to 99.")
    start: Short = Field("", description="`cold calls`, `calls` or `deals`; the first that the log knows unless given.")
    months: Short = Field("12", description="From how many months it learns.")
    as_of: Short = Field("", description="An earlier day, as if it were today.")
    norm: Short = Field("", description="`past`, `wider` or `target`: what the links are held against.")

    @property
    def words(self) -> dict[str, str]:
        """The words of the wish by name."""
        return {**self.dict(include=set(PlanAsked.model_fields) - {"whom"}), "for": self.whom}


class PlanDraft(PlanAsked):
    """A goal in plain words, to be in force."""

    as_target: bool = Field(
        False, description="Its goal becomes the target of its months too: a draft, unless you may approve it."
    )
    is_spread: bool = Field(False, description="Teams and reps get their parts of that target as well.")


@router.get(
    "/plan",
    response=PlanOut,
    auth=READING,
    operation_id="plan",
    summary="What a goal takes",
)
def plan(request: ApiRequest, asked: Query[PlanAsked]) -> Any:
    """Turn a goal backwards into what must be done on a working day, with the chance you ask for."""
    asker = asker_of(request)
    return PlanOut.of(asker, draft_told(asker, asked.words))


@router.get(
    "/plans",
    response=list[KeptPlanOut],
    auth=READING,
    operation_id="plans",
    summary="Plans in force",
)
def plans(request: ApiRequest) -> Any:
    """Return the plans in force that exist for you."""
    return [KeptPlanOut.of(each) for each in plans_for(request.user)]


@router.post(
    "/plans",
    response={201: KeptPlanOut},
    auth=LOGGING,
    operation_id="adopt_plan",
    summary="Adopt a plan",
)
def adopt_plan(request: ApiRequest, asked: PlanDraft) -> Any:
    """Let a plan be in force, in the place of the one for the same people and goal in these days."""
    asker = asker_of(request)
    wanted = {"as_target": asked.as_target, "is_spread": asked.is_spread}
    return Status(201, KeptPlanOut.of(adopt(asker, draft_told(asker, asked.words), **wanted)))


@router.delete(
    "/plans/{plan_id}",
    response={204: None},
    auth=LOGGING,
    operation_id="drop_plan",
    summary="Drop a plan",
)
def drop_plan(request: ApiRequest, plan_id: Path[PathId]) -> Any:
    """Let a plan no longer be in force."""
    drop(asker_of(request), get_object_or_404(plans_for(request.user), pk=plan_id))
    return Status(204, None)
