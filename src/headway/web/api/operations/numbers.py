"""Numbers: the catalogue of metrics, their answers, and the rows behind them."""

from typing import Any

from ninja import Query, Router, Schema
from pydantic import Field

from headway.engine.catalogue import catalogue
from headway.engine.question import Question
from headway.web.api.answers import AnswerOut, MetricOut, RowsOut
from headway.web.api.finding import Paging, next_offset
from headway.web.api.problem import PROBLEMS, Refusal
from headway.web.api.security import READING, ApiRequest, asker_of
from headway.web.asking import (
    DEFAULT_PERIOD,
    FILTERS,
    Words,
    answer_to,
    keys_of,
    question_of,
    rows_of,
)
from headway.web.behind import named_rows
from headway.web.naming import NotUnderstood
from headway.web.read_words import WITHIN_AT_MOST

router = Router()

_NAMES = "Names or ids; `none` for those without one."


class Asked(Schema):
    """A period, and what to narrow to; lists repeat their name."""

    period: str = Field(
        DEFAULT_PERIOD,
        max_length=60,
        description="2024, 2024-Q1, 2024-01, 2024-W07, 2024-01-05, 2024-01-01..2024-02-01 (the end left out), today, "
        "this week, last month, last 30 days, all ...",
    )
    compare: str = Field("", max_length=60, description="A period to set beside it, or `previous`.")
    rep: list[str] = Field([], description=_NAMES)
    team: list[str] = Field([], description=_NAMES)
    source: list[str] = Field([], description=_NAMES)
    segment: list[str] = Field([], description=_NAMES)
    kind: list[str] = Field([], description="Kinds of contact or deal.")
    funnel: list[str] = Field([], description=_NAMES)
    stage: list[str] = Field([], description=_NAMES)

    def words(self, **more: Any) -> Words:
        """Return them as every door hands them on."""
        filters = {each.value: told for each in FILTERS if (told := getattr(self, each.value, []))}
        return Words(period=self.period, compare=self.compare, filters=filters, **more)


class MetricAsked(Asked):
    """A question about a metric."""

    loss_reason: list[str] = Field([], description=f"{_NAMES} Only of what counts lost or closed deals.")
    by: list[str] = Field([], max_length=3, description="What to cut it by: rep, team, source, month ...")
    scope: str = Field(
        "",
        max_length=20,
        description="`team` asks for the total of one's own team: one figure, not cut, not narrowed, without rows.",
    )
    within: int | None = Field(
        None,
        ge=1,
        le=WITHIN_AT_MOST,
        description="By the rule `mature`: within how many days since the earlier step; 180 unless set.",
    )

    def words(self, **more: Any) -> Words:
        """Return them with whose numbers they are."""
        return super().words(scope=self.scope, within=str(self.within or ""), **more)


class RowsAsked(MetricAsked):
    """Which rows of an answer."""

    part: str = Field("of", description="`of`, `per` or `left_out`.")
    keys: list[str] = Field([], description="The keys of one line, in the order of `by`; `none` for null.")


@router.get("/metrics", response={200: list[MetricOut], **PROBLEMS}, auth=READING, operation_id="metrics")
def metrics(request: ApiRequest) -> Any:
    """Return the card of every metric: what it counts, by which rule, and what it leaves out."""
    return [MetricOut.of(metric) for metric in catalogue().values()]


@router.get(
    "/metrics/{name}",
    response={200: AnswerOut, **PROBLEMS},
    auth=READING,
    operation_id="ask",
    summary="Answer a question",
)
def ask(request: ApiRequest, name: str, asked: Query[MetricAsked]) -> Any:
    """Answer a question: how much, cut by what, compared with when; within what the user may see."""
    return AnswerOut.of(answer_to(_question(request, name, asked)))


@router.get(
    "/metrics/{name}/rows",
    response={200: RowsOut, **PROBLEMS},
    auth=READING,
    operation_id="rows",
    summary="The rows behind a number",
)
def rows(request: ApiRequest, name: str, asked: Query[RowsAsked], page: Query[Paging]) -> Any:
    """Return the rows that a number was counted from: their contributions add up to its `of` (or `per`)."""
    question = _question(request, name, asked)
    keys = keys_of(asker_of(request), question, asked.keys)
    found = rows_of(question, asked.part, keys, limit=page.limit + 1, offset=page.offset)
    shown = list(named_rows(request.user, found))[: page.limit]
    return RowsOut.of(found, shown, next_offset(page, len(found.rows)))


def _question(request: ApiRequest, name: str, asked: MetricAsked) -> Question:
    try:
        return question_of(asker_of(request), name, asked.words(by=tuple(asked.by)))
    except NotUnderstood as trouble:
        if trouble.field == "metric":
            raise Refusal(404, str(trouble), trouble.field) from trouble
        raise
