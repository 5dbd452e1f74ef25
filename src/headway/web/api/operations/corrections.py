"""Corrections of many contacts at once, and of two entries that are one."""

from typing import Any, Self
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from headway.web.access import Verb, contacts_for, correctable_for, deals_for, require
from headway.web.api.drafts import Draft, Id, Named
from headway.web.api.finding import found, found_by_uid, rep_named
from headway.web.api.problem import Refusal
from headway.web.api.security import LOGGING, ApiRequest
from headway.web.clock import now
from headway.web.log.corrections import (
    MOST,
    Correction,
    Effect,
    Outcome,
    Preview,
    correct_contacts,
    merge_contacts,
    preview_correction,
    preview_merge,
)
from headway.web.models import Contact, ContactKind

router = Router()


class CorrectionDraft(Draft):
    """What to do with the contacts; what is left out stays."""

    contacts: list[UUID] = Field(min_length=1, max_length=MOST)
    deal: Id | None = Field(None, description="The deal they belong to; the client changes with it.")
    is_stage_dropped: bool = Field(False, description="They moved no stage.")
    rep: Named | None = None
    kind: ContactKind | None = None
    days: int = Field(0, ge=-366, le=366, description="So many days later, or earlier below zero.")
    is_deletion: bool = False
    is_preview: bool = Field(False, description="Only tell what would come of it.")


class MergeDraft(Draft):
    """Another entry of the same contact, which goes."""

    gone: UUID
    is_preview: bool = Field(False, description="Only tell what would come of it.")


class EffectOut(Schema):
    """What a contact does to its deal."""

    deal: int | None
    stage_before: str | None
    stage: str | None
    is_effective: bool
    is_new_ground: bool

    @classmethod
    def of(cls, effect: Effect) -> Self:
        return cls(
            deal=effect.deal.pk if effect.deal else None,
            stage_before=effect.stage_before.name if effect.stage_before else None,
            stage=effect.stage.name if effect.stage else None,
            is_effective=effect.is_effective,
            is_new_ground=effect.is_new_ground,
        )


class OutcomeOut(Schema):
    """A contact before and after; `after` is null where it is gone, `problem` says why it cannot be corrected so."""

    uid: UUID
    before: EffectOut
    after: EffectOut | None
    problem: str

    @classmethod
    def of(cls, outcome: Outcome) -> Self:
        after = None if outcome.after is None else EffectOut.of(outcome.after)
        return cls(uid=outcome.contact.uid, before=EffectOut.of(outcome.before), after=after, problem=outcome.problem)


class CorrectionOut(Schema):
    """What came, or would come, of a correction; `others` are contacts on the same deals that count otherwise now."""

    is_done: bool
    chosen: list[OutcomeOut]
    others: list[OutcomeOut]

    @classmethod
    def of(cls, preview: Preview, *, is_done: bool) -> Self:
        chosen, others = ([OutcomeOut.of(each) for each in part] for part in (preview.chosen, preview.others))
        return cls(is_done=is_done, chosen=chosen, others=others)


@router.post(
    "/corrections",
    response=CorrectionOut,
    auth=LOGGING,
    operation_id="correct_contacts",
    summary="Correct many contacts",
)
def correct(request: ApiRequest, payload: CorrectionDraft) -> Any:
    """Correct contacts, all of them or none; with `is_preview`, tell what would come of it and change nothing."""
    require(request.user, Verb.CORRECT)
    contacts, correction = _named(request, payload.contacts), _correction(request, payload)
    if correction.says_nothing:
        raise Refusal(422, _("Fill in what is to be changed."))
    seen = preview_correction(contacts, correction, by=request.user, now=now())
    if not payload.is_preview:
        correct_contacts(contacts, correction, by=request.user, now=now())
    return CorrectionOut.of(seen, is_done=not payload.is_preview)


@router.post(
    "/contacts/{uid}/merge",
    response=CorrectionOut,
    auth=LOGGING,
    operation_id="merge_contacts",
    summary="Make one of two entries of a contact",
)
def merge(request: ApiRequest, uid: UUID, payload: MergeDraft) -> Any:
    """Make one of two entries: this one stays, and takes from the other what it lacks."""
    found_by_uid(contacts_for(request.user), uid, "contact")
    require(request.user, Verb.CORRECT)
    kept, gone = (found_by_uid(correctable_for(request.user), each, "contact") for each in (uid, payload.gone))
    seen = preview_merge(kept, gone, by=request.user, now=now())
    if not payload.is_preview:
        merge_contacts(kept, gone, by=request.user, now=now())
    return CorrectionOut.of(seen, is_done=not payload.is_preview)


def _named(request: ApiRequest, uids: list[UUID]) -> list[Contact]:
    known = {contact.uid: contact for contact in correctable_for(request.user).filter(uid__in=uids)}
    for uid in uids:
        if uid not in known:
            raise Refusal(404, _("There is no contact %(id)s that you may correct.") % {"id": uid}, "contacts")
    return list(known.values())


def _correction(request: ApiRequest, payload: CorrectionDraft) -> Correction:
    return Correction(
        deal=None if payload.deal is None else found(deals_for(request.user), payload.deal, "deal"),
        is_stage_dropped=payload.is_stage_dropped,
        rep=None if payload.rep is None else rep_named(request.user, payload.rep),
        kind=payload.kind or "",
        days=payload.days,
        is_deletion=payload.is_deletion,
    )
