"""The session of this process on a Spark cluster: begun with the first question, and anew once it is gone."""

import socket
from collections.abc import Mapping
from contextlib import suppress
from threading import Event, Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# Days are days everywhere, and what overflows is an error and not another number.
EXACT: Mapping[str, str] = {"spark.sql.session.timeZone": "UTC", "spark.sql.ansi.enabled": "true"}
_SECONDS_TO_HEAR = 5.0
_SECONDS_BETWEEN_LOOKS = 10.0


class SparkCluster:
    """Leads to a cluster, such as ``spark://host:7077``: a process has one session at a time, in a Java of its own."""

    def __init__(self, master: str, options: Mapping[str, str] | None = None) -> None:
        """Take the address; what ``options`` do not set stands in Spark's own files. Nothing is begun yet."""
        parts = urlsplit(master)
        self._master, self._master_at = master, (parts.hostname or "", parts.port or 0)
        self._options = {**(options or {}), **EXACT}
        self._session: SparkSession | None = None
        self._ended = Event()

    def session(self) -> "SparkSession":
        """Return the session, another one than before where that is gone.

        Threads take turns at it. Raises OSError where no master listens, and what pyspark and py4j raise.
        """
        if self._session is not None and not _is_there(self._session):
            self.close()
        if self._session is None:
            self._session, self._ended = self._begun(), Event()
            Thread(target=_watch, args=(self._session, self._ended), daemon=True).start()
        return self._session

    def close(self) -> None:
        """End the session and its Java, whatever is left of them."""
        if self._session is None:
            return
        from py4j.protocol import Py4JError  # type: ignore[import-untyped] # noqa: PLC0415 - py4j ships no types

        context = self._session.sparkContext
        self._session = None
        self._ended.set()
        # Where Java is gone the first attempt ends with that, and the second clears up on this side.
        for _attempt in range(2):
            with suppress(Py4JError, OSError):
                context.stop()
        _end_java()

    def _begun(self) -> "SparkSession":
        from pyspark.sql import SparkSession  # noqa: PLC0415 - takes long to load, and few need it

        # Spark itself would find out after a minute that nobody listens.
        socket.create_connection(self._master_at, _SECONDS_TO_HEAR).close()
        builder = SparkSession.builder.master(self._master).appName("Headway")
        for name, value in self._options.items():
            builder = builder.config(name, value)
        try:
            return builder.getOrCreate()
        except BaseException:
            _end_java()
            raise


def _is_there(session: "SparkSession") -> bool:
    from py4j.protocol import Py4JError  # noqa: PLC0415

    try:
        return not _in_java(session).isStopped()
    except (Py4JError, OSError):
        return False


def _watch(session: "SparkSession", ended: Event) -> None:
    """Stop a session that has lost its machines, as one does whose master was restarted: its questions would wait for
    them for ever. Where machines come and go with the work, to have none is no sign.
    """
    from py4j.protocol import Py4JError  # noqa: PLC0415

    had_machines = False
    # Of a session that is just being closed nothing is left to ask.
    with suppress(Py4JError, OSError, AttributeError):
        if session.conf.get("spark.dynamicAllocation.enabled", "false") == "true":
            return
        while not ended.wait(_SECONDS_BETWEEN_LOOKS):
            # Of the machines one is this.
            has_machines = len(_in_java(session).statusTracker().getExecutorInfos()) > 1
            if had_machines and not has_machines:
                _in_java(session).stop()
                return
            had_machines = has_machines


def _in_java(session: "SparkSession") -> Any:
    """Return what Python has no words for."""
    return session.sparkContext._jsc.sc()  # noqa: SLF001


def _end_java() -> None:
    """End the Java of this process; pyspark has no word for it, and would go on speaking with one that is gone."""
    from pyspark import SparkContext  # noqa: PLC0415

    gateway = SparkContext._gateway  # noqa: SLF001
    SparkContext._gateway = SparkContext._jvm = None  # noqa: SLF001
    if gateway is not None:
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.kill()
        gateway.proc.wait()
