"""The web server: granian with Headway's WSGI application; run as a module by the supervisor."""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Timer
from typing import Any

from headway.cli.serving.parent import stay_with
from headway.web.environment import Environment, read_environment

_SECONDS_TO_FINISH = 5
# Soon enough to own the facts before the worker asks for them, and late enough for the first page.
_FACTS_AFTER = 0.5
# Granian's own writes to stdout, which belongs to the words of welcome.
_STDERR = {"class": "logging.StreamHandler", "formatter": "generic", "stream": "ext://sys.stderr"}
_LOGGING = {"handlers": {"console": _STDERR, "access": _STDERR}}


def serve(environment: Environment, parent: int) -> None:
    """Serve until a signal says to stop; requests at work then have a few seconds to end."""
    stay_with(parent)
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels, logger

    # Its advice on the number of threads is for whoever chose it; a sender who waits for the disk holds one.
    logger.addFilter(lambda record: "Python threads" not in record.getMessage())
    server = Granian(
        target="headway.web.wsgi:application",
        address=environment.host,
        port=environment.port,
        interface=Interfaces.WSGI,
        workers=environment.processes,
        blocking_threads=environment.threads,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.warning,
        log_dictconfig=_LOGGING,
        respawn_failed_workers=True,
        workers_kill_timeout=_SECONDS_TO_FINISH,
    )
    server.serve(target_loader=partial(_load, os.getpid()), wrap_loader=False)


def _load(parent: int) -> Callable[..., Any]:
    """Return the application, in a process that granian has just made."""
    # Granian's workers take SIGTERM for their parent's to pass on, and would serve on without one, holding the port.
    stay_with(parent, signal.SIGKILL)
    # Whatever another Django of this machine has set.
    os.environ["DJANGO_SETTINGS_MODULE"] = "headway.web.settings"
    from headway.web.wsgi import application

    # The first page then seldom waits for its code, nor a number for the facts to be opened, nor signing in for them.
    # Of several processes each has a first page of its own.
    opening = Timer(_FACTS_AFTER, _make_ready)
    opening.daemon = True
    opening.start()
    return application


def _make_ready() -> None:
    from django.db import connection
    from django.urls import get_resolver

    from headway.web.facts import FactsOutOfReach, get_store

    try:
        # Django loads the addresses, and with them all pages, when the first of them is asked for.
        get_resolver().url_patterns  # noqa: B018 - it is loaded by being looked at
        with suppress(FactsOutOfReach), get_store().reading():
            pass
    finally:
        connection.close()


if __name__ == "__main__":
    serve(read_environment(), parent=int(sys.argv[1]))
