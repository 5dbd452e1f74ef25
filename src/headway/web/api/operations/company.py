"""Who one is here, and what the company has set up."""

from datetime import date
from typing import Any, Self

from ninja import Router, Schema

from headway.web.access import reps_for, teams_for
from headway.web.api.records import Ref
from headway.web.api.security import READING, ApiRequest, asker_of
from headway.web.models import Company, LossReason, Segment, Source
from headway.web.naming import funnels_for
from headway.web.road import fresh_road

router = Router()


class CompanyOut(Schema):
    """What the company has settled for all."""

    name: str
    currency: str
    currency_digits: int
    time_zone: str
    week_starts_on: int
    year_starts_in: int

    @classmethod
    def of(cls, company: Company) -> Self:
        return cls(
            name=company.name,
            currency=company.currency_id,
            currency_digits=company.currency.digits,
            time_zone=company.time_zone,
            week_starts_on=company.week_starts_on,
            year_starts_in=company.year_starts_in,
        )


class MeOut(Schema):
    """Whose token this is, and what it may do."""

    id: int
    name: str
    email: str
    role: str
    team: Ref | None
    scopes: list[str]
    today: date
    company: CompanyOut | None


class StageOfFunnel(Schema):
    """A stage in the order in force now; lost is off the road and stands last."""

    id: int
    name: str
    phase: str


class FunnelOfCompany(Schema):
    """A funnel with its stages."""

    id: int
    name: str
    is_default: bool
    stages: list[StageOfFunnel]


class ListsOut(Schema):
    """The company's own lists, by which numbers are cut and records described."""

    reps: list[Ref]
    teams: list[Ref]
    sources: list[Ref]
    segments: list[Ref]
    loss_reasons: list[Ref]


@router.get("/me", response=MeOut, auth=READING, summary="Who am I?", operation_id="me")
def me(request: ApiRequest) -> Any:
    """Return the user of the token, its scopes, and the company."""
    company = request.company
    return MeOut(
        id=request.user.pk,
        name=request.user.name,
        email=request.user.email,
        role=request.user.role,
        team=Ref.of(request.user.team),
        scopes=list(request.scopes),
        today=asker_of(request).today,
        company=CompanyOut.of(company) if company else None,
    )


@router.get(
    "/funnels",
    response=list[FunnelOfCompany],
    auth=READING,
    summary="Funnels and their stages",
    operation_id="funnels",
)
def funnels(request: ApiRequest) -> Any:
    """Return the funnels, the default one first, with the stages in the order in force now."""
    return [
        FunnelOfCompany(
            id=funnel.pk,
            name=funnel.name,
            is_default=funnel.is_default,
            stages=[StageOfFunnel(id=s.pk, name=s.name, phase=s.phase) for s in fresh_road(funnel).stages],
        )
        for funnel in funnels_for(request.user)
    ]


@router.get("/lists", response=ListsOut, auth=READING, summary="The company's lists", operation_id="lists")
def lists(request: ApiRequest) -> Any:
    """Return reps and teams as far as they exist for the user, and sources, segments and loss reasons."""
    lists_by_name = {
        "reps": reps_for(request.user),
        "teams": teams_for(request.user),
        "sources": Source.objects.all(),
        "segments": Segment.objects.all(),
        "loss_reasons": LossReason.objects.all(),
    }
    return {name: [Ref.of(each) for each in records.order_by("name")] for name, records in lists_by_name.items()}
