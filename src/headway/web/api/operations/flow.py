"""What a funnel tells beside its stages: where deals went next, their times, and their cohorts."""

from typing import Any

from ninja import Query, Router
from pydantic import Field

from headway.web.api.answers import RowsOut
from headway.web.api.finding import Paging, next_offset
from headway.web.api.flowed import CohortsOut, FlowOut, TimesOut
from headway.web.api.operations.reports import FunnelAsked, funnel_question
from headway.web.api.security import READING, ApiRequest, asker_of
from headway.web.asking_funnel import both, cohort_rows_of, cohorts_of, flow_of, times_of
from headway.web.behind import named_rows

router = Router()


class CohortRowsAsked(FunnelAsked):
    """Which deals of a cohort."""

    month: str = Field(max_length=60, description="The month of entry, as 2024-05.")
    end: str = Field("", description="won or lost; all deals of the cohort without it.")
    months: int = Field(0, ge=0, le=24, description="By the end of which month after that of the entry.")


@router.get(
    "/funnel/flow",
    response=FlowOut,
    auth=READING,
    operation_id="funnel_flow",
    summary="The funnel: stage before by stage after",
)
def flow(request: ApiRequest, asked: Query[FunnelAsked]) -> Any:
    """Return where the entries of a period went next. `compare` or `against` sets a second side beside it."""
    return FlowOut.of(*both(flow_of, asker_of(request), funnel_question(request, asked)))


@router.get(
    "/funnel/times",
    response=TimesOut,
    auth=READING,
    operation_id="funnel_times",
    summary="The funnel: time in each stage",
)
def times(request: ApiRequest, asked: Query[FunnelAsked]) -> Any:
    """Return the percentiles of the time in each stage. `compare` or `against` sets a second side beside it."""
    return TimesOut.of(*both(times_of, asker_of(request), funnel_question(request, asked)))


@router.get(
    "/funnel/cohorts",
    response=CohortsOut,
    auth=READING,
    operation_id="funnel_cohorts",
    summary="The funnel: cohorts by month of entry",
)
def cohorts(request: ApiRequest, asked: Query[FunnelAsked]) -> Any:
    """Return what became of the deals that entered in each month. `entries` says nothing here."""
    return CohortsOut.of(*both(cohorts_of, asker_of(request), funnel_question(request, asked)))


@router.get(
    "/funnel/cohorts/rows",
    response=RowsOut,
    auth=READING,
    operation_id="funnel_cohort_rows",
    summary="The deals behind a number of a cohort",
)
def cohort_rows(request: ApiRequest, asked: Query[CohortRowsAsked], page: Query[Paging]) -> Any:
    """Return the deals that entered in a month, or those of them that had come to an end so many months later."""
    found = cohort_rows_of(
        asker_of(request),
        funnel_question(request, asked),
        month=asked.month,
        end=asked.end,
        months=asked.months,
        limit=page.limit + 1,
        offset=page.offset,
    )
    shown = list(named_rows(request.user, found))[: page.limit]
    return RowsOut.of(found, shown, next_offset(page, len(found.rows)))
