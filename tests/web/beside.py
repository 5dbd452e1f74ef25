"""Something that another does at the very moment, as far as the locks of the one who is at work let it come."""

from collections.abc import Callable
from threading import Thread

from django.db import connection

_HOLDS_SOMEBODY_UP = "SELECT EXISTS (SELECT FROM pg_locks WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid)))"


def beside(way: Callable[[], object]) -> Thread:
    """Go a way in a thread of its own until it is gone, or waits for the transaction at hand, which must end first."""

    def go() -> None:
        try:
            way()
        finally:
            connection.close()

    thread = Thread(target=go)
    thread.start()
    with connection.cursor() as cursor:
        while thread.is_alive():
            cursor.execute(_HOLDS_SOMEBODY_UP)
            if cursor.fetchone() == (True,):
                break
    return thread
