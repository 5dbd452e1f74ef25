"""The tables of an empty database, made at once, are those that all migrations in turn make."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

IN_TURN = ("django", "migrate", "-v", "0")
AT_ONCE = ("headway.cli", "migrate")
APPLIED = "SELECT app, name FROM django_migrations ORDER BY app, name"
THINGS = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
SEEDED = ("auth_permission", "django_content_type", "web_company", "web_user")
# Of the columns, not a key of Django's own in a table that Headway leaves empty: the migrations make it a long one.
ON_POSTGRESQL = """
SELECT 'column', table_name, column_name,
       concat_ws(' ', data_type, is_nullable, column_default, is_identity, character_maximum_length)
  FROM information_schema.columns
 WHERE table_schema = 'public' AND (table_name, column_name) <> ('auth_group_permissions', 'id')
UNION ALL
SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL
SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'function', '', proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT 'extension', '', extname, '' FROM pg_extension
"""


def test_an_empty_file_gets_at_once_what_the_migrations_make_in_turn(tmp_path: Path) -> None:
    in_turn, at_once = _file(tmp_path / "in turn", IN_TURN), _file(tmp_path / "at once", AT_ONCE)
    assert len(in_turn) > 100
    assert at_once == in_turn


@pytest.mark.postgresql
def test_so_does_an_empty_database_of_postgresql(tmp_path: Path, empty_postgresql: str) -> None:
    in_turn = _database(tmp_path / "in turn", IN_TURN, empty_postgresql)
    with psycopg.connect(empty_postgresql, autocommit=True) as database:
        database.execute("DROP SCHEMA public CASCADE")
        database.execute("CREATE SCHEMA public")
    at_once = _database(tmp_path / "at once", AT_ONCE, empty_postgresql)
    assert len(in_turn) > 500
    assert at_once == in_turn


def _file(folder: Path, command: tuple[str, ...]) -> dict[tuple[str, str], Any]:
    """Everything that a command makes, by kind and name, and what it writes."""
    _run(folder, command)
    with closing(sqlite3.connect(folder / "headway.sqlite3")) as made:
        things = {(kind, name): _parts(sql) if kind == "table" else [sql] for kind, name, sql in made.execute(THINGS)}
        counts = {("rows", name): made.execute(f"SELECT count(*) FROM {name}").fetchall() for name in SEEDED}
        return things | counts | {("rows", "applied"): made.execute(APPLIED).fetchall()}


def _database(folder: Path, command: tuple[str, ...], url: str) -> set[tuple[Any, ...]]:
    """Everything that a command makes there, and what it writes."""
    _run(folder, command, {"HEADWAY_DATABASE_URL": url})
    with psycopg.connect(url) as made:
        counts = {(name, *made.execute(f"SELECT count(*) FROM {name}")) for name in SEEDED}
        return {*made.execute(ON_POSTGRESQL), *counts, *made.execute(APPLIED)}


def _run(folder: Path, command: tuple[str, ...], settings: dict[str, str] | None = None) -> None:
    folder.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEADWAY_")}
    own = {"HEADWAY_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "headway.web.settings"} | (settings or {})
    subprocess.run([sys.executable, "-m", *command], env=kept | own, check=True)


def _parts(sql: str) -> list[str]:
    """Cut what stands between the brackets of CREATE TABLE at its own commas; the order of columns says nothing."""
    depth, parts = 0, [""]
    for sign in sql[sql.index("(") + 1 : sql.rindex(")")]:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return sorted(part.strip() for part in parts)
