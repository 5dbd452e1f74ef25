"""Norms and what stands against them, as the API and the command line write them."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from ninja import Schema
from pydantic import Field

from headway.reports.norm_standing import OpenDeal, Standing
from headway.reports.norms import Norm, NormLine, NormsQuestion, NormsReport, WonDeal
from headway.web.api.answers import KeyOut, PeriodOut, filters_out, written
from headway.web.api.dated import Dated
from headway.web.api.records import Ref
from headway.web.behind import Sight
from headway.web.models import Stage, User


class NormOut(Schema):
    """What won deals took of one measure; all but `deals` are null where too few deals were won to say anything."""

    measure: str = Field(description="contacts, meetings or days")
    deals: int = Field(description="Its own deals.")
    borrowed: str | None = Field(description="The share of the weight that other deals have, from 0 to 1.")
    low: int | None = Field(description="One deal in ten takes at most so many.")
    middle: int | None = Field(description="Half of the deals take at most so many.")
    high: int | None = Field(description="Nine deals in ten take at most so many.")
    mean: str | None = Field(description="The mean of the same deals.")

    @classmethod
    def of(cls, norm: Norm) -> Self:
        return cls(
            measure=norm.measure.value,
            deals=norm.deals,
            borrowed=written(norm.borrowed) if norm.distribution.is_known else None,
            low=norm.low,
            middle=norm.middle,
            high=norm.high,
            mean=written(norm.mean),
        )


class NormLineOut(Schema):
    """The norms of a funnel (`is_whole`), or of one segment in it; a segment of null is 'not given'."""

    funnel: Ref | None
    is_whole: bool = Field(description="Whether this is the whole funnel.")
    segment: Ref | None
    counted: int = Field(description="The won deals it rests on.")
    unlogged: int = Field(description="Those of them without a contact, which tell days alone.")
    left_out: int = Field(description="Won deals whose log cannot say how long they took.")
    norms: list[NormOut] = Field(description="Those of contacts, meetings and days.")

    @classmethod
    def of(cls, line: NormLine) -> Self:
        return cls(
            funnel=_ref(line.funnel_id, line.funnel),
            is_whole=line.is_whole,
            segment=_ref(line.segment_id, line.segment),
            counted=line.counted,
            unlogged=line.unlogged,
            left_out=line.left_out,
            norms=[NormOut.of(norm) for norm in line.norms],
        )


class NormsOut(Dated):
    """The norms as they stood at the end of a day; they rest on all won deals of the company."""

    as_of: date
    months: int | None = Field(description="Of deals won in so many months; null for all.")
    period: PeriodOut = Field(description="The days on which the deals were won.")
    filters: dict[str, list[KeyOut]]
    lines: list[NormLineOut]

    @classmethod
    def of(cls, report: NormsReport) -> Self:
        asked = report.question
        return cls(**_asked(asked), lines=[NormLineOut.of(line) for line in report.lines])


class StandingOut(Schema):
    """One measure of an open deal beside the norm of its funnel and segment."""

    measure: str = Field(description="contacts, meetings or days")
    so_far: int | None = Field(description="What the deal has taken; null where it is not known.")
    percentile: str | None = Field(description="The share of won deals that took less, from 0 to 1.")
    is_past: bool = Field(description="Whether it is past the mark of nine in ten.")
    norm: NormOut = Field(description="The norm it stands against.")

    @classmethod
    def of(cls, standing: Standing) -> Self:
        return cls(
            measure=standing.norm.measure.value,
            so_far=standing.so_far,
            percentile=written(standing.percentile),
            is_past=standing.is_past,
            norm=NormOut.of(standing.norm),
        )


class OpenDealOut(Schema):
    """A deal that was open at the end of the day; names are null where they are another's."""

    deal: Ref | None
    client: Ref | None
    stage: Ref | None = Field(description="Where it stood at the end of the day.")
    is_past: bool = Field(description="Whether it is past its norm in any measure.")
    standings: list[StandingOut] = Field(description="In contacts, meetings and days.")

    @classmethod
    def all_of(cls, deals: Iterable[OpenDeal], user: User) -> list[Self]:
        known = list(deals)
        sight = Sight.of(user, (each.client_id for each in known), (each.deal_id for each in known))
        stages = Stage.objects.in_bulk({each.stage_id for each in known})
        return [
            cls(
                deal=Ref.of(sight.deal(each.deal_id)),
                client=Ref.of(sight.client(each.client_id)),
                stage=Ref.of(stages.get(each.stage_id)),
                is_past=each.is_past,
                standings=[StandingOut.of(standing) for standing in each.standings],
            )
            for each in known
        ]


class OpenDealsOut(Dated):
    """Open deals beside their norm, those furthest past it first."""

    as_of: date
    months: int | None = Field(description="Norms of deals won in so many months; null for all.")
    period: PeriodOut = Field(description="The days on which those deals were won.")
    filters: dict[str, list[KeyOut]]
    open: int = Field(description="How many deals were open.")
    past: int = Field(description="How many of them were past their norm.")
    deals: list[OpenDealOut]
    next_offset: int | None = None

    @classmethod
    def of(
        cls,
        question: NormsQuestion,
        found: tuple[OpenDeal, ...],
        shown: Iterable[OpenDeal],
        user: User,
        next_offset: int | None = None,
    ) -> Self:
        past = sum(each.is_past for each in found)
        deals = OpenDealOut.all_of(shown, user)
        return cls(**_asked(question), open=len(found), past=past, deals=deals, next_offset=next_offset)


class WonDealOut(Schema):
    """A won deal with what it took; client and deal are null where they are another's."""

    deal: Ref | None
    client: Ref | None
    won_on: date = Field(description="The day on which it was won.")
    contacts: int | None = Field(description="Until it was won; null where none is logged.")
    meetings: int | None = Field(description="Those of them that were meetings.")
    days: int | None = Field(description="From the first contact, or without any from the entry, until it was won.")


class WonDealsOut(Dated):
    """Won deals that a norm rests on, as far as the asker may see them."""

    deals: list[WonDealOut]
    next_offset: int | None

    @classmethod
    def of(cls, found: Iterable[WonDeal], user: User, next_offset: int | None = None) -> Self:
        known = list(found)
        sight = Sight.of(user, (each.client_id for each in known), (each.deal_id for each in known))
        return cls(
            deals=[
                WonDealOut(
                    deal=Ref.of(sight.deal(each.deal_id)),
                    client=Ref.of(sight.client(each.client_id)),
                    won_on=each.won_on,
                    contacts=each.contacts,
                    meetings=each.meetings,
                    days=each.days,
                )
                for each in known
            ],
            next_offset=next_offset,
        )


def _asked(question: NormsQuestion) -> dict[str, Any]:
    return {
        "as_of": question.as_of,
        "months": question.months,
        "period": PeriodOut.of(question.period),
        "filters": filters_out(question.filters),
    }


def _ref(key: object, name: str) -> Ref | None:
    return Ref(id=key, name=name) if isinstance(key, int) else None
