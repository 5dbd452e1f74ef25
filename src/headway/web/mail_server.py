"""The mail server that HEADWAY_EMAIL_URL names, checked before anything is sent."""

from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

_PORTS = {"smtp": 587, "smtps": 465}
_SHAPE = "must look like smtp://user:password@host:587 or smtps://user:password@host:465."


class MailUrlProblem(Exception):
    """The address makes no sense; the sentence goes on behind its name, without the password that stands in it."""


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """Where mail is handed in, as whom, how the connection is kept from being read, and who is named as the sender."""

    host: str
    port: int
    user: str
    password: str
    is_tls_from_the_start: bool
    is_tls_begun: bool
    sender: str


def read_mail_url(text: str) -> MailServer | None:
    """Return the server that an address names, None where there is none. Raises MailUrlProblem for nonsense."""
    if not text:
        return None
    parts = _parts(text)
    options = _options(parts)
    user = unquote(parts.username or "")
    sender = options.get("from", user if "@" in user else "")
    if "@" not in sender:
        raise MailUrlProblem("names no sender; add ?from=sales@example.com to it.")
    is_encrypted = parts.scheme == "smtps"
    return MailServer(
        host=parts.hostname or "",
        port=_port(parts),
        user=user,
        password=unquote(parts.password or ""),
        is_tls_from_the_start=is_encrypted,
        is_tls_begun=not is_encrypted and options.get("tls", "yes") == "yes",
        sender=sender,
    )


def _parts(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
    except ValueError:
        raise MailUrlProblem(_SHAPE) from None
    if parts.scheme not in _PORTS or not parts.hostname or parts.path not in {"", "/"}:
        raise MailUrlProblem(_SHAPE)
    return parts


def _port(parts: SplitResult) -> int:
    try:
        return parts.port or _PORTS[parts.scheme]
    except ValueError:
        raise MailUrlProblem("names no port that can be; it is a number up to 65535.") from None


def _options(parts: SplitResult) -> dict[str, str]:
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    unknown = sorted(options.keys() - {"from", "tls"})
    if unknown:
        raise MailUrlProblem(f"knows no '{unknown[0]}' behind its ?; there are from and tls.")
    if options.get("tls", "yes") not in {"yes", "no"}:
        raise MailUrlProblem("has tls that is neither yes nor no.")
    return options
