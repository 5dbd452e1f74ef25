"""The five levers: what they multiply to, what raising them would bring, scenarios, and what a per cent costs."""

from typing import Annotated, Any

from ninja import Path, Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from headway.planning.levers import Lever
from headway.web.api.levered import LeversOut, ScenarioOut
from headway.web.api.problem import Refusal
from headway.web.api.security import LOGGING, READING, ApiRequest, asker_of
from headway.web.asking import FILTERS, Words
from headway.web.asking_levers import COMPARE, levers_asked, levers_of
from headway.web.clock import now
from headway.web.models import Company
from headway.web.naming import NotUnderstood
from headway.web.scenarios import (
    drop_scenario,
    efforts_of,
    keep_scenario,
    raises_told,
    scenario_named,
    scenarios_for,
    settle_efforts,
)

router = Router()
Short = Annotated[str, Field(max_length=60)]
_NAMES = "Names or ids; `none` for those without one."
_PERCENT = "By how many per cent of itself it is raised, from -99 to 900."


class Raised(Schema):
    """By how many per cent levers are raised."""

    new_leads: str = Field("", max_length=20, description=_PERCENT)
    conversion: str = Field("", max_length=20, description=_PERCENT)
    sales_per_client: str = Field("", max_length=20, description=_PERCENT)
    average_sale: str = Field("", max_length=20, description=_PERCENT)
    margin_share: str = Field("", max_length=20, description=_PERCENT)


class LeversAsked(Raised):
    """A period, what to narrow to, and which levers are raised."""

    period: str = Field("", max_length=60, description="As everywhere; the last quarter, or the scenario's, if empty.")
    compare: str = Field(COMPARE, max_length=60, description="`previous`, `year`, a period, or `none`.")
    scenario: str = Field("", max_length=60, description="A scenario by name or id, for what is not said otherwise.")
    saved: str = Field("", max_length=60, description="Words kept under this name, for what is not said otherwise.")
    rep: list[str] = Field([], description=_NAMES)
    team: list[str] = Field([], description=_NAMES)
    source: list[str] = Field([], description=_NAMES)
    segment: list[str] = Field([], description=_NAMES)


class ScenarioIn(Schema):
    """Raises to keep, over a period that is kept as days."""

    period: str = Field("", max_length=60, description="The last quarter if empty.")
    filters: dict[str, list[str]] = Field({}, description="Names or ids by dimension: team, rep, source, segment.")
    raises: dict[str, str] = Field(description="By how many per cent each lever is raised.")
    is_shared: bool = Field(False, description="For the whole company; only who leads may.")


class EffortsOut(Schema):
    """What a per cent of each lever costs, in the company's own measure."""

    efforts: dict[str, str] = Field(description="By lever, as far as they are known.")


class EffortsIn(Schema):
    """What a per cent of some levers costs; an empty text for not known."""

    efforts: dict[str, str] = Field(description="A number above zero by lever.")


@router.get("/levers", response=LeversOut, auth=READING, operation_id="levers")
def levers(request: ApiRequest, asked: Query[LeversAsked]) -> Any:
    """Return the five levers of a period, their product, what changed it, and what raises would bring."""
    filters = {each.value: told for each in FILTERS if (told := getattr(asked, each.value, []))}
    words = Words(period=asked.period, compare=asked.compare, saved=asked.saved, filters=filters)
    raises = raises_told({lever.value: getattr(asked, lever.value) for lever in Lever})
    return LeversOut.of(levers_of(levers_asked(asker_of(request), words, raises, asked.scenario)))


@router.get("/scenarios", response=list[ScenarioOut], auth=READING, operation_id="scenarios")
def scenarios(request: ApiRequest) -> Any:
    """Return the scenarios that exist for you: your own and the company's."""
    return [ScenarioOut.of(each) for each in scenarios_for(request.user)]


@router.put(
    "/scenarios/{name}",
    response=ScenarioOut,
    auth=LOGGING,
    operation_id="keep_scenario",
    summary="Keep a scenario",
)
def keep(request: ApiRequest, name: Path[Short], told: ScenarioIn) -> Any:
    """Keep raises of levers under a name, in the place of those kept under it."""
    asker = asker_of(request)
    asked = levers_asked(asker, Words(period=told.period, filters=told.filters), raises_told(told.raises))
    kept = keep_scenario(
        name,
        question=asked.questions[0],
        raises=asked.raises,
        is_shared=told.is_shared,
        by=request.user,
        now=asker.now,
    )
    return ScenarioOut.of(kept)


@router.delete(
    "/scenarios/{name}",
    response={204: None},
    auth=LOGGING,
    operation_id="drop_scenario",
    summary="Keep a scenario no longer",
)
def drop(request: ApiRequest, name: Path[Short]) -> Any:
    """Drop the scenario of a name or an id: your own before the company's."""
    try:
        known = scenario_named(request.user, name)
    except NotUnderstood as trouble:
        raise Refusal(404, str(trouble), trouble.field) from trouble
    drop_scenario(known, by=request.user, now=now())
    return Status(204, None)


@router.put(
    "/lever-efforts",
    response=EffortsOut,
    auth=LOGGING,
    operation_id="settle_efforts",
    summary="Say what a per cent of a lever costs",
)
def efforts(request: ApiRequest, told: EffortsIn) -> Any:
    """Say what raising levers by one per cent costs; the others stay as they are."""
    settle_efforts(told.efforts, by=request.user, now=now())
    known = efforts_of(Company.objects.first())
    return EffortsOut(efforts={lever.value: f"{effort:f}" for lever, effort in known.items()})
