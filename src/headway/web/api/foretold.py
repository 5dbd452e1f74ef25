"""Forecasts, as the API and the command line write them."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from ninja import Schema
from pydantic import Field

from headway.planning.seasons import Season
from headway.planning.trials import Trial
from headway.web.api.answers import KeyOut, PeriodOut, filters_out
from headway.web.api.dated import Dated
from headway.web.api.records import Ref
from headway.web.behind import Sight
from headway.web.forecasts import DealChance, Forecast, Outlook
from headway.web.forecasts.aims import Wanted
from headway.web.forecasts.last_closed import last_close
from headway.web.models import Stage, User


class OutlookOut(Schema):
    """The close of the period, in deals or in minor units of money; decimals are strings."""

    method: str = Field(description="learnt, plain, weighted or last: what the middle of this rests on.")
    certain: int = Field(description="Won already.")
    from_open: str = Field(description="To be won from the deals that are open, on average.")
    to_come: str = Field(description="To be won from deals that are not open yet, on average.")
    mean: str = Field(description="What it comes to on average.")
    p10: int = Field(description="At least so much in nine of ten such cases.")
    p50: int = Field(description="The middle.")
    p90: int = Field(description="More than that in one of ten such cases.")
    weighted: str = Field(description="The weighted pipeline, with what is won already.")
    last: str = Field(description="At the pace of the days just before, with what is won already.")
    target: str | None = Field(description="What was asked for, or the approved target.")
    is_approved: bool = Field(description="Whether it is the approved target.")
    plan: str | None = Field(description="The goal of the plan in force for just these days.")
    plan_certainty: str | None = Field(description="How surely the work of that plan reaches it, from 0 to 1.")
    plan_chance: str | None = Field(description="The chance that going on as lately reaches it, from 0 to 1.")
    part: str | None = Field(
        description="The deals that fall to the team or the rep of a wider plan for just these days."
    )
    chance: str | None = Field(description="The chance that going on as lately reaches the target, from 0 to 1.")

    @classmethod
    def of(cls, outlook: Outlook, wanted: Wanted) -> Self:
        value, plan = wanted.value, None if wanted.wished is None else wanted.wished.own_plan
        part = None if wanted.wished is None else wanted.wished.own_part
        return cls(
            method=outlook.method.value,
            certain=outlook.certain,
            from_open=_written(outlook.from_open),
            to_come=_written(outlook.to_come),
            mean=_written(outlook.mean),
            p10=round(outlook.p10),
            p50=round(outlook.p50),
            p90=round(outlook.p90),
            weighted=_written(outlook.weighted),
            last=_written(outlook.last),
            target=None if value is None else f"{value.normalize():f}",
            is_approved=value is not None and wanted.is_approved,
            plan=None if plan is None else f"{plan.amount.normalize():f}",
            plan_certainty=None if plan is None else f"{plan.certainty.normalize():f}",
            plan_chance=None if plan is None else _written(outlook.chance_of(float(plan.amount)), 4),
            part=None if part is None else f"{part.needed:f}",
            chance=None if value is None else _written(outlook.chance_of(float(value)), 4),
        )


class TrialOut(Schema):
    """The same forecast of the number of deals as of a past day, and what came."""

    days_ago: int = Field(description="How many days ago that day was.")
    low: int = Field(description="The 10 per cent mark, as if deals had nothing in common.")
    high: int = Field(description="The 90 per cent mark.")
    mean: str = Field(description="What it would have said on average.")
    weighted: str = Field(description="What the weighted pipeline would have said.")
    last: int = Field(description="What was won in the same number of days before.")
    came: int = Field(description="What was won.")

    @classmethod
    def of(cls, trial: Trial) -> Self:
        return cls(
            days_ago=trial.back,
            low=round(trial.low),
            high=round(trial.high),
            mean=_written(trial.mean),
            weighted=_written(trial.weighted),
            last=round(trial.last),
            came=round(trial.came),
        )


class DealChanceOut(Schema):
    """An open deal with its chance to be won in the days to come of the period; shares are strings, unknown is null."""

    deal: Ref | None
    client: Ref | None
    stage: Ref | None
    days: int | None = Field(description="How long it has stood on its stage.")
    value: int | None = Field(description="What it is worth, in minor units of the company's currency.")
    chance: str | None = Field(description="Null where too few deals came to its stage.")
    stage_rate: str | None = Field(description="Won within 180 days, of all that came to its stage.")
    base: str | None = Field(description="The share of such deals that is won, without segment and kind.")
    segment_factor: str | None = Field(description="By what its segment multiplies the chance of a week.")
    kind_factor: str | None = Field(description="By what its kind multiplies the chance of a week.")

    @classmethod
    def all_of(cls, deals: Iterable[DealChance], user: User) -> list[Self]:
        known = list(deals)
        sight = Sight.of(user, (each.client_id for each in known), (each.deal_id for each in known))
        stages = Stage.objects.in_bulk({each.stage_id for each in known})
        return [cls._of(each, sight, stages.get(each.stage_id)) for each in known]

    @classmethod
    def _of(cls, each: DealChance, sight: Sight, stage: Stage | None) -> Self:
        reason = each.likely.reason if each.likely else None
        return cls(
            deal=Ref.of(sight.deal(each.deal_id)),
            client=Ref.of(sight.client(each.client_id)),
            stage=Ref.of(stage),
            days=each.days,
            value=each.amount,
            chance=_written(each.likely.chance, 4) if each.likely else None,
            stage_rate=None if each.rate is None else _written(each.rate, 4),
            base=_written(reason.base, 4) if reason else None,
            segment_factor=_written(reason.segment) if reason else None,
            kind_factor=_written(reason.kind) if reason else None,
        )


class ForecastOut(Dated):
    """How a period will close, as it is foreseen at the end of a day."""

    period: PeriodOut
    as_of: date = Field(description="The day at whose end it is foreseen.")
    filters: dict[str, list[KeyOut]]
    method: str = Field(description="learnt, plain, weighted or last: what the middle of the number rests on.")
    last_closed: date | None = Field(
        description="The day of the last close where the log ended long ago: ask as of it; else null."
    )
    ended: int = Field(description="The closed deals that it was learnt from.")
    spread: str = Field(description="By how much good and bad months move all deals together, as a share.")
    season: list[str] | None = Field(
        description="By what each month multiplies the weekly chance to be won, January first; null without a season."
    )
    openings: list[str] | None = Field(
        description="By what each month multiplies how many deals are opened, January first; null without a season."
    )
    number: OutlookOut = Field(description="In won deals.")
    value: OutlookOut | None = Field(description="What they are worth; null where nothing is known of values.")
    trials: list[TrialOut] = Field(
        description="The same forecast on up to ten past dates, for whoever sees the whole company."
    )
    open: int = Field(description="How many deals are open.")
    deals: list[DealChanceOut] = Field(description="The open deals, the likeliest first.")
    next_offset: int | None = None

    @classmethod
    def of(
        cls,
        forecast: Forecast,
        wanted: tuple[Wanted, Wanted],
        shown: Iterable[DealChance],
        user: User,
        next_offset: int | None = None,
    ) -> Self:
        question = forecast.question
        return cls(
            period=PeriodOut.of(question.period),
            as_of=question.as_of,
            filters=filters_out(question.filters),
            method=forecast.method.value,
            last_closed=last_close(forecast),
            ended=forecast.ended,
            spread=_written(forecast.experience.spread, 4),
            season=_factors(forecast.season),
            openings=_factors(forecast.openings),
            number=OutlookOut.of(forecast.number, wanted[0]),
            value=OutlookOut.of(forecast.value, wanted[1]) if forecast.value else None,
            trials=[TrialOut.of(each) for each in forecast.trials],
            open=len(forecast.deals),
            deals=DealChanceOut.all_of(shown, user),
            next_offset=next_offset,
        )


def _factors(season: Season | None) -> list[str] | None:
    return [_written(each, 4) for each in season.factors] if season else None


def _written(value: float, digits: int = 2) -> str:
    return f"{value:.{digits}f}"
