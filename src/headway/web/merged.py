"""Clients that were merged into others: where their ids lead now, and what a client has taken in."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from headway.web.listed import listed
from headway.web.models import Client
from headway.web.stencil import Stencil


def kept_id(id_: int) -> int:
    """Return the id of the client that a client was merged into, through any number of merges; else its own."""
    while (further := _FURTHER.first(id_)) is not None:
        id_ = further
    return id_


_FURTHER = Stencil(
    lambda id_: Client.objects.filter(pk=id_, merged_into__isnull=False).values_list("merged_into_id", flat=True), int
)


def kept_ids(ids: Iterable[int]) -> dict[int, int]:
    """Return, of those of some clients that were merged, the one that each was merged into in the end."""
    gone = Client.objects.filter(pk__in=listed(ids), merged_into__isnull=False)
    return {id_: kept_id(further) for id_, further in gone.values_list("pk", "merged_into_id")}


def taken_in(ids: Iterable[int]) -> Iterator[tuple[int, Client]]:
    """Return the clients that were merged into some, through any number of merges, each with the id of that one."""
    leads = {id_: id_ for id_ in ids}
    while leads:
        found = [
            (leads[each.merged_into_id or 0], each) for each in Client.objects.filter(merged_into__in=listed(leads))
        ]
        yield from found
        leads = {each.pk: id_ for id_, each in found}


def leading_to(merged: QuerySet[Client]) -> RawSQL:
    """Return, as what stands behind ``__in``, the clients that those of some which were merged lead to."""
    return _walked(merged.filter(merged_into__isnull=False).values("merged_into"), _UPWARD)


def all_taken_in(kept: "Sequence[int] | RawSQL | QuerySet[Any, Any]") -> RawSQL:
    """Return the other way, as what stands behind ``__in``, the clients that were merged into those of some ids."""
    return _walked(Client.objects.filter(merged_into__in=kept).values("pk"), _DOWNWARD)


def _walked(first: "QuerySet[Client, Any]", further: str) -> RawSQL:
    # What is narrowed to nothing is a statement all the same, since it is only a part of one.
    begun, values = first.query.get_compiler(DEFAULT_DB_ALIAS, elide_empty=False).as_sql()
    sql = f"WITH RECURSIVE walked (id) AS ({begun} UNION {further}) SELECT id FROM walked WHERE id IS NOT NULL"  # noqa: S608
    return RawSQL(sql, values)  # noqa: S611 - words of our own; the values are bound


_CLIENTS = Client._meta.db_table
# As a join it would have SQLite read all clients first; so would saying below that an equal is not null.
_UPWARD = f"SELECT (SELECT c.merged_into_id FROM {_CLIENTS} c WHERE c.id = walked.id) FROM walked WHERE id IS NOT NULL"  # noqa: S608
_DOWNWARD = f"SELECT c.id FROM {_CLIENTS} c JOIN walked ON c.merged_into_id = walked.id"  # noqa: S608
