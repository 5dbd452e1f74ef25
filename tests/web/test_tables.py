"""The tables of an empty file, made at once, are those that all migrations in turn make."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

IN_TURN = ("django", "migrate", "-v", "0")
AT_ONCE = ("headway.cli", "migrate")
APPLIED = "SELECT app, name FROM django_migrations ORDER BY app, name"
THINGS = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
SEEDED = ("auth_permission", "django_content_type", "web_company", "web_user")


def test_an_empty_file_gets_at_once_what_the_migrations_make_in_turn(tmp_path: Path) -> None:
    in_turn, at_once = _made(tmp_path / "in turn", IN_TURN), _made(tmp_path / "at once", AT_ONCE)
    assert len(in_turn) > 100
    assert at_once == in_turn


def _made(folder: Path, command: tuple[str, ...]) -> dict[tuple[str, str], Any]:
    """Everything that a command makes, by kind and name, and what it writes."""
    folder.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEADWAY_")}
    own = {"HEADWAY_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "headway.web.settings"}
    subprocess.run([sys.executable, "-m", *command], env=kept | own, check=True)
    with closing(sqlite3.connect(folder / "headway.sqlite3")) as made:
        things = {(kind, name): _parts(sql) if kind == "table" else [sql] for kind, name, sql in made.execute(THINGS)}
        counts = {("rows", name): made.execute(f"SELECT count(*) FROM {name}").fetchall() for name in SEEDED}
        return things | counts | {("rows", "applied"): made.execute(APPLIED).fetchall()}


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
