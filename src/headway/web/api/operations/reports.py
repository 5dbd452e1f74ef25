"""Reports: the funnel with the deals behind it, and the evening review."""

from typing import Any

from ninja import Query, Router
from pydantic import Field

from headway.engine.dimension import Dimension
from headway.reports.evening_review import Listed
from headway.reports.funnel import FunnelQuestion
from headway.web.api.answers import RowsOut
from headway.web.api.finding import Paging, PathId, next_offset
from headway.web.api.operations.numbers import Asked
from headway.web.api.problem import Refusal
from headway.web.api.reported import FunnelOut
from headway.web.api.reviewed import ReviewOut
from headway.web.api.security import READING, ApiRequest, asker_of
from headway.web.asking import Words, funnel_of, funnel_question_of, funnel_rows_of
from headway.web.behind import named_rows
from headway.web.evening import evening_of
from headway.web.naming import NotUnderstood, line_key

router = Router()


class FunnelAsked(Asked):
    """A question about a funnel."""

    loss_reason: list[str] = Field([], description="Names or ids: of the deals that were lost for this reason.")
    against: list[str] = Field(
        [],
        description="What the side beside it is narrowed to instead: `team:South`, `team:` for all teams, "
        "`period:2024-04`. With `compare` and `against` the answer holds both sides.",
    )
    split: str = Field("", description="source, team, rep, segment or kind")
    entries: str = Field("", description="`first` (the default) counts a deal once a stage, `every` each entry.")
    as_of: str = Field("", description="A day, up to whose end outcomes are told; now unless given.")

    def words(self, **more: Any) -> Words:
        """Return them with what stands beside."""
        return super().words(against=tuple(self.against), **more)


class FunnelRowsAsked(FunnelAsked):
    """Which deals behind a funnel's number."""

    at: PathId = Field(description="The stage's id.")
    outcome: str = Field("entered", description="entered, advanced, skipped, lost, back, moved, reopened or still")
    to: PathId | None = Field(None, description="The id of the stage they went to next.")
    timed: bool = Field(False, description="Only those whose time in the stage counts.")
    key: str = Field("", description="The key of a group, where the funnel is split; `none` for null.")


class ReviewAsked(Asked):
    """Which day."""

    period: str = Field("today", max_length=60, description="A day, or any period.")


@router.get("/funnel", response=FunnelOut, auth=READING, operation_id="funnel", summary="The funnel")
def funnel(request: ApiRequest, asked: Query[FunnelAsked]) -> Any:
    """Return what became of the deals that entered each stage in a period; `funnel` is one name or id.

    `compare` (another period) or `against` (other deals) sets a second side beside it, with the differences.
    """
    return FunnelOut.of(funnel_of(asker_of(request), funnel_question(request, asked)))


@router.get(
    "/funnel/rows",
    response=RowsOut,
    auth=READING,
    operation_id="funnel_rows",
    summary="The deals behind a number of the funnel",
)
def funnel_rows(request: ApiRequest, asked: Query[FunnelRowsAsked], page: Query[Paging]) -> Any:
    """Return the stays behind one number of a funnel, one by one."""
    question = funnel_question(request, asked)
    keys = (line_key(request.user, question.split or Dimension.SOURCE, asked.key),) if asked.key else ()
    found = funnel_rows_of(
        question,
        asked.at,
        asked.outcome,
        to=asked.to,
        is_timed=asked.timed,
        keys=keys,
        limit=page.limit + 1,
        offset=page.offset,
    )
    shown = list(named_rows(request.user, found))[: page.limit]
    return RowsOut.of(found, shown, next_offset(page, len(found.rows)))


@router.get("/review", response=ReviewOut, auth=READING, operation_id="review", summary="The evening review")
def review(request: ApiRequest, asked: Query[ReviewAsked], page: Query[Paging]) -> Any:
    """Return the evening review: each rep's contacts beside the effective ones, and what each contact did.

    `limit` and `offset` give a page of the contacts; of the moves, the first `limit` are told.
    """
    listed = Listed(page.limit, page.offset, moves=page.limit)
    evening = evening_of(asker_of(request), asked.words(), listed)
    rest = evening.review.entries_count - page.offset
    return ReviewOut.of(evening, request.user, next_offset(page, rest))


def funnel_question(request: ApiRequest, asked: FunnelAsked) -> FunnelQuestion:
    name = asked.funnel[0] if asked.funnel else ""
    try:
        return funnel_question_of(
            asker_of(request), asked.words(), name=name, split=asked.split, entries=asked.entries, as_of=asked.as_of
        )
    except NotUnderstood as trouble:
        if trouble.field == "funnel":
            raise Refusal(404, str(trouble), trouble.field) from trouble
        raise
