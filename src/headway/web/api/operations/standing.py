"""Where we stand: aims with their plan and projection, the indicators to keep up, and the weekly mail."""

from datetime import date
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Path, Router, Schema
from ninja.responses import Status
from pydantic import Field

from headway.web.access import aims_for
from headway.web.aims.indicators import indicator_named
from headway.web.aims.keeping import end_aim, send_standing, set_aim
from headway.web.aims.ladder import take_next
from headway.web.aims.standing import standing_of
from headway.web.aims.told import ToldAim
from headway.web.api.aimed import AimOut, StandsOut
from headway.web.api.finding import PathId
from headway.web.api.security import LOGGING, READING, ApiRequest, asker_of
from headway.web.read_words import number_of, scaled
from headway.web.still import still_facts

router = Router()
Name = Annotated[str, Field(max_length=60)]


class AimIn(Schema):
    """Where the company must be, and by when."""

    indicator: str = Field(max_length=60, description="sales_volume, sales_margin, new_leads, conversion ...")
    value: str = Field(max_length=30, description="As people write it: money in units, shares in per cent.")
    since: date | None = Field(None, description="The first day; today unless given.")
    by: date | None = Field(None, description="The last day; two months from today unless given.")


class StandingMailIn(Schema):
    """On which day of the week you are told by e-mail."""

    weekday: int | None = Field(None, ge=0, le=6, description="0 is Monday; null for no mail.")


@router.get("/standing", response=StandsOut, auth=READING, operation_id="standing")
def standing(request: ApiRequest) -> Any:
    """Return the aims in force with their weeks, and in which weeks each base indicator was written down."""
    with still_facts() as facts:
        return StandsOut.asked(asker_of(request), facts)


@router.post(
    "/aims",
    response={201: AimOut},
    auth=LOGGING,
    operation_id="set_aim",
    summary="Set an aim",
)
def set_(request: ApiRequest, aim: AimIn) -> Any:
    """Set an aim for some days; what was before is kept as it stands today. One of the same number ends."""
    asker = asker_of(request)
    indicator = indicator_named(aim.indicator)
    value = scaled(asker.company, indicator.unit, number_of(aim.value.removesuffix("%"), "value"))
    kept = set_aim(asker, indicator=indicator.name, value=value, since=aim.since, by=aim.by)
    with still_facts() as facts:
        return Status(201, AimOut.of(ToldAim(standing_of(asker, kept, facts), asker.company)))


@router.delete(
    "/aims/{aim_id}",
    response={204: None},
    auth=LOGGING,
    operation_id="end_aim",
    summary="Give an aim up, or put it away",
)
def end(request: ApiRequest, aim_id: Path[PathId]) -> Any:
    """End an aim; the audit trail keeps it."""
    asker = asker_of(request)
    end_aim(asker, get_object_or_404(aims_for(asker.user), pk=aim_id))
    return Status(204, None)


@router.put(
    "/indicators/{name}",
    response={204: None},
    auth=LOGGING,
    operation_id="take_indicator",
    summary="Take the next base indicator on",
)
def take(request: ApiRequest, name: Path[Name]) -> Any:
    """Take on the indicator that is offered: the last one was kept up in four of five weeks."""
    with still_facts() as facts:
        take_next(asker_of(request), name, facts)
    return Status(204, None)


@router.put(
    "/standing/mail",
    response={204: None},
    auth=LOGGING,
    operation_id="mail_standing",
    summary="Be told once a week",
)
def mail(request: ApiRequest, mail: StandingMailIn) -> Any:
    """Be told by e-mail where the company stands, in the morning of a day of the week, or no longer."""
    send_standing(asker_of(request), mail.weekday)
    return Status(204, None)
