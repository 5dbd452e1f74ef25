"""What people changed by hand is theirs: a file does not put it back."""

from collections.abc import Sequence

from headway.web.imports.writing.stored import in_digits
from headway.web.log.bulk import read_rows
from headway.web.models import AuditEntry, DeletedContact

# Written by imports themselves.
IMPORTED = "import"
_PART = 900


def changed_by_hand(noun: str, ids: Sequence[int]) -> set[int]:
    """Return those of the records that the audit trail says somebody opened, changed or corrected."""
    found: set[int] = set()
    for start in range(0, len(ids), _PART):
        entries = AuditEntry.objects.filter(noun=noun, noun_id__in=ids[start : start + _PART]).exclude(verb=IMPORTED)
        found.update(entries.values_list("noun_id", flat=True))
    return found


def deleted_by_hand(noun: str, uids: Sequence[str]) -> set[str]:
    """Return those of the records that somebody has deleted."""
    if noun != "contact":
        return set()
    return {in_digits(uid) for (uid,) in read_rows(DeletedContact, ("uid",), key="uid", ids=uids)}
