"""Numbers: the catalogue of metrics, their answers, and the rows behind them."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from headway.engine.catalogue import catalogue
from headway.engine.question import Question
from headway.web.access import Verb, require
from headway.web.api.answers import AnswerOut, MetricOut, RowsOut
from headway.web.api.defining import (
    DefinitionDraft,
    GroundOut,
    MetricDraft,
    OwnMetricOut,
    PreviewOut,
    out_of,
    plain,
)
from headway.web.api.finding import Paging, next_offset
from headway.web.api.problem import Refusal
from headway.web.api.security import LOGGING, READING, ApiRequest, asker_of
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
from headway.web.clock import now
from headway.web.models import OwnMetric
from headway.web.naming import NotUnderstood
from headway.web.own.keeping import add_metric, change_metric, remove_metric
from headway.web.own.known import metric_told
from headway.web.own.preview import preview_of
from headway.web.own.reading import definition_told
from headway.web.own.stored import restored
from headway.web.read_words import WITHIN_AT_MOST

router = Router()

_NAMES = "Names or ids; `none` for those without one."


class Asked(Schema):
    """A period, and what to narrow to; lists repeat their name."""

    period: str = Field(
        "",
        max_length=60,
        description="2024, 2024-Q1, 2024-01, 2024-W07, 2024-01-05, 2024-01-01..2024-02-01 (the end left out), today, "
        "this week, last month, last fiscal year, FY2024, last 30 days, year to date, all ...; this month if empty.",
    )
    saved: str = Field("", max_length=60, description="Words kept under this name, for what is not said otherwise.")
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
        period = self.period or ("" if self.saved else DEFAULT_PERIOD)
        return Words(period=period, compare=self.compare, saved=self.saved, filters=filters, **more)


class MetricAsked(Asked):
    """A question about a metric."""

    loss_reason: list[str] = Field([], description=f"{_NAMES} Only of what counts lost or closed deals.")
    referrer: list[str] = Field([], description=f"{_NAMES} Only of what counts deals: who referred them.")
    tally_kind: list[str] = Field([], description=f"{_NAMES} Only of tallies.")
    time_category: list[str] = Field([], description=f"{_NAMES} Only of working time.")
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


@router.get("/metrics", response=list[MetricOut], auth=READING, operation_id="metrics")
def metrics(request: ApiRequest) -> Any:
    """Return the card of every metric: what it counts, by which rule, and what it leaves out."""
    return [MetricOut.of(metric) for metric in catalogue().values()]


@router.get("/metrics-offered", response=list[GroundOut], auth=READING, operation_id="offered")
def offered(request: ApiRequest) -> Any:
    """Return what a company can make a metric of by itself."""
    return GroundOut.all()


@router.post(
    "/metrics",
    response={201: OwnMetricOut},
    auth=LOGGING,
    operation_id="add_metric",
    summary="Make a metric",
)
def add(request: ApiRequest, payload: MetricDraft) -> Any:
    """Make a metric of the company's own; from then on it is asked like any other."""
    require(request.user, Verb.DEFINE)
    asker = asker_of(request)
    kept = add_metric(definition_told(asker, plain(payload)), name=payload.name, by=request.user, now=asker.now)
    return Status(201, _own(request, kept))


@router.post(
    "/metrics/preview",
    response=PreviewOut,
    auth=LOGGING,
    operation_id="preview_metric",
    summary="What a metric would count",
)
def preview(request: ApiRequest, payload: DefinitionDraft, period: str = DEFAULT_PERIOD) -> Any:
    """Return the formula in words and the figure of a period, without keeping anything."""
    require(request.user, Verb.DEFINE)
    asker = asker_of(request)
    return PreviewOut.of(preview_of(asker, definition_told(asker, plain(payload)), asker.period(period)))


@router.get(
    "/metrics/{name}/definition",
    response=OwnMetricOut,
    auth=READING,
    operation_id="definition",
    summary="What an own metric is made of",
)
def definition(request: ApiRequest, name: str) -> Any:
    """Return the card and the definition of a metric of the company's own."""
    return _own(request, _kept(name))


@router.put(
    "/metrics/{name}",
    response=OwnMetricOut,
    auth=LOGGING,
    operation_id="change_metric",
    summary="Change an own metric",
)
def change(request: ApiRequest, name: str, payload: DefinitionDraft) -> Any:
    """Let a metric of the company's own count otherwise, in past periods too; the audit trail keeps what it was."""
    require(request.user, Verb.DEFINE)
    asker = asker_of(request)
    told = definition_told(asker, plain(payload))
    return _own(request, change_metric(_kept(name), told, by=request.user, now=asker.now))


@router.delete(
    "/metrics/{name}",
    response={204: None},
    auth=LOGGING,
    operation_id="remove_metric",
    summary="Remove an own metric",
)
def remove(request: ApiRequest, name: str) -> Any:
    """Take a metric of the company's own out of the catalogue; the audit trail keeps what it was."""
    require(request.user, Verb.DEFINE)
    remove_metric(_kept(name), by=request.user, now=now())
    return Status(204, None)


@router.get(
    "/metrics/{name}",
    response=AnswerOut,
    auth=READING,
    operation_id="ask",
    summary="Answer a question",
)
def ask(request: ApiRequest, name: str, asked: Query[MetricAsked]) -> Any:
    """Answer a question: how much, cut by what, compared with when; within what the user may see."""
    return AnswerOut.of(answer_to(_question(request, name, asked)))


@router.get(
    "/metrics/{name}/rows",
    response=RowsOut,
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


def _kept(name: str) -> OwnMetric:
    return get_object_or_404(OwnMetric.objects.select_related("made_by", "changed_by"), name=name)


def _own(request: ApiRequest, kept: OwnMetric) -> OwnMetricOut:
    """Return a metric as it is kept; one that can no longer be counted is not here."""
    metric = metric_told(kept, request.company.currency if request.company else None)
    if metric is None:
        raise Http404(kept.name)
    return out_of(asker_of(request), restored(kept.definition), MetricOut.of(metric))
