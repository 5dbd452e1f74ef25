"""Forecasts: how a period will close; keeping that, and how kept forecasts came true."""

from typing import Any

from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from headway.web.api.came_true import KeptForecastOut, KeptForecastsOut
from headway.web.api.finding import Paging, next_offset
from headway.web.api.foretold import ForecastOut
from headway.web.api.security import LOGGING, READING, ApiRequest, asker_of
from headway.web.asking import Words
from headway.web.forecasts import forecast_question_of, forecasts_of
from headway.web.forecasts.aims import wanted_both
from headway.web.forecasts.keeping import keep_forecast
from headway.web.forecasts.kept import kept_of
from headway.web.forecasts.question import NARROWS, USUAL_PERIOD
from headway.web.forecasts.record import record_of

router = Router()
_NAMES = "Names or ids; `none` for those without one."


class WhoseAsked(Schema):
    """Whose forecasts."""

    team: list[str] = Field([], description=_NAMES)
    rep: list[str] = Field([], description=_NAMES)


class ForecastAsked(WhoseAsked):
    """Which period, as of when, of which deals, and the numbers whose chance is wanted."""

    period: str = Field(USUAL_PERIOD, max_length=60, description="Such as `this quarter`, `next month`, 2024-Q1.")
    as_of: str = Field(
        "",
        max_length=60,
        description="A past day, or a period that ends with it, from which `this month` counts; today unless given.",
    )
    target: str = Field("", max_length=30, description="A number of deals; the approved target unless given.")
    target_value: str = Field("", max_length=30, description="A value, in units of the company's currency.")
    saved: str = Field("", max_length=60, description="Words kept under this name, for what is not said otherwise.")
    funnel: list[str] = Field([], description=_NAMES)
    segment: list[str] = Field([], description=_NAMES)
    kind: list[str] = Field([], description="Kinds of deal.")
    source: list[str] = Field([], description=_NAMES)


class ForecastIn(Schema):
    """What to keep: of the company, one team or one rep."""

    period: str = Field(USUAL_PERIOD, max_length=60, description="Such as `this quarter`, `next month`, 2024-Q1.")
    team: str = Field("", max_length=100, description="A name or an id.")
    rep: str = Field("", max_length=100, description="A name, an e-mail or an id.")


@router.get("/forecast", response=ForecastOut, auth=READING, operation_id="forecast", summary="Forecast")
def forecast(request: ApiRequest, asked: Query[ForecastAsked], page: Query[Paging]) -> Any:
    """Return how a period will close, with the chance of each open deal that you may see."""
    asker = asker_of(request)
    filters = {each.value: told for each in NARROWS if (told := getattr(asked, each.value))}
    words = Words(period=asked.period, saved=asked.saved, filters=filters)
    question = forecast_question_of(asker, words, as_of=asked.as_of)
    wanted = wanted_both(asker, question, asked.target, asked.target_value)
    made = next(forecasts_of([question]))
    part = made.deals[page.offset : page.offset + page.limit + 1]
    return ForecastOut.of(made, wanted, part[: page.limit], request.user, next_offset(page, len(part)))


@router.get(
    "/forecasts/kept",
    response=KeptForecastsOut,
    auth=READING,
    operation_id="forecasts_kept",
    summary="How kept forecasts came true",
)
def forecasts_kept(request: ApiRequest, asked: Query[WhoseAsked], page: Query[Paging]) -> Any:
    """Return the kept forecasts of the company, of one team or of one rep, the latest first."""
    asker = asker_of(request)
    found = list(kept_of(asker, Words(filters={"team": asked.team, "rep": asked.rep})))
    part = found[page.offset : page.offset + page.limit + 1]
    return KeptForecastsOut.told(record_of(found, asker.today), part[: page.limit], next_offset(page, len(part)))


@router.post(
    "/forecasts/kept",
    response={201: KeptForecastOut},
    auth=LOGGING,
    operation_id="keep_forecast",
    summary="Keep a forecast",
)
def keep(request: ApiRequest, asked: ForecastIn) -> Any:
    """Keep today's forecast of a period as it is, to be judged when the period is over."""
    asker = asker_of(request)
    filters = {name: [text] for name, text in (("team", asked.team), ("rep", asked.rep)) if text}
    kept = keep_forecast(asker, forecast_question_of(asker, Words(period=asked.period, filters=filters)))
    return Status(201, KeptForecastOut.of(kept, None))
