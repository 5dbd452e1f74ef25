"""The day of a rep, and of everybody one leads."""

from typing import Any

from ninja import Query, Router, Schema
from pydantic import Field

from headway.web.access import reps_for
from headway.web.api.drafts import Named
from headway.web.api.finding import rep_named
from headway.web.api.planned import PlannedOut, TodayOut, planned_of
from headway.web.api.security import READING, ApiRequest, asker_of
from headway.web.models import Role

router = Router()


class DayAsked(Schema):
    """Whose day."""

    rep: Named | None = Field(None, description="By id or name; the token's user unless given.")


@router.get("/today", response=TodayOut, auth=READING, operation_id="today")
def today(request: ApiRequest, asked: Query[DayAsked]) -> Any:
    """Return what the plans in force need of today, what is done and left, and whom to contact first."""
    return TodayOut.for_rep(asker_of(request), rep_named(request.user, asked.rep))


@router.get("/today/reps", response=list[PlannedOut], auth=READING, operation_id="today_of_reps")
def reps(request: ApiRequest) -> Any:
    """Return what today needs of each rep that exists for the user, by name; on a day off of all, the next day."""
    sellers = reps_for(request.user).filter(role=Role.REP, is_active=True).order_by("name")
    return planned_of(asker_of(request), sellers)
