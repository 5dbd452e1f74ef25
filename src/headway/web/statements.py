"""Statements that are written once, handed to the driver with as little around them as may be."""

import re
import select
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, cast

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

Row = tuple[Any, ...]
_MARK = re.compile("(?<!%)%s")


def rows_of(sql: str, values: Sequence[Any] = ()) -> list[Row]:
    """Carry out a statement and return its rows. ``%s`` stands for each of the values, as in Django's own SQL."""
    return rows_later(sql, values)()


def rows_later(sql: str, values: Sequence[Any] = ()) -> Callable[[], list[Row]]:
    """Carry out a statement and return what gives its rows; of statements in one go they are there after the last."""
    link = connections["default"]
    if is_watched(link):
        with link.cursor() as cursor:
            cursor.execute(sql, values)
            rows = list(cursor.fetchall())
    else:
        # What reads is planned once; what writes has values and gaps of ever other kinds, each a statement of its own.
        handed = _handed_over(link, sql, values, is_kept=sql.startswith("SELECT"))
        if link.vendor == "postgresql":
            return cast("Callable[[], list[Row]]", handed.fetchall)
        rows = handed.fetchall()
    return lambda: rows


def carry_out(sql: str, values: Sequence[Any] = (), *, is_kept: bool = False) -> None:
    """Carry out a statement whose rows nobody wants; among statements in one go without waiting for it.

    ``is_kept`` says that it comes again with the same words and values of the same kinds: it is planned once.
    """
    link = connections["default"]
    if is_watched(link):
        with link.cursor() as cursor:
            cursor.execute(sql, values)
    else:
        _handed_over(link, sql, values, is_kept=is_kept)


@contextmanager
def in_one_go(*, is_wanted: bool = True) -> Iterator[None]:
    """Let PostgreSQL take the statements within one after the other, and wait for it once, at the end or for rows."""
    link = connections["default"]
    if link.vendor != "postgresql" or not is_wanted:
        yield
        return
    _be_there(link)
    with link.wrap_database_errors, link.connection.pipeline():
        yield


def keep_plans() -> None:
    """Let PostgreSQL keep to one plan for each statement that comes again, until the transaction ends.

    Left to itself it plans anew for each length of a list, which takes longer than to find what a few ids stand for.
    """
    if connections["default"].vendor == "postgresql":
        carry_out("SET LOCAL plan_cache_mode = force_generic_plan", is_kept=True)


def is_watched(link: BaseDatabaseWrapper) -> bool:
    """Whether somebody counts the statements, or looks on."""
    return link.force_debug_cursor or bool(link.execute_wrappers)


def reach_database() -> None:
    """Connect where nobody has, before a transaction begins."""
    _be_there(connections["default"])


def _handed_over(link: BaseDatabaseWrapper, sql: str, values: Sequence[Any], *, is_kept: bool = False) -> Any:
    _be_there(link)
    with link.wrap_database_errors:
        if link.vendor == "sqlite":
            return link.connection.execute(_questions(sql), values)
        # Loading it takes a tenth of a second, which an installation on SQLite need not wait for.
        import psycopg  # noqa: PLC0415

        # Django sends the values within the words, which PostgreSQL then has to read and plan each time.
        return psycopg.Cursor(link.connection).execute(sql, values, prepare=is_kept)


def _be_there(link: Any) -> None:
    """Connect where nobody has; ask whether PostgreSQL still listens only where its line is not quiet."""
    if link.connection is None:
        link.ensure_connection()
    elif link.health_check_enabled and not link.health_check_done and link.vendor == "postgresql":
        # What ends an idle connection says so on it first, or ends the line: then there is something to read.
        if _is_quiet(link.connection):
            link.health_check_done = True
        else:
            link.close_if_health_check_failed()
            link.ensure_connection()
    link.validate_no_broken_transaction()


def _is_quiet(line: Any) -> bool:
    try:
        return not line.closed and not select.select([line.fileno()], [], [], 0)[0]
    except ValueError:
        # One of very many open files: this cannot tell.
        return False


@cache
def _questions(sql: str) -> str:
    """Return a statement with SQLite's own mark for a value."""
    return _MARK.sub("?", sql).replace("%%", "%")
