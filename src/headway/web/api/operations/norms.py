"""Norms: what won deals took, the deals they rest on, and the open deals beside them."""

from typing import Any

from ninja import Query, Router, Schema
from pydantic import Field

from headway.reports.norm_deals import WonPart
from headway.reports.norm_standing import past_norm
from headway.reports.norms import NormsQuestion
from headway.web.access import deals_for
from headway.web.api.finding import Paging, PathId, next_offset
from headway.web.api.normed import NormsOut, OpenDealsOut, WonDealsOut
from headway.web.api.security import READING, ApiRequest, asker_of
from headway.web.asking import FILTERS, Words
from headway.web.asking_norms import group_of, norms_of, norms_question_of, open_deals_of, part_of, won_deals_of

router = Router()

_NAMES = "Names or ids; `none` for those without one."


class NormsAsked(Schema):
    """As of which day, of deals won in how many months, of which funnels and segments."""

    as_of: str = Field("", max_length=60, description="A day, or a period that ends with it; today unless given.")
    months: str = Field(
        "", max_length=10, description="Of deals won in so many months up to it; `all`; 24 unless given."
    )
    saved: str = Field("", max_length=60, description="Words kept under this name, for what is not said otherwise.")
    funnel: list[str] = Field([], description=_NAMES)
    segment: list[str] = Field([], description=_NAMES)


class WonAsked(NormsAsked):
    """Which won deals."""

    part: str = Field(WonPart.COUNTED.value, description="counted, unlogged or left_out")


class OpenAsked(NormsAsked):
    """Which open deals."""

    rep: list[str] = Field([], description=_NAMES)
    team: list[str] = Field([], description=_NAMES)
    source: list[str] = Field([], description=_NAMES)
    kind: list[str] = Field([], description="Kinds of deal.")
    past: bool = Field(default=False, description="Only those past their norm.")
    deal: PathId | None = Field(None, description="Only this deal, by id.")


@router.get("/norms", response=NormsOut, auth=READING, operation_id="norms", summary="Norms")
def norms(request: ApiRequest, asked: Query[NormsAsked]) -> Any:
    """Return what won deals took, by funnel and segment: contacts, meetings and days, with 10, 50 and 90 per cent."""
    return NormsOut.of(norms_of(_question(request, asked)))


@router.get(
    "/norms/won",
    response=WonDealsOut,
    auth=READING,
    operation_id="norms_won",
    summary="The won deals that a norm rests on",
)
def norms_won(request: ApiRequest, asked: Query[WonAsked], page: Query[Paging]) -> Any:
    """Return the won deals of one funnel, or of one segment in it, as far as you may see them."""
    question, asker = _question(request, asked), asker_of(request)
    group = group_of(asker, "".join(asked.funnel[:1]), "".join(asked.segment[:1]))
    found = won_deals_of(question, group, part_of(asked.part), page.limit + 1, page.offset)
    return WonDealsOut.of(found[: page.limit], request.user, next_offset(page, len(found)))


@router.get(
    "/norms/open",
    response=OpenDealsOut,
    auth=READING,
    operation_id="norms_open",
    summary="Open deals beside their norm",
)
def norms_open(request: ApiRequest, asked: Query[OpenAsked], page: Query[Paging]) -> Any:
    """Return the open deals that you may see beside their norm, those furthest past it first."""
    question, asker = _question(request, asked), asker_of(request)
    deal_ids = (
        None if asked.deal is None else deals_for(request.user).filter(pk=asked.deal).values_list("pk", flat=True)
    )
    found = open_deals_of(asker, question, deal_ids)
    shown = past_norm(found) if asked.past else found
    part = shown[page.offset : page.offset + page.limit + 1]
    return OpenDealsOut.of(question, found, part[: page.limit], request.user, next_offset(page, len(part)))


def _question(request: ApiRequest, asked: NormsAsked) -> NormsQuestion:
    filters = {each.value: told for each in FILTERS if (told := getattr(asked, each.value, []))}
    words = Words(saved=asked.saved, filters=filters)
    return norms_question_of(asker_of(request), words, as_of=asked.as_of, months=asked.months)
