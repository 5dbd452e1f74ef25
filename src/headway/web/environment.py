"""The settings that come from the environment: read once, checked, and loud where they make no sense."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

LANGUAGES = ("en", "ru", "hu")
_YES = {"1", "yes", "true", "on"}
_NO = {"0", "no", "false", "off", ""}


class EnvironmentProblem(Exception):
    """A HEADWAY_ setting makes no sense: correct it or take it out of the environment."""


@dataclass(frozen=True)
class Environment:
    """Every setting that an installation can make from outside."""

    data: Path
    database_url: str
    host: str
    port: int
    url: str
    threads: int
    processes: int
    language: str
    time_zone: str
    is_demo_wanted: bool
    is_debugging: bool
    secret_key: str

    @property
    def is_https(self) -> bool:
        """Whether people reach this installation over HTTPS."""
        return self.url.startswith("https://")


def read_environment(environ: Mapping[str, str] = os.environ) -> Environment:
    """Read the ``HEADWAY_*`` settings; raise EnvironmentProblem for one that is unknown or makes no sense."""
    settings = {
        name: value for name, value in environ.items() if name.startswith("HEADWAY_") and name not in _NOT_SETTINGS
    }
    unknown = sorted(settings.keys() - _KNOWN)
    if unknown:
        message = f"{unknown[0]} is no setting of Headway. Those it knows: {', '.join(sorted(_KNOWN))}."
        raise EnvironmentProblem(message)
    host = settings.get("HEADWAY_HOST", "127.0.0.1")
    port = _integer(settings, "HEADWAY_PORT", default=8000, low=0, high=65535)
    return Environment(
        data=Path(settings.get("HEADWAY_DATA") or _default_data(environ)).expanduser().resolve(),
        database_url=_database_url(settings),
        host=host,
        port=port,
        url=_url(settings, default=f"http://{host}:{port}"),
        threads=_integer(settings, "HEADWAY_THREADS", default=4, low=1, high=64),
        processes=_integer(settings, "HEADWAY_PROCESSES", default=1, low=1, high=64),
        language=_one_of(settings, "HEADWAY_LANGUAGE", LANGUAGES, default=_language_of_locale(environ)),
        time_zone=_time_zone(settings),
        is_demo_wanted=_boolean(settings, "HEADWAY_DEMO", default=True),
        is_debugging=_boolean(settings, "HEADWAY_DEBUG", default=False),
        secret_key=settings.get("HEADWAY_SECRET_KEY", ""),
    )


_KNOWN = {
    "HEADWAY_DATA",
    "HEADWAY_DATABASE_URL",
    "HEADWAY_DEBUG",
    "HEADWAY_DEMO",
    "HEADWAY_HOST",
    "HEADWAY_LANGUAGE",
    "HEADWAY_PORT",
    "HEADWAY_PROCESSES",
    "HEADWAY_SECRET_KEY",
    "HEADWAY_THREADS",
    "HEADWAY_TIME_ZONE",
    "HEADWAY_URL",
}
# Read by the tests and the CLI, not by an installation.
_NOT_SETTINGS = {"HEADWAY_REAL_DATA", "HEADWAY_TOKEN"}


def _default_data(environ: Mapping[str, str]) -> str:
    return str(Path(environ.get("XDG_DATA_HOME") or "~/.local/share") / "headway")


def _database_url(settings: Mapping[str, str]) -> str:
    url = settings.get("HEADWAY_DATABASE_URL", "")
    if url and urlsplit(url).scheme not in {"postgresql", "postgres"}:
        message = (
            "HEADWAY_DATABASE_URL must look like postgresql://user:password@host:5432/name. "
            "Leave it out to use the built-in SQLite."
        )
        raise EnvironmentProblem(message)
    return url


def _url(settings: Mapping[str, str], *, default: str) -> str:
    url = settings.get("HEADWAY_URL", default).rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        message = f"HEADWAY_URL is {url!r}; it must be the address people type, such as https://headway.example.com."
        raise EnvironmentProblem(message)
    return url


def _integer(settings: Mapping[str, str], name: str, *, default: int, low: int, high: int) -> int:
    text = settings.get(name, str(default))
    if text.isdecimal() and low <= int(text) <= high:
        return int(text)
    message = f"{name} is {text!r}; it must be a whole number from {low} to {high}."
    raise EnvironmentProblem(message)


def _boolean(settings: Mapping[str, str], name: str, *, default: bool) -> bool:
    text = settings.get(name, "yes" if default else "no").lower()
    if text in _YES | _NO:
        return text in _YES
    message = f"{name} is {text!r}; it must be yes or no."
    raise EnvironmentProblem(message)


def _one_of(settings: Mapping[str, str], name: str, allowed: tuple[str, ...], *, default: str) -> str:
    text = settings.get(name, default)
    if text in allowed:
        return text
    message = f"{name} is {text!r}; it must be one of {', '.join(allowed)}."
    raise EnvironmentProblem(message)


def _time_zone(settings: Mapping[str, str]) -> str:
    name = settings.get("HEADWAY_TIME_ZONE", "UTC")
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        message = f"HEADWAY_TIME_ZONE is {name!r}; it must be a name such as Europe/Budapest."
        raise EnvironmentProblem(message) from None
    return name


def _language_of_locale(environ: Mapping[str, str]) -> str:
    """Take the language of the machine's locale where Headway speaks it."""
    locale = environ.get("LC_ALL") or environ.get("LANG") or ""
    return locale[:2] if locale[:2] in LANGUAGES else "en"
