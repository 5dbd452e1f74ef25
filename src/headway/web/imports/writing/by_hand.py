"""What people changed by hand is theirs: a file does not put it back."""

from collections.abc import Sequence
from itertools import islice
from uuid import UUID

from headway.web.imports.writing.stored import in_digits
from headway.web.log.bulk import read_rows
from headway.web.models import AuditEntry, DeletedContact

# Written by imports themselves.
IMPORTED = "import"
# That two clients are the same, or are not, says nothing of what either is called, and leaves it to files.
_OF_CLIENTS = ("merge", "part")
_PART = 900


def changed_by_hand(noun: str, ids: Sequence[int]) -> set[int]:
    """Return those of the records that the audit trail says somebody opened, changed or corrected."""
    found: set[int] = set()
    apart = (IMPORTED, *(_OF_CLIENTS if noun == "client" else ()))
    for start in range(0, len(ids), _PART):
        entries = AuditEntry.objects.filter(noun=noun, noun_id__in=ids[start : start + _PART]).exclude(verb__in=apart)
        found.update(entries.values_list("noun_id", flat=True))
    return found


def deleted_by_hand(noun: str, uids: Sequence[str]) -> set[str]:
    """Return those of the records that somebody has deleted."""
    if noun == "cost":
        told = (str(UUID(uid)) for uid in uids)
        parts = iter(lambda: list(islice(told, _PART)), [])
        taken = (AuditEntry.objects.filter(noun=noun, verb="delete", before__uid__in=part) for part in parts)
        return {UUID((entry.before or {})["uid"]).hex for entries in taken for entry in entries}
    if noun != "contact":
        return set()
    return {in_digits(uid) for (uid,) in read_rows(DeletedContact, ("uid",), key="uid", ids=uids)}
