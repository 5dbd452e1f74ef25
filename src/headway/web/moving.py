"""Moves the whole log from SQLite to an empty PostgreSQL: every table with its ids, in one transaction, and counted."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, models, transaction
from django.utils.translation import gettext as _

from headway.web.models.fields import InstantField
from headway.web.settings import database_of

_TARGET = "target"
_ROWS = 5_000
# Made by Django with the tables, and made anew by the move.
_MADE_WITH_THE_TABLES = frozenset({"django_content_type", "auth_permission"})
_NOT_MOVED = frozenset({"django_migrations", "web_cache"})

Model = type[models.Model]


class MoveProblem(Exception):
    """The log cannot be moved; the sentence says why and what helps."""


@dataclass(frozen=True)
class Moved:
    """A table, and how many rows of it were moved."""

    table: str
    rows: int


def move_to(url: str, tell: Callable[[Moved], None]) -> list[Moved]:
    """Move everything to the database at a PostgreSQL address and return what was moved; ``tell`` hears of each table.

    SQLite is held so that nobody writes meanwhile, and stays as it is. Raises MoveProblem where the log is not in
    SQLite, or the database does not answer, is not empty, or does not take a row; nothing is left in it then.
    """
    if connections[DEFAULT_DB_ALIAS].vendor != "sqlite":
        raise MoveProblem(_("The log is in PostgreSQL already. Take HEADWAY_DATABASE_URL out of the environment."))
    _aim_at(url)
    try:
        _check_empty()
        _make_tables(url)
        with transaction.atomic(), transaction.atomic(using=_TARGET):
            return list(_moved(tell))
    # What happens within a COPY, Django does not turn into errors of its own.
    except (DatabaseError, psycopg.Error) as trouble:
        # The further lines hold what somebody wrote.
        reason = str(trouble).splitlines()[0].rstrip(".")
        raise MoveProblem(_("The database says: %(reason)s. Nothing was moved.") % {"reason": reason}) from trouble
    finally:
        connections[_TARGET].close()


def _aim_at(url: str) -> None:
    database = {**database_of(replace(settings.ENVIRONMENT, database_url=url)), "CONN_MAX_AGE": 0}
    known = connections.configure_settings({**settings.DATABASES, _TARGET: database})
    connections.settings[_TARGET] = known[_TARGET]


def _check_empty() -> None:
    """Raise MoveProblem unless the database has no tables, or our own alone and nothing in them."""
    with connections[_TARGET].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = ANY(current_schemas(false))")
        there = {name for (name,) in cursor.fetchall()}
        ours = {model._meta.db_table for model in _models()}
        filled = there - ours - _NOT_MOVED
        for table in sorted(there & ours - _MADE_WITH_THE_TABLES):
            cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}")')  # noqa: S608 - a table of our own
            filled |= {table} if cursor.fetchone()[0] else set()
    if filled:
        words = {"table": min(filled)}
        raise MoveProblem(_("The database is not empty: %(table)s is in it. Make a new one for Headway.") % words)


def _make_tables(url: str) -> None:
    """Make them in a process whose only database is the new one: migrations ask the one they run on."""
    command = [sys.executable, "-m", "django", "migrate", "--no-input", "--verbosity=0"]
    environment = os.environ | {
        "HEADWAY_DATABASE_URL": url,
        "HEADWAY_DATA": str(settings.ENVIRONMENT.data),
        "DJANGO_SETTINGS_MODULE": "headway.web.settings",
    }
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or [""])[-1]
        raise MoveProblem(_("The tables could not be made: %(reason)s") % {"reason": reason})


def _moved(tell: Callable[[Moved], None]) -> Iterator[Moved]:
    every = list(_models())
    with connections[_TARGET].cursor() as cursor:
        tables = ", ".join(f'"{model._meta.db_table}"' for model in every)
        cursor.execute(f"TRUNCATE {tables}")
        for model in every:
            moved = Moved(model._meta.db_table, _copy(model, cursor))
            tell(moved)
            yield moved
        _set_sequences(every, cursor)
        _compare(every, cursor)
        cursor.execute("ANALYZE")


def _models() -> Iterable[Model]:
    """Return a model for each table, those that only link two others included."""
    every = apps.get_models(include_auto_created=True)
    return (model for model in every if model._meta.managed and not model._meta.proxy)


def _copy(model: Model, cursor: Any) -> int:
    fields = model._meta.concrete_fields
    names = [field.attname for field in fields]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    turns = [(place, turn) for place, field in enumerate(fields) if (turn := _turn(field)) is not None]
    rows = _stored(model).order_by("pk").values_list(*names)
    count = 0
    with cursor.cursor.copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN') as copy:
        for row in rows.iterator(chunk_size=_ROWS):
            values = list(row)
            for place, turn in turns:
                values[place] = turn(values[place])
            copy.write_row(values)
            count += 1
    return count


def _stored(model: Model) -> "models.QuerySet[Any]":
    return models.QuerySet(model=model, using=DEFAULT_DB_ALIAS)


def _turn(field: Any) -> Callable[[Any], Any] | None:
    """Return what makes of a value the one that PostgreSQL keeps, where that is another."""
    if isinstance(field, InstantField):
        return field.get_prep_value
    if isinstance(field, models.JSONField):
        return lambda value: field.get_db_prep_save(_without_zeros(value), connections[_TARGET])
    return _without_zeros if isinstance(field, models.CharField | models.TextField) else None


def _without_zeros(value: Any) -> Any:
    """Take zero bytes out of texts, also those within JSON: PostgreSQL has no place for them."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, dict):
        return {name: _without_zeros(each) for name, each in value.items()}
    return [_without_zeros(each) for each in value] if isinstance(value, list) else value


def _set_sequences(every: Iterable[Model], cursor: Any) -> None:
    """Count on from the highest id ever given, also where its row is gone: the audit trail still names it."""
    for statement in connections[_TARGET].ops.sequence_reset_sql(no_style(), list(every)):
        cursor.execute(statement)
    keys = {model._meta.db_table: model._meta.pk.column for model in every}
    for table, latest in _sequences().items():
        if table in keys and latest:
            cursor.execute(
                "SELECT setval(name, greatest(%s, nextval(name) - 1), true)"
                " FROM pg_get_serial_sequence(%s, %s) AS name WHERE name IS NOT NULL",
                [latest, f'"{table}"', keys[table]],
            )


def _sequences() -> Mapping[str, int]:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence")
        return dict(cursor.fetchall())


def _compare(every: Iterable[Model], cursor: Any) -> None:
    """Raise MoveProblem where a table holds another number of rows than the one it was copied from."""
    for model in every:
        table = model._meta.db_table
        cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - a table of our own
        there, here = cursor.fetchone()[0], _stored(model).count()
        if there != here:
            words = {"table": table, "here": here, "there": there}
            raise MoveProblem(
                _("%(table)s has %(here)s rows here and %(there)s there. Nothing was moved: try again.") % words
            )
