"""Writes what the contact form says, all or nothing: the contact, with a new client and deal where they are named."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headway.web.contacts.draft import Draft, uid_beside
from headway.web.log import NewContact, log_contact, open_client, open_deal
from headway.web.models import Client, Contact, Deal, User


def save_contact(draft: Draft, said: dict[str, Any], *, by: User, now: datetime) -> Contact:
    """Log the contact and return it; sent twice, it counts once. Raises LogProblem with a sentence for the user."""
    rep = said.get("rep") or by
    happened_at = said["when"] or now
    with transaction.atomic():
        client = draft.client or _new_client(draft, said, rep, by=by, now=now)
        new = NewContact(
            uid=said["uid"],
            client=client,
            deal=draft.deal or (_new_deal(draft, client, said, rep, by=by, now=now) if draft.is_new_deal else None),
            kind=said["kind"],
            rep=rep,
            happened_at=happened_at,
            stage_after=said["stage"],
            loss_reason=said["loss_reason"],
            **_details(said),
        )
        return log_contact(new, by=by, now=now)


def changes_of(draft: Draft, said: dict[str, Any], contact: Contact) -> dict[str, object]:
    """Return the fields that a correction sets, for ``correct_contact``."""
    return {
        "kind": said["kind"],
        "deal": draft.deal,
        "stage_after": said["stage"],
        "loss_reason": said["loss_reason"],
        "happened_at": said["when"] or contact.happened_at,
        "rep": said.get("rep") or contact.rep,
        **_details(said),
    }


def toast(contact: Contact) -> str:
    """Say in one line what a contact did: 'Pump Ltd: Need → Offer — effective'."""
    if contact.deal is None or contact.stage is None:
        return f"{contact.client.name}: {contact.get_kind_display()}"
    if contact.stage_before_id == contact.stage_id:
        return f"{contact.client.name}: {contact.stage.name}"
    before = contact.stage_before.name if contact.stage_before else ""
    way = f"{contact.client.name}: {before} → {contact.stage.name}"
    return _("%(way)s — effective") % {"way": way} if contact.is_effective else way


def _details(said: dict[str, Any]) -> dict[str, Any]:
    minutes = said["minutes"]
    return {
        "is_inbound": said["is_inbound"],
        "is_cold": said["is_cold"],
        "duration_seconds": minutes * 60 if minutes is not None else None,
        "note": said["note"],
    }


def _new_client(draft: Draft, said: dict[str, Any], rep: User, *, by: User, now: datetime) -> Client:
    return open_client(
        draft.client_name,
        by=by,
        now=now,
        uid=uid_beside("client", said["uid"]),
        owner=rep,
        phone=said["phone"],
        segment=said["segment"],
        source=said["source"],
    )


def _new_deal(draft: Draft, client: Client, said: dict[str, Any], rep: User, *, by: User, now: datetime) -> Deal:
    return open_deal(
        client,
        name=said["deal_name"],
        by=by,
        now=now,
        uid=uid_beside("deal", said["uid"]),
        owner=rep,
        funnel=draft.funnel,
        source=said["source"],
        entered_at=said["when"] or now,
    )
