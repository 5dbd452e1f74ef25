"""Inserts new records as Django would, by SQL that is written once for each model: writing it takes the longest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connection, models

from headway.web.models.fields import InstantField, to_microseconds
from headway.web.statements import carry_out, rows_later, rows_of

_Record = TypeVar("_Record", bound=models.Model)
_Turn = Callable[[Any], Any]


def insert(record: _Record) -> _Record:
    """Insert a record that is new, within the caller's transaction, and return it with its id."""
    insert_all([record])
    return record


def insert_all(records: Sequence[_Record], ids: Sequence[int] = ()) -> None:
    """Insert new records of one model in their order, within the caller's transaction, and give them their ids.

    With ``ids`` that were set apart for them nobody waits for the database to tell.
    """
    if not records:
        return
    way = _way(connection.vendor, type(records[0]))
    if ids:
        for record, id_ in zip(records, ids, strict=True):
            record.pk = id_
        carry_out(way.sql(len(records), has_ids=True), way.values_of(records, has_ids=True))
    else:
        _insert(way, records)
    for record in records:
        state = record._state  # noqa: SLF001 - Django documents it for those who write by themselves
        state.adding, state.db = False, connection.alias


def _insert(way: "_Way", records: Sequence[_Record]) -> None:
    # PostgreSQL gives the ids in the order of the rows, as Django relies on.
    for part in _parts(records):
        told = rows_of(way.sql(len(part)), way.values_of(part, has_ids=False))
        for record, (id_,) in zip(part, told, strict=True):
            record.pk = id_


def insert_unnumbered(records: Sequence[models.Model]) -> None:
    """Insert new records of one model whose ids nobody asks for: nobody waits for them either."""
    if not records:
        return
    way = _way(connection.vendor, type(records[0]))
    for part in _parts(records):
        carry_out(way.sql(len(part), tells_ids=False), way.values_of(part, has_ids=False))


def _parts(records: Sequence[_Record]) -> Sequence[Sequence[_Record]]:
    """One after the other costs SQLite nothing."""
    return [[record] for record in records] if connection.vendor == "sqlite" else [records]


def ids_later(model: type[models.Model], count: int) -> Callable[[], Sequence[int]]:
    """Set ids apart among statements in one go, and return what gives them; SQLite gives them with the rows."""
    if connection.vendor == "sqlite":
        return tuple
    told = rows_later(_NEXT, [model._meta.db_table, count])
    return lambda: [id_ for (id_,) in told()]


_NEXT = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"


@dataclass(frozen=True)
class _Way:
    """How records of a model are written: the columns, and what turns their values into the database's."""

    table: str
    columns: str
    id_: str
    names: Sequence[str]
    turns: Sequence[tuple[int, _Turn]]

    def sql(self, count: int, *, has_ids: bool = False, tells_ids: bool = True) -> str:
        """Return the words for so many records."""
        row = f"({', '.join(['%s'] * (len(self.names) + has_ids))})"
        rows = ", ".join([row] * count)
        columns = f"{self.columns}, {self.id_}" if has_ids else self.columns
        told = "" if has_ids or not tells_ids else f" RETURNING {self.id_}"
        return f"INSERT INTO {self.table} ({columns}) VALUES {rows}{told}"  # noqa: S608 - our own words

    def values_of(self, records: Sequence[models.Model], *, has_ids: bool) -> list[Any]:
        """Return the values of some records, row by row."""
        own = (lambda record: (record.pk,)) if has_ids else lambda _record: ()
        return [value for record in records for value in (*self.values(record), *own(record))]

    def values(self, record: models.Model) -> list[Any]:
        """Return the values of a record as the database at hand keeps them."""
        stored = vars(record)
        values = [stored[name] for name in self.names]
        for place, turn in self.turns:
            if values[place] is not None:
                values[place] = turn(values[place])
        return values


@cache
def _way(vendor: str, model: type[models.Model]) -> _Way:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    quote = connection.ops.quote_name
    found = ((place, _turn(vendor, field)) for place, field in enumerate(fields))
    return _Way(
        table=quote(model._meta.db_table),
        columns=", ".join(quote(str(field.column)) for field in fields),
        id_=quote(str(model._meta.pk.column)),
        names=[field.attname for field in fields],
        turns=[(place, turn) for place, turn in found if turn is not None],
    )


def _turn(vendor: str, field: "models.Field[Any, Any]") -> _Turn | None:
    """Return what turns a value that is there into what the database keeps, where it is not kept as it is."""
    ways: list[tuple[Any, _Turn]] = [
        (InstantField, to_microseconds),
        ((models.JSONField, models.DecimalField), lambda value: field.get_db_prep_save(value, connection)),
        ((models.CharField, models.TextField), str),
    ]
    if vendor == "sqlite":
        ways += [
            (models.DateField, date.isoformat),
            (models.UUIDField, attrgetter("hex")),
            (models.BooleanField, int),
        ]
    return next((turn for kinds, turn in ways if isinstance(field, kinds)), None)
