"""Where the pages are: a port that is free, and whether they answer already."""

import errno
import http.client
import socket
from contextlib import closing, suppress

from headway.cli.problem import CommandProblem
from headway.cli.words import gettext as _
from headway.web.environment import Environment

_EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - compared, not bound


def free_port(host: str) -> int:
    """Return a port that nobody listens on."""
    with _bound(host, 0) as probe:
        return int(probe.getsockname()[1])


def require_free(environment: Environment) -> None:
    """Raise CommandProblem where another program listens on the port, or the host is none of this machine's."""
    take_port(environment.host, environment.port, "headway --port").close()


def take_port(host: str, port: int, command: str) -> socket.socket:
    """Return a socket that holds a port, 0 for any free one. Raises CommandProblem with the command for another."""
    try:
        return _bound(host, port)
    except (OSError, OverflowError) as problem:
        if isinstance(problem, socket.gaierror) or getattr(problem, "errno", None) == errno.EADDRNOTAVAIL:
            message = _("{host} is no address of this machine: leave HEADWAY_HOST out, or let it be 0.0.0.0 for all.")
            raise CommandProblem(message.format(host=host)) from None
        message = _("Port {port} on {host} cannot be used: {reason}. Choose another one: {command} {other}")
        reason = getattr(problem, "strerror", None) or str(problem)
        other = free_port("127.0.0.1")
        raise CommandProblem(
            message.format(port=port, host=host, reason=reason, command=command, other=other)
        ) from None


def shown_address(environment: Environment) -> str:
    """Return the address to type into a browser on this machine."""
    everywhere = f"http://{environment.host}:{environment.port}"
    if environment.host in _EVERYWHERE and environment.url == everywhere:
        return f"http://localhost:{environment.port}"
    return environment.url


def is_answering(environment: Environment) -> bool:
    """Whether a page is answered."""
    host = "127.0.0.1" if environment.host in _EVERYWHERE else environment.host
    connection = http.client.HTTPConnection(host, environment.port, timeout=10)
    with closing(connection), suppress(OSError, http.client.HTTPException):
        connection.request("HEAD", "/account/login/")
        return connection.getresponse().status > 0
    return False


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    probe = socket.socket(family)
    # Connections of a server that has just ended must not keep the port from us.
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind((host, port))
    except (OSError, OverflowError):
        probe.close()
        raise
    return probe
