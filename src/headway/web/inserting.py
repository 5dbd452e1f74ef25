"""Inserts one record as Django would, by SQL that is written once for each model: writing it takes the longest."""

from functools import cache
from typing import TypeVar

from django.db import connection, models

_Record = TypeVar("_Record", bound=models.Model)


def insert(record: _Record) -> _Record:
    """Insert a record that is new, within the caller's transaction, and return it with its id."""
    fields, sql = _statement(connection.vendor, type(record))
    values = [field.get_db_prep_save(getattr(record, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        (record.pk,) = cursor.fetchone()
    state = record._state  # noqa: SLF001 - Django documents it for those who write by themselves
    state.adding, state.db = False, connection.alias
    return record


@cache
def _statement(_vendor: str, model: type[models.Model]) -> "tuple[list[models.Field], str]":  # type: ignore[type-arg]
    """Return the columns to be written, all but the id that the database gives, and the words."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    holes = ", ".join(["%s"] * len(fields))
    id_ = quote(str(model._meta.pk.column))
    table = quote(model._meta.db_table)
    return fields, f"INSERT INTO {table} ({columns}) VALUES ({holes}) RETURNING {id_}"  # noqa: S608 - our own words
