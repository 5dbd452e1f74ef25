"""Comparing stored deals with what a file says of them now: what is new is added, what differs is noted."""

from collections.abc import Sequence
from typing import Any

from headway.importers.records import ImportedDeal
from headway.web.imports.writing.by_hand import changed_by_hand
from headway.web.imports.writing.desk import Desk
from headway.web.imports.writing.known_touches import CONTACTS, MOVES, add_or_compare
from headway.web.imports.writing.rows import trimmed
from headway.web.imports.writing.touches import Home
from headway.web.imports.writing.worth import worth_of
from headway.web.log.bulk import read_rows
from headway.web.models import Deal

_COMPARED = (
    "client", "name", "kind", "owner", "value_amount", "currency", "expected_on", "source", "referrer", "product",
    "entered_at", "entered_on", "is_entry_known", "entered_stage",
)  # fmt: skip


def compare_known_deals(desk: Desk, deals: Sequence[tuple[int, ImportedDeal]]) -> list[Home]:
    """Add the contacts and moves that stored deals lack, note what differs, and return where the deals are."""
    ids = [id_ for id_, _ in deals]
    rows = read_rows(Deal, ("id", *_COMPARED), key="id", ids=ids)
    stored = {row[0]: dict(zip(_COMPARED, row[1:], strict=True)) for row in rows}
    kept = changed_by_hand("deal", ids)
    for id_, deal in deals:
        if id_ not in kept:
            desk.pending.compare(Deal, id_, stored[id_], _given(desk, deal))
    homes = [Home(deal.key, id_, stored[id_]["client"], stored[id_]["owner"]) for id_, deal in deals]
    add_or_compare(desk, CONTACTS, [(home, deal.contacts) for home, (_, deal) in zip(homes, deals, strict=True)])
    add_or_compare(desk, MOVES, [(home, deal.moves) for home, (_, deal) in zip(homes, deals, strict=True)])
    return homes


def _given(desk: Desk, deal: ImportedDeal) -> dict[str, Any]:
    amount, code = worth_of(desk, deal)
    return {
        "client": desk.clients[deal.client.key] if deal.client else None,
        "name": trimmed(deal.name, 200) or None,
        "kind": deal.kind,
        "owner": desk.names.rep(deal.owner),
        "value_amount": amount,
        "currency": code,
        "expected_on": deal.expected_on,
        "source": desk.names.source(deal.source),
        "referrer": desk.names.referrer(deal.referrer),
        "product": trimmed(deal.product, 200) or None,
        "entered_at": deal.entered_at,
        "entered_on": deal.entered_on,
        "is_entry_known": True if deal.entered_at is not None else None,
        "entered_stage": desk.road.stage(deal.entered_stage),
    }
