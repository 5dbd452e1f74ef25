"""Which SQLite Headway works with."""

import importlib.util
import sys
import uuid
from contextlib import closing

import pytest
from django.db import connection

from headway.web.sqlite import is_sound, sqlite3


@pytest.mark.parametrize(
    ("version", "is_mended"),
    [
        # As sqlite.org lists them: 3.51.3 and later, and two older branches.
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 9), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 0), True),
    ],
)
def test_versions_with_the_fault_are_told_from_those_without(version, is_mended: bool) -> None:
    assert is_sound(version) is is_mended


@pytest.mark.skipif(importlib.util.find_spec("pysqlite3") is None, reason="has no wheel for this machine")
def test_one_without_the_fault_is_used_where_there_is_one() -> None:
    assert is_sound(sqlite3.sqlite_version_info)
    assert sys.modules["sqlite3"] is sqlite3


def test_django_uses_the_same() -> None:
    if connection.vendor == "sqlite":
        assert connection.Database is sqlite3.dbapi2


def test_what_is_neither_number_nor_text_is_written_as_the_tables_keep_it() -> None:
    """
    handed over | kept
    nothing     | nothing
    a truth     | 1 or 0
    an id       | its digits
    """
    id_ = uuid.uuid4()
    with closing(sqlite3.connect(":memory:")) as database:
        handed = [None, True, False, id_]
        assert database.execute("SELECT ?, ?, ?, ?", handed).fetchone() == (None, 1, 0, id_.hex)
        kept = database.execute("SELECT typeof(?), typeof(?), typeof(?), typeof(?)", handed).fetchone()
        assert kept == ("null", "integer", "integer", "text")
