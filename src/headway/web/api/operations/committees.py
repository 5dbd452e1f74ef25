"""Buying committees of deals."""

from typing import Any

from django.utils.translation import gettext as _
from ninja import Router
from ninja.responses import Status

from headway.web.access import Verb, deals_for, persons_for, require
from headway.web.api.decided import CommitteeOut, SeatChange, SeatDraft
from headway.web.api.finding import PathId, found
from headway.web.api.problem import Refusal
from headway.web.api.security import LOGGING, READING, ApiRequest
from headway.web.clock import now
from headway.web.committees import committee_of
from headway.web.log import add_decision_maker, change_decision_maker, remove_decision_maker
from headway.web.models import Deal, DecisionMaker, Person, User

router = Router()


@router.get("/deals/{deal_id}/committee", response=CommitteeOut, auth=READING, operation_id="committee")
def committee(request: ApiRequest, deal_id: PathId) -> Any:
    """Return who decides on a deal, what they think of it, and what was spent on each.

    A deal hangs on one unreached person while it is open, all who decide but one have agreed, and no contact about it
    has reached this one.
    """
    return _told(request.user, _deal(request.user, deal_id))


@router.post(
    "/deals/{deal_id}/committee",
    response={201: CommitteeOut, 200: CommitteeOut},
    auth=LOGGING,
    operation_id="add_decision_maker",
    summary="Let somebody decide",
)
def add(request: ApiRequest, deal_id: PathId, payload: SeatDraft) -> Any:
    """Add a person of the client to those who decide; whoever decides already stays as they are, with 200."""
    deal = _changeable(request.user, deal_id)
    person = found(persons_for(request.user), payload.person, "person")
    is_known = DecisionMaker.objects.filter(deal=deal, person=person).exists()
    add_decision_maker(
        deal,
        person,
        by=request.user,
        now=now(),
        level=payload.level,
        position=payload.position.value,
        reports_to=_superior(request.user, payload.reports_to),
    )
    return Status(200 if is_known else 201, _told(request.user, deal))


@router.patch(
    "/deals/{deal_id}/committee/{person_id}",
    response=CommitteeOut,
    auth=LOGGING,
    operation_id="change_decision_maker",
    summary="Change a decision-maker",
)
def change(request: ApiRequest, deal_id: PathId, person_id: PathId, payload: SeatChange) -> Any:
    """Change the level, the position, or to whom a decision-maker reports: only what is sent is changed."""
    deal = _changeable(request.user, deal_id)
    changes = payload.dict(exclude_unset=True)
    if "reports_to" in changes:
        changes["reports_to"] = _superior(request.user, changes["reports_to"])
    change_decision_maker(_seat(deal, person_id), changes, by=request.user, now=now())
    return _told(request.user, deal)


@router.delete(
    "/deals/{deal_id}/committee/{person_id}",
    response=CommitteeOut,
    auth=LOGGING,
    operation_id="remove_decision_maker",
    summary="Take somebody out of a committee",
)
def remove(request: ApiRequest, deal_id: PathId, person_id: PathId) -> Any:
    """Take somebody out of a committee; whoever reported to them reports to nobody, and the contacts stay."""
    deal = _changeable(request.user, deal_id)
    remove_decision_maker(_seat(deal, person_id), by=request.user, now=now())
    return _told(request.user, deal)


def _deal(user: User, deal_id: int) -> Deal:
    return found(deals_for(user).select_related("milestones"), deal_id, "deal")


def _changeable(user: User, deal_id: int) -> Deal:
    deal = _deal(user, deal_id)
    require(user, Verb.CHANGE)
    return deal


def _seat(deal: Deal, person_id: int) -> DecisionMaker:
    seat = DecisionMaker.objects.select_related("deal", "person").filter(deal=deal, person=person_id).first()
    if seat is None:
        raise Refusal(404, _("There is no person %(id)s who decides on this deal.") % {"id": person_id}, "person")
    return seat


def _superior(user: User, person_id: int | None) -> Person | None:
    return None if person_id is None else found(persons_for(user), person_id, "person")


def _told(user: User, deal: Deal) -> CommitteeOut:
    return CommitteeOut.of(committee_of(user, deal), is_open=deal.milestones.outcome == "open")
