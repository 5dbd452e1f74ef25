"""A row is a contact about a deal."""

from collections.abc import Iterable, Iterator
from typing import Final

from headway.engine.text import gettext_noop
from headway.importers.agreed import STEP_FIELDS, step_of
from headway.importers.bundles import Bundles
from headway.importers.cells import Unreadable
from headway.importers.identity import EventKeys
from headway.importers.lens import Lens, folded
from headway.importers.mapping import CONTACT_KINDS
from headway.importers.parties import CLIENT_FIELDS, deal_of
from headway.importers.records import ImportedContact, ImportedDeal, Problem
from headway.importers.row import Row

FIELDS: Final = (
    "contact", "deal", "deal_name", *CLIENT_FIELDS, "source", "referrer", "owner", "at", "rep", "contact_kind",
    "duration_seconds", "duration_minutes", "direction", "is_cold", "stage", "outcome", "loss_reason", "note",
    *STEP_FIELDS,
)  # fmt: skip
REQUIRED: Final = ("deal", "at", "contact_kind")
TELLING: Final = ("contact_kind", "duration_seconds", "duration_minutes", "direction", "is_cold", "contact", "at")

_NO_TIME: Final = gettext_noop("The contact has no time: fill it in, or map the column that holds it.")
_NO_KIND: Final = gettext_noop("The contact has no kind: fill it in, or give all contacts one under [constants].")
_NO_DIRECTION: Final = gettext_noop("“%(value)s” is neither inbound nor outbound: give it an alias in the mapping.")
_INBOUND: Final = frozenset({"inbound", "in", "incoming", "входящий", "вход", "bejövő"})
_OUTBOUND: Final = frozenset({"outbound", "out", "outgoing", "исходящий", "исход", "kimenő"})


def convert(rows: Iterable[Row | Problem], lens: Lens) -> Iterator[ImportedDeal | Problem]:
    """Give a deal for each that the rows name, with its contacts in the order of the file."""
    bundles = Bundles(lens)
    keys: dict[str, EventKeys] = {}

    def add(row: Row) -> None:
        deal = deal_of(row, lens)
        contact = _contact(row, keys.setdefault(deal, EventKeys(deal)), lens)
        bundles.at(deal, row).contacts.append(contact)

    yield from bundles.collect(rows, add)


def _contact(row: Row, keys: EventKeys, lens: Lens) -> ImportedContact:
    moment = lens.moment(row, "at")
    if moment is None:
        raise Unreadable(_NO_TIME)
    kind = lens.one_of(row, "contact_kind", CONTACT_KINDS)
    if kind is None:
        raise Unreadable(_NO_KIND)
    rep = lens.person(row, "rep")
    standing = lens.standing(row)
    return ImportedContact(
        lens.text(row, "contact") or keys.key(kind, moment.at, rep),
        moment.at,
        moment.on,
        row.line,
        kind,
        rep,
        duration_seconds=lens.seconds(row),
        is_inbound=_is_inbound(lens.text(row, "direction")),
        is_cold=lens.flag(row, "is_cold"),
        stage_after=standing.stage if standing else None,
        note=lens.text(row, "note") or "",
        line=row.line,
        loss_reason=_loss_reason(row, lens),
        next_step=step_of(row, lens),
    )


def _loss_reason(row: Row, lens: Lens) -> str | None:
    standing = lens.standing(row)
    funnel = lens.mapping.funnel
    if standing is None or funnel is None or funnel.phase(standing.stage) != "lost":
        return None
    return lens.text(row, "loss_reason") or standing.reason


def _is_inbound(direction: str | None) -> bool:
    if direction is None or folded(direction) in _OUTBOUND:
        return False
    if folded(direction) in _INBOUND:
        return True
    raise Unreadable(_NO_DIRECTION, value=direction)
