"""The story of a case, told as a deal: its entry, its contacts, and the changes of stage that no contact made.

A change that a person makes between the START and the COMPLETE of a contact of that person's own is what the contact
did: it becomes the contact's stage after. Of several such changes the last decides, back and forth included, as a
contact has one stage after. Those before it are told by it, unless it ends in lost, which tells nothing of the road:
then they stay moves of their own.

A contact that changed the stage stands at the time and place of the deciding change, so that the changes of other
people and of machines keep their order around it, and a deal is won at the very moment the file says. A contact that
changed nothing stands at its START.
"""

from collections.abc import Sequence

from headway.importers.identity import EventKeys
from headway.importers.lens import Lens
from headway.importers.mapping import Funnel
from headway.importers.parties import client_of
from headway.importers.records import ImportedContact, ImportedDeal, ImportedMove
from headway.importers.spans import Event, Span, changes_by_span, spans_of

_SECOND = 1_000_000


def deal_from(key: str, events: Sequence[Event], lens: Lens) -> ImportedDeal:
    """Tell the events of one case as a deal. Equal times keep the order of the file."""
    events = sorted(events, key=lambda event: event.moment.at)
    first = events[0]
    changes = _changes(events)
    entered_stage = _entered_stage(first, lens.mapping.funnel)
    if entered_stage is not None:
        changes = changes[1:]
    elif lens.mapping.funnel:
        entered_stage = lens.mapping.funnel.first_stage
    contacts, moves = _contacts_and_moves(key, events, changes, lens)
    row = first.row
    return ImportedDeal(
        key,
        lens.text(row, "deal_name"),
        client_of(row, lens),
        lens.deal_kind(row, "deal_kind"),
        lens.person(row, "owner"),
        lens.text(row, "source"),
        lens.text(row, "product"),
        first.moment.at,
        first.moment.on,
        entered_stage,
        lens.amount(row, "value"),
        lens.text(row, "currency"),
        contacts=contacts,
        moves=moves,
        line=row.line,
        referrer=lens.text(row, "referrer"),
    )


def _changes(events: Sequence[Event]) -> list[int]:
    """Number the events that change the stage, of some activities only the first."""
    seen: set[str] = set()
    changes = []
    for number, event in enumerate(events):
        if not event.is_change or (event.does.first_only and event.name in seen):
            continue
        seen.add(event.name)
        changes.append(number)
    return changes


def _entered_stage(first: Event, funnel: Funnel | None) -> str | None:
    """Tell the open stage on which the first event puts the deal, if it does nothing else."""
    stage = first.does.stage
    if stage is None or not first.is_change or first.does.contact or funnel is None:
        return None
    return stage if funnel.phase(stage) not in {"won", "lost"} else None


def _contacts_and_moves(
    deal: str, events: Sequence[Event], changes: Sequence[int], lens: Lens
) -> tuple[tuple[ImportedContact, ...], tuple[ImportedMove, ...]]:
    keys = EventKeys(deal)
    spans = spans_of(events)
    owned = changes_by_span(events, changes, spans, lens.mapping.system_reps)
    told = {change for own in owned.values() for change in _told_by_contact(own, events, lens.mapping.funnel)}
    contacts = tuple(_contact(span, owned.get(span, []), events, keys, lens) for span in spans)
    moves = tuple(_move(events[change], keys, lens) for change in changes if change not in told)
    return contacts, moves


def _told_by_contact(own: Sequence[int], events: Sequence[Event], funnel: Funnel | None) -> Sequence[int]:
    """Choose the changes that the contact's stage after tells."""
    stage = events[own[-1]].does.stage
    is_lost = funnel is not None and stage is not None and funnel.phase(stage) == "lost"
    return own[-1:] if is_lost else own


def _contact(span: Span, own: Sequence[int], events: Sequence[Event], keys: EventKeys, lens: Lens) -> ImportedContact:
    start, end = events[span.start], events[span.end]
    stands_at = events[own[-1]] if own else start
    return ImportedContact(
        keys.key("contact", start.name, start.moment.at, start.who),
        stands_at.moment.at,
        stands_at.moment.on,
        stands_at.place,
        start.does.contact or "",
        _person(end, lens),
        duration_seconds=(end.moment.at - start.moment.at) // _SECOND if span.start != span.end else None,
        is_inbound=start.does.is_inbound,
        is_cold=start.does.is_cold,
        stage_after=stands_at.does.stage if own else None,
        note=start.name,
        line=stands_at.row.line,
        loss_reason=stands_at.does.reason if own else None,
    )


def _move(event: Event, keys: EventKeys, lens: Lens) -> ImportedMove:
    return ImportedMove(
        keys.key("move", event.name, event.moment.at, event.who),
        event.moment.at,
        event.moment.on,
        event.place,
        event.does.stage or "",
        _person(event, lens),
        event.does.reason,
        event.row.line,
    )


def _person(event: Event, lens: Lens) -> str | None:
    return None if event.who in lens.mapping.system_reps else event.who
