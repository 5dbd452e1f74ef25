"""What is known before contacts are written: which of them are there, which were deleted, and the setup."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.db import connection

from headway.web.log.context import ReplayContext, context_of
from headway.web.models import Client, Company, Contact, DeletedContact, ImportRun
from headway.web.published import UNPUBLISHED
from headway.web.statements import rows_later


@dataclass(frozen=True, slots=True)
class KnownBefore:
    """What whoever writes contacts has to know first."""

    context: ReplayContext
    # Imports whose records do not exist yet, or no longer.
    hidden: frozenset[int]
    known: frozenset[UUID]
    gone: frozenset[UUID]
    # Clients that are another's records now.
    merged: frozenset[int]


def known_later(uids: Sequence[UUID], clients: Iterable[int]) -> Callable[[], KnownBefore]:
    """Look once, in the transaction that writes and after its locks, and return what gives what was seen."""
    chosen = _chosen(uids)
    rows = rows_later(_sql(connection.vendor, len(uids) > 1), [chosen, chosen, _listed(clients)])

    def told() -> KnownBefore:
        found: dict[str, list[int | str | UUID]] = {"setup": [], "hidden": [], "known": [], "gone": [], "merged": []}
        for what, number, uid in rows():
            found[what].append(number if uid is None else uid)
        known, gone = (frozenset(map(_uid, found[what])) for what in ("known", "gone"))
        hidden, merged = (frozenset(int(str(id_)) for id_ in found[what]) for what in ("hidden", "merged"))
        stamp = int(str(found["setup"][0])) if found["setup"] else 0
        return KnownBefore(context_of(stamp), hidden, known, gone, merged)

    return told


def _uid(stored: int | str | UUID) -> UUID:
    return stored if isinstance(stored, UUID) else UUID(str(stored))


def _chosen(uids: Sequence[UUID]) -> object:
    if connection.vendor == "sqlite":
        return uids[0].hex if len(uids) == 1 else json.dumps([uid.hex for uid in uids])
    return uids[0] if len(uids) == 1 else list(uids)


def _listed(ids: Iterable[int]) -> object:
    told = sorted(set(ids))
    return json.dumps(told) if connection.vendor == "sqlite" else told


@cache
def _sql(vendor: str, are_several: bool) -> str:  # noqa: FBT001 - a cache tells calls apart by their place
    several = "IN (SELECT value FROM json_each(%s))" if vendor == "sqlite" else "= ANY(%s)"
    chosen = several if are_several else "= %s"
    nothing = "NULL" if vendor == "sqlite" else "NULL::uuid"
    states = ", ".join(f"'{state.value}'" for state in UNPUBLISHED)
    clients = "IN (SELECT value FROM json_each(%s))" if vendor == "sqlite" else "= ANY(%s::bigint[])"
    contacts, deleted, runs, companies, merged = (
        model._meta.db_table for model in (Contact, DeletedContact, ImportRun, Company, Client)
    )
    return (
        f"SELECT 'setup', setup_stamp, {nothing} FROM {companies} "  # noqa: S608 - our own words
        f"UNION ALL SELECT 'hidden', id, {nothing} FROM {runs} WHERE state IN ({states}) "
        f"UNION ALL SELECT 'known', 0, uid FROM {contacts} WHERE uid {chosen} "
        f"UNION ALL SELECT 'gone', 0, uid FROM {deleted} WHERE uid {chosen} "
        f"UNION ALL SELECT 'merged', id, {nothing} FROM {merged} WHERE merged_into_id IS NOT NULL AND id {clients}"
    )
