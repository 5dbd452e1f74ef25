"""Kept forecasts and how they came true, as the API and the command line write them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Self

from ninja import Schema
from pydantic import Field

from headway.web.api.answers import PeriodOut
from headway.web.api.records import Ref
from headway.web.forecasts.record import Judged, Losses, Record, Scored, Scores
from headway.web.models import KeptForecast


class LossesOut(Schema):
    """A score of the forecast and of the two naive ones, as decimal strings; smaller is better."""

    own: str | None = Field(description="Of the forecast.")
    weighted: str | None = Field(description="Of the weighted pipeline; of chances, of the rate of the stage.")
    last: str | None = Field(description="Of the pace of the days just before; of chances, of one share for all.")

    @classmethod
    def of(cls, losses: Losses) -> Self:
        told = (losses.own, losses.weighted, losses.last)
        return cls(
            **dict(zip(cls.model_fields, (None if each is None else _written(each, 4) for each in told), strict=True))
        )


class KeptValueOut(Schema):
    """What the won deals were foretold to be worth, in minor units; what came is null until the period is over."""

    method: str = Field(description="learnt, plain, weighted or last: what the middle rested on.")
    mean: str = Field(description="On average.")
    p10: int = Field(description="At least so much in nine of ten such cases.")
    p50: int = Field(description="The middle.")
    p90: int = Field(description="More than that in one of ten such cases.")
    weighted: str = Field(description="What the weighted pipeline said.")
    last: str = Field(description="What the pace of the days just before said.")
    came: int | None = Field(None, description="What the deals won in the period were worth, of known value.")
    is_within: bool | None = Field(None, description="Whether that lay from p10 to p90.")
    pinball: LossesOut | None = Field(None, description="The mean pinball loss of the three marks.")

    @classmethod
    def of(cls, kept: KeptForecast, scored: Scored | None) -> Self | None:
        told = kept.value
        if not told:
            return None
        return cls(
            method=told.get("method", kept.method),
            **_marks(told),
            came=scored.came if scored else None,
            is_within=scored.is_within if scored else None,
            pinball=LossesOut.of(scored.pinball) if scored else None,
        )


class KeptForecastOut(Schema):
    """A forecast as it was made; what came is null until its period is over."""

    id: int
    period: PeriodOut = Field(description="The days whose close was foreseen.")
    as_of: date = Field(description="The day at whose end it was made.")
    kept_at: datetime = Field(description="When it was kept.")
    kept_by: Ref | None = Field(description="Null where Headway kept it by itself.")
    team: Ref | None = Field(description="The team it is of; without a team and a rep it is the company's.")
    rep: Ref | None = Field(description="The rep it is of.")
    method: str = Field(description="learnt, plain, weighted or last: what the middle rested on.")
    mean: str = Field(description="Won deals, on average.")
    p10: int = Field(description="At least so many in nine of ten such cases.")
    p50: int = Field(description="The middle.")
    p90: int = Field(description="More than that in one of ten such cases.")
    weighted: str = Field(description="What the weighted pipeline said.")
    last: str = Field(description="What the pace of the days just before said.")
    came: int | None = Field(None, description="How many deals were won in the period.")
    is_within: bool | None = Field(None, description="Whether that lay from p10 to p90.")
    pinball: LossesOut | None = Field(None, description="The mean pinball loss of the three marks, in deals.")
    brier: LossesOut | None = Field(None, description="The Brier score of the deals' chances.")
    value: KeptValueOut | None = Field(description="The same of what they were worth; null where it was not foretold.")

    @classmethod
    def of(cls, kept: KeptForecast, judged: Judged | None) -> Self:
        number = judged.number if judged else None
        return cls(
            id=kept.pk,
            period=PeriodOut(start=kept.starts_on, end=kept.ends_on),
            as_of=kept.as_of,
            kept_at=kept.kept_at,
            kept_by=Ref.of(kept.kept_by),
            team=Ref.of(kept.team),
            rep=Ref.of(kept.user),
            method=kept.method,
            **_marks(kept.number),
            came=number.came if number else None,
            is_within=number.is_within if number else None,
            pinball=LossesOut.of(number.pinball) if number else None,
            brier=LossesOut.of(judged.brier) if judged else None,
            value=KeptValueOut.of(kept, judged.value if judged else None),
        )


class ScoresOut(Schema):
    """How well a measure was foretold: each period is judged by its first forecast."""

    periods: int = Field(description="How many periods are over.")
    within: int = Field(description="In how many of them what came lay in the band of eight in ten.")
    usual: list[int] = Field(
        description="Between how many that is, in 95 of 100 cases, if the band holds what it says."
    )
    pinball: LossesOut = Field(description="The mean pinball loss of these, in deals or in minor units of money.")

    @classmethod
    def of(cls, scores: Scores) -> Self:
        return cls(
            periods=len(scores.scored),
            within=scores.within,
            usual=list(scores.usual),
            pinball=LossesOut.of(scores.pinball),
        )


class KeptForecastsOut(ScoresOut):
    """Kept forecasts, and how well the number of deals was foretold: each period is judged by its first one."""

    brier: LossesOut = Field(description="The mean Brier score of these.")
    value: ScoresOut = Field(description="How well their value was foretold.")
    forecasts: list[KeptForecastOut] = Field(description="The kept forecasts, the latest first.")
    next_offset: int | None = None

    @classmethod
    def told(cls, record: Record, shown: Iterable[KeptForecast], next_offset: int | None = None) -> Self:
        judged = {each.kept.pk: each for each in record.judged}
        return cls(
            **ScoresOut.of(record.number).dict(),
            brier=LossesOut.of(record.brier),
            value=ScoresOut.of(record.value),
            forecasts=[KeptForecastOut.of(each, judged.get(each.pk)) for each in shown],
            next_offset=next_offset,
        )


def _marks(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the figures of a kept forecast as they are written."""
    whole = {name: round(told[name]) for name in ("p10", "p50", "p90")}
    return {**{name: _written(told[name]) for name in ("mean", "weighted", "last")}, **whole}


def _written(value: float, digits: int = 2) -> str:
    return f"{value:.{digits}f}"
