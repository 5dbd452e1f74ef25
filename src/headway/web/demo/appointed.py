"""The meetings that contacts of the demo company had agreed: most were kept, some moved on, some came to nothing."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import groupby, pairwise
from random import Random
from uuid import UUID

from headway.web.demo.words import Words
from headway.web.models import Contact, NextStep, StepEnd

_AGREED, _NEVER_HELD = 0.7, 0.05
_SATURDAY = 5
# Of contacts that lie further apart, the second was not what the first had agreed.
_SOON = timedelta(days=45)


def remember_appointments(words: Words, seed: int) -> None:
    """Let most meetings about deals have been agreed by the contact before them, and a few calls by nothing since."""
    chance = Random(f"appointments {seed}")
    NextStep.objects.bulk_create(step for before, after in _pairs() for step in _agreed(before, after, words, chance))


def _pairs() -> Iterator[tuple[Contact, Contact]]:
    """Return each contact about a deal with the one after it; of the latest, today's next steps tell what it agreed."""
    contacts = Contact.objects.filter(deal__isnull=False).order_by("deal", "happened_at", "position", "pk")
    for _deal, some in groupby(contacts.iterator(), key=lambda contact: contact.deal_id):
        yield from pairwise(some)


def _agreed(before: Contact, after: Contact, words: Words, chance: Random) -> Iterable[NextStep]:
    is_held = after.kind == "meeting" and after.happened_at - before.happened_at < _SOON
    what = chance.choice(words.notes["next_meeting"])
    if is_held and chance.random() < _AGREED:
        yield _step(before, after, what, chance)
    elif not is_held and before.kind == "call" and chance.random() < _NEVER_HELD:
        yield _step(before, None, what, chance)


def _step(before: Contact, kept_by: Contact | None, what: str, chance: Random) -> NextStep:
    if kept_by is not None:
        due_on, ended_at = kept_by.happened_on, kept_by.written_at
    else:
        due_on = before.happened_on + timedelta(days=chance.randint(2, 9))
        due_on -= timedelta(days=max(due_on.weekday() - _SATURDAY + 1, 0))
        ended_at = before.written_at + (due_on - before.happened_on)
    return NextStep(
        uid=UUID(int=chance.getrandbits(128), version=4),
        client_id=before.client_id,
        deal_id=before.deal_id,
        rep_id=before.rep_id if kept_by is None else kept_by.rep_id,
        kind="meeting",
        what=what,
        due_on=max(due_on, before.happened_on),
        set_by=before,
        kept_by=kept_by,
        end=StepEnd.DROPPED if kept_by is None else StepEnd.KEPT,
        ended_at=ended_at,
        written_at=before.written_at,
        written_by_id=before.rep_id,
    )
