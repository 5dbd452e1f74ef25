"""Change numbers: a note for the fact store that the facts about something must be copied again."""

import secrets
from collections.abc import Iterable

from headway.web.log.bulk import insert_rows
from headway.web.models import Change, Company, FactNoun


def note_changes(noun: FactNoun, ids: Iterable[int]) -> None:
    """Note, in the current transaction, that the facts about these records changed."""
    insert_rows(Change, ("noun", "noun_id"), ((noun.value, id_) for id_ in ids))


def note_names() -> None:
    """Note that a rep, team, source, segment, funnel, stage, loss reason or exchange rate was added or changed."""
    note_changes(FactNoun.NAMES, (0,))
    Company.objects.update(setup_stamp=secrets.randbits(62))
