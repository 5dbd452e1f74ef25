"""How far an installation is set up, read from its database without waiting for Django."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from headway import __version__
from headway.cli.problem import CommandProblem
from headway.web.environment import Environment
from headway.web.sqlite import sqlite3

_Ask = Callable[[str], list[tuple[Any, ...]]]
_WEB = Path(__file__).parents[2] / "web"


@dataclass(frozen=True)
class Standing:
    """Whether the tables are those that this version wants, and whose company is in them."""

    is_current: bool
    has_company: bool
    is_demo: bool


def read_standing(environment: Environment) -> Standing | None:
    """Return how far the installation is, or None where it has no tables yet.

    Raises CommandProblem where the database server does not answer.
    """
    if environment.database_url:
        return _ask_postgresql(environment)
    path = environment.data / "headway.sqlite3"
    if not path.exists():
        return None
    with closing(sqlite3.connect(path, timeout=20)) as connection:
        try:
            return _stand(environment, lambda sql: connection.execute(sql).fetchall())
        except sqlite3.OperationalError:
            return None


def note_standing(environment: Environment) -> None:
    """Write down which tables this version wants, now that they stand."""
    if environment.database_url:
        import psycopg

        with psycopg.connect(environment.database_url) as connection:
            applied = _applied(lambda sql: connection.execute(sql.encode()).fetchall())
    else:
        with closing(sqlite3.connect(environment.data / "headway.sqlite3", timeout=20)) as connection:
            applied = _applied(lambda sql: connection.execute(sql).fetchall())
    _note_path(environment).write_text(json.dumps({"version": _version(), "tables": applied}), encoding="utf-8")


def _ask_postgresql(environment: Environment) -> Standing | None:
    import psycopg

    try:
        with psycopg.connect(environment.database_url, connect_timeout=10) as connection:
            return _stand(environment, lambda sql: connection.execute(sql.encode()).fetchall())
    except psycopg.errors.UndefinedTable:
        return None
    except psycopg.OperationalError as problem:
        reason = " ".join(str(problem).split()).rstrip(".?")
        raise CommandProblem(
            f"The database does not answer: {reason}. Start it, or correct HEADWAY_DATABASE_URL."
        ) from None


def _stand(environment: Environment, ask: _Ask) -> Standing:
    path = _note_path(environment)
    wanted = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
    is_current = {"version": _version(), "tables": _applied(ask)} == wanted
    companies = ask("SELECT is_demo FROM web_company")
    return Standing(is_current=is_current, has_company=bool(companies), is_demo=any(row[0] for row in companies))


def _applied(ask: _Ask) -> list[str]:
    return sorted(f"{app}.{name}" for app, name in ask("SELECT app, name FROM django_migrations"))


def _version() -> list[str]:
    """Everything that decides which tables are wanted: our migrations, and the packages that bring their own."""
    migrations = sorted(path.stem for path in (_WEB / "migrations").glob("[0-9]*.py"))
    return [__version__, version("Django"), version("django-allauth"), *migrations]


def _note_path(environment: Environment) -> Path:
    return environment.data / "standing.json"
