"""What is done every minute and once a day: the functions that asked for it, and the tick that calls them."""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import TypeVar

from headway.web.clock import now as now_of_clock
from headway.web.jobs.connections import fresh_connections
from headway.web.jobs.ledger import Outcome, run_once
from headway.web.models import JobRun
from headway.web.own.known import own_metrics

_log = logging.getLogger(__name__)
_Minutely = TypeVar("_Minutely", bound=Callable[[datetime], object])
_Daily = TypeVar("_Daily", bound=Callable[[date, datetime], Outcome])
_EVERY_MINUTE: dict[str, Callable[[datetime], object]] = {}
_DAILY: dict[str, tuple[Callable[[date, datetime], Outcome], int]] = {}


def every_minute(function: _Minutely) -> _Minutely:
    """Call a function of a ``jobs.py`` every minute with the time: for what looks whether there is something to do."""
    _EVERY_MINUTE[kind_of(function)] = function
    return function


def daily(*, catch_up: int = 1) -> Callable[[_Daily], _Daily]:
    """Call a function of a ``jobs.py`` once for each day (UTC) with that day and the time.

    ``catch_up`` says of how many days, today included, it is called where the worker was not running: one for upkeep,
    more for what each day needs.
    """

    def register(function: _Daily) -> _Daily:
        _DAILY[kind_of(function)] = (function, catch_up)
        return function

    return register


def tick(clock: Callable[[], datetime] = now_of_clock) -> None:
    """Do what is due now; one failure is written to the log and keeps nothing else from its turn."""
    for kind, minutely in _EVERY_MINUTE.items():
        _attempt(kind, partial(minutely, clock()))
    for kind, (function, catch_up) in _DAILY.items():
        for day in due_days(kind, clock().date(), catch_up):
            _attempt(kind, partial(run_once, kind, day.isoformat(), partial(function, day, clock()), clock))


def due_days(kind: str, today: date, catch_up: int) -> list[date]:
    """Return the days up to today that are not done yet, oldest first; none before the first day that ever ran."""
    days = [today - timedelta(days=back) for back in range(catch_up - 1, -1, -1)]
    runs = JobRun.objects.filter(kind=kind)
    first = runs.order_by("period").values_list("period", flat=True).first() or today.isoformat()
    done = set(runs.filter(finished_at__isnull=False).values_list("period", flat=True))
    return [day for day in days if day.isoformat() not in done and first <= day.isoformat()]


def _attempt(kind: str, work: Callable[[], object]) -> None:
    with fresh_connections(), own_metrics():
        try:
            work()
        except Exception:  # noqa: BLE001 - one that fails must not take the others along
            _log.exception("The recurring job %s failed.", kind)


def kind_of(function: Callable[..., object]) -> str:
    """Return the name under which the ledger knows a function."""
    return f"{function.__module__.removeprefix('headway.web.')}.{function.__qualname__}"
