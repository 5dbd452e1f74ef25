"""What happened to a client or a deal, the latest first: contacts, and moves that no contact made, told apart."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from headway.web.models import Contact, StageMove


@dataclass(frozen=True)
class Event:
    """A contact or a move, and its place in the log."""

    order: tuple[datetime, int, int]
    contact: Contact | None = None
    move: StageMove | None = None


def history_of(contacts: QuerySet[Contact], moves: QuerySet[StageMove]) -> list[Event]:
    """Return both, the latest first."""
    shown = ("client", "rep", "deal", "stage", "stage_before", "loss_reason")
    spoken = contacts.select_related(*shown).prefetch_related("persons", "others", "comments__author")
    moved = moves.select_related("deal", "stage_after", "stage_before", "written_by", "loss_reason")
    events = [
        *(Event(_order(contact), contact=contact) for contact in spoken),
        *(Event(_order(move), move=move) for move in moved),
    ]
    return sorted(events, key=lambda event: event.order, reverse=True)


def _order(record: Contact | StageMove) -> tuple[datetime, int, int]:
    return (record.happened_at, record.position, record.pk)
