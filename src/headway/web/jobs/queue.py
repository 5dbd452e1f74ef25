"""The queue of jobs: in a file of its own beside SQLite, in the log's own database on PostgreSQL."""

import logging
from collections.abc import Callable
from functools import cache, partial
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Any, TypeVar

from django.db import transaction
from huey import Huey, PostgresHuey, SqliteHuey

from headway import web
from headway.web.facts import forget_readings
from headway.web.jobs.connections import fresh_connections
from headway.web.own.known import own_metrics
from headway.web.settings import ENVIRONMENT

_log = logging.getLogger(__name__)
_Job = TypeVar("_Job", bound=Callable[..., object])
_JOBS: dict[str, Callable[..., object]] = {}


def job(function: _Job) -> _Job:
    """Let a function of a ``jobs.py`` be handed to the worker; its arguments are ids, numbers and texts."""
    _JOBS[_name(function)] = function
    return function


def enqueue(function: Callable[..., object], *arguments: object) -> None:
    """Hand a job to the worker once the transaction at hand is committed; raise LookupError for what is no job."""
    name = _name(function)
    if name not in _JOBS:
        raise LookupError(f"{name} is no job: put @job above it.")
    # On commit, since the worker may be quicker than the transaction that wrote what the job looks up.
    transaction.on_commit(partial(runner(), name, arguments))


def enqueue_later(seconds: int, function: Callable[..., object], *arguments: object) -> None:
    """Hand a job to the worker that is not to begin before so many seconds have passed."""
    name = _name(function)
    if name not in _JOBS:
        raise LookupError(f"{name} is no job: put @job above it.")
    put: Any = runner()
    put.schedule(args=(name, arguments), delay=seconds)


@cache
def queue() -> Huey:
    """Return the queue of this installation, made on first use."""
    if ENVIRONMENT.database_url:
        return PostgresHuey("headway", dsn=ENVIRONMENT.database_url, results=False)
    ENVIRONMENT.data.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("headway", filename=str(ENVIRONMENT.data / "queue.sqlite3"), results=False, timeout=20)


@cache
def runner() -> Callable[[str, tuple[object, ...]], object]:
    """Return what puts a job's name and arguments into the queue, for the worker to run."""
    put: Callable[[str, tuple[object, ...]], object] = queue().task(name="run_job")(run_job)
    return put


def run_job(name: str, arguments: tuple[Any, ...]) -> None:
    """Run a job by its name; what goes wrong is written to the log, and the worker goes on."""
    forget_readings()
    with fresh_connections(), own_metrics():
        try:
            _JOBS[name](*arguments)
        except Exception:  # noqa: BLE001 - one that fails must not take the others along
            _log.exception("The job %s%r failed.", name, arguments)


def load_jobs() -> None:
    """Import every ``jobs.py`` of the web layer, so that the worker knows their jobs."""
    for folder in iter_modules(web.__path__, f"{web.__name__}."):
        if folder.ispkg and find_spec(f"{folder.name}.jobs"):
            import_module(f"{folder.name}.jobs")
    for name in ("jobs.upkeep", "mail"):
        import_module(f"{web.__name__}.{name}")


def _name(function: Callable[..., object]) -> str:
    return f"{function.__module__}.{function.__qualname__}"
