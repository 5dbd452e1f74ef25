"""Inserts new records as Django would, by SQL that is written once for each model: writing it takes the longest."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connection, models

from headway.web.insert_words import as_one, told_apart, told_as_one
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
        carry_out(way.numbered_sql, way.told(records, has_ids=True), is_kept=True)
    else:
        # PostgreSQL gives the ids in the order of the rows, as Django relies on.
        for part in _parts(records):
            told = rows_of(f"{way.sql} RETURNING {way.id_}", way.told(part))
            for record, (id_,) in zip(part, told, strict=True):
                record.pk = id_
    for record in records:
        state = record._state  # noqa: SLF001 - Django documents it for those who write by themselves
        state.adding, state.db = False, connection.alias


def insert_unnumbered(records: Sequence[models.Model]) -> None:
    """Insert new records of one model whose ids nobody asks for: nobody waits for them either."""
    if not records:
        return
    way = _way(connection.vendor, type(records[0]))
    for part in _parts(records):
        carry_out(way.sql, way.told(part), is_kept=True)


def _parts(records: Sequence[_Record]) -> Sequence[Sequence[_Record]]:
    """PostgreSQL takes all at once; one after the other costs SQLite nothing."""
    return [[record] for record in records] if connection.vendor == "sqlite" else [records]


def ids_later(model: type[models.Model], count: int) -> Callable[[], Sequence[int]]:
    """Set ids apart among statements in one go, and return what gives them; SQLite gives them with the rows."""
    if connection.vendor == "sqlite":
        return tuple
    told = rows_later(f"SELECT nextval('{_counter(model)}') FROM generate_series(1, %s)", [count])  # noqa: S608 - its name
    return lambda: [id_ for (id_,) in told()]


@cache
def _counter(model: type[models.Model]) -> str:
    """Return the name of what counts the ids of a model in PostgreSQL: to find it takes longer than to count."""
    ((counter,),) = rows_of("SELECT pg_get_serial_sequence(%s, 'id')", [model._meta.db_table])
    return str(counter)


@dataclass(frozen=True)
class _Way:
    """How records of a model are written: the columns, and what turns their values into the database's."""

    model: type[models.Model]
    sql: str
    numbered_sql: str
    id_: str
    names: tuple[str, ...]
    turns: Sequence[tuple[int, _Turn]]

    def told(self, records: Sequence[models.Model], *, has_ids: bool = False) -> Sequence[Any]:
        """Return the values for the statement that writes some records; of SQLite's, one."""
        own = (lambda record: (record.pk,)) if has_ids else lambda _record: ()
        rows = [(*self.values(record), *own(record)) for record in records]
        if connection.vendor == "sqlite":
            return rows[0]
        return [as_one(self.model, (*self.names, self.model._meta.pk.attname) if has_ids else self.names, rows)]

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
    found = ((place, _turn(vendor, field)) for place, field in enumerate(fields))
    names, words = tuple(field.attname for field in fields), told_apart if vendor == "sqlite" else told_as_one
    return _Way(
        model=model,
        sql=words(model, names),
        numbered_sql=words(model, (*names, model._meta.pk.attname)),
        id_=connection.ops.quote_name(str(model._meta.pk.column)),
        names=names,
        turns=[(place, turn) for place, turn in found if turn is not None],
    )


def _turn(vendor: str, field: "models.Field[Any, Any]") -> _Turn | None:
    """Return what turns a value that is there into what the database keeps, where it is not kept as it is."""
    ways: list[tuple[Any, _Turn]] = [
        (InstantField, to_microseconds),
        (models.JSONField, lambda value: json.dumps(value, cls=field.encoder)),  # type: ignore[attr-defined]
        (models.DecimalField, lambda value: field.get_db_prep_save(value, connection)),
        ((models.CharField, models.TextField), str),
    ]
    if vendor == "sqlite":
        ways += [
            (models.DateField, date.isoformat),
            (models.UUIDField, attrgetter("hex")),
            (models.BooleanField, int),
        ]
    return next((turn for kinds, turn in ways if isinstance(field, kinds)), None)
