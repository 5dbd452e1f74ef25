"""The settings that come from the environment: read once, checked, and loud where they make no sense."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from headway.web.engine_address import EngineAddress, EngineProblem, read_engine
from headway.web.mail_server import MailServer, MailUrlProblem, read_mail_url

LANGUAGES = ("en", "ru", "hu")
_YES = {"1", "yes", "true", "on"}
_NO = {"0", "no", "false", "off", ""}


class EnvironmentProblem(Exception):
    """A HEADWAY_ setting makes no sense: correct it or take it out of the environment."""


@dataclass(frozen=True)
class Setting:
    """A setting by its name: what it decides, and the text that holds where it is not made."""

    name: str
    meaning: str
    default: str = ""


SETTINGS = {
    setting.name: setting
    for setting in (
        Setting(
            "HEADWAY_DATA",
            "The folder that holds everything: log, facts, imported files, keys. Unless set, `headway` in "
            "`$XDG_DATA_HOME` or in `~/.local/share`.",
        ),
        Setting(
            "HEADWAY_DATABASE_URL",
            "Keeps the log in PostgreSQL: `postgresql://user:password@host:5432/name`. Unless set, in a SQLite file in "
            "the data folder.",
        ),
        Setting(
            "HEADWAY_ENGINE",
            "Asks another engine: `postgresql://user:password@host:5432/name`, "
            "`clickhouse://user:password@host:8123/name` (`clickhouses` for HTTPS) or "
            "`spark://host:7077?facts=/folder`, the folder being one that all its machines see. With `?every=60` the "
            "facts there are brought up to date no more often than every 60 seconds, and answers say of when they "
            "are; else before every answer. Unless set, DuckDB in the data folder answers.",
        ),
        Setting("HEADWAY_HOST", "The address to listen on; `0.0.0.0` lets the whole network in.", "127.0.0.1"),
        Setting("HEADWAY_PORT", "The port to listen on; 0 takes any that is free.", "8000"),
        Setting(
            "HEADWAY_URL",
            "The address people type. Beginning with `https://` it says that a proxy in front speaks HTTPS, and makes "
            "cookies strict. Unless set, made of host and port.",
        ),
        Setting(
            "HEADWAY_EMAIL_URL",
            "The mail server that reminders and reviews go through: `smtp://user:password@host:587` begins TLS by "
            "STARTTLS, `smtps://user:password@host:465` speaks it from the start, `smtp://host:25?tls=no` does "
            "without; signs in the password are percent-encoded. `?from=sales@example.com` is the sender, else the "
            "user. Unless set, nothing is sent.",
        ),
        Setting("HEADWAY_THREADS", "How many requests a process works on at once, 1 to 64.", "16"),
        Setting("HEADWAY_PROCESSES", "How many processes serve the pages, 1 to 64.", "1"),
        Setting(
            "HEADWAY_MEMORY",
            "How many megabytes the facts may take in the one process that owns them, 256 or more, and never more "
            "than four fifths of the machine. What does not fit goes by way of the data folder, which is slower.",
            "2048",
        ),
        Setting(
            "HEADWAY_LANGUAGE",
            "The language of the command and of the demo company: `en`, `ru` or `hu`. Pages go by what each person "
            "chose, then by the browser's languages, then by the company's; only where none of them is spoken here, "
            "by this one. Unless set, that of the machine where Headway speaks it, else English.",
        ),
        Setting("HEADWAY_TIME_ZONE", "The time zone that a new company begins with, such as `Europe/Budapest`.", "UTC"),
        Setting("HEADWAY_DEMO", "Whether an empty installation gets a company to try Headway with: yes or no.", "yes"),
        Setting("HEADWAY_DEBUG", "Whether errors are shown in full, for developers: yes or no.", "no"),
        Setting(
            "HEADWAY_SECRET_KEY",
            "Signs cookies and links. Unless set, made on first start and kept in the data folder.",
        ),
    )
}
# They begin alike and are no settings of an installation.
OTHERS = {
    "HEADWAY_TOKEN": "The token in whose name the command asks and logs.",
    "HEADWAY_REAL_DATA": "The folder of public sales data that some tests read.",
}


@dataclass(frozen=True)
class Environment:
    """Every setting that an installation can make from outside."""

    data: Path
    cache: Path | None
    database_url: str
    engine: EngineAddress | None
    host: str
    port: int
    url: str
    mail_server: MailServer | None
    threads: int
    processes: int
    memory: int
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
    made = {name: value for name, value in environ.items() if name.startswith("HEADWAY_") and name not in OTHERS}
    unknown = sorted(made.keys() - SETTINGS.keys())
    if unknown:
        message = f"{unknown[0]} is no setting of Headway. Those it knows: {', '.join(sorted(SETTINGS))}."
        raise EnvironmentProblem(message)
    settings = {setting.name: setting.default for setting in SETTINGS.values()} | made
    host = settings["HEADWAY_HOST"]
    port = _integer(settings, "HEADWAY_PORT", low=0, high=65535)
    return Environment(
        data=Path(settings["HEADWAY_DATA"] or _default_data(environ)).expanduser().resolve(),
        cache=_cache(environ),
        database_url=_database_url(settings),
        engine=_engine(settings),
        host=host,
        port=port,
        url=_url(settings["HEADWAY_URL"] or f"http://{host}:{port}"),
        mail_server=_mail_server(settings),
        threads=_integer(settings, "HEADWAY_THREADS", low=1, high=64),
        processes=_integer(settings, "HEADWAY_PROCESSES", low=1, high=64),
        memory=min(_integer(settings, "HEADWAY_MEMORY", low=256, high=1_048_576), _most_of_the_machine()),
        language=_language(settings["HEADWAY_LANGUAGE"] or _language_of_locale(environ)),
        time_zone=_time_zone(settings),
        is_demo_wanted=_boolean(settings, "HEADWAY_DEMO"),
        is_debugging=_boolean(settings, "HEADWAY_DEBUG"),
        secret_key=settings["HEADWAY_SECRET_KEY"],
    )


def _default_data(environ: Mapping[str, str]) -> str:
    return str(Path(environ.get("XDG_DATA_HOME") or "~/.local/share") / "headway")


def _cache(environ: Mapping[str, str]) -> Path | None:
    """The folder for what can be made anew at any time; None for a user without a home."""
    try:
        return Path(environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "headway"
    except RuntimeError:
        return None


def _database_url(settings: Mapping[str, str]) -> str:
    url = settings["HEADWAY_DATABASE_URL"]
    if url and urlsplit(url).scheme not in {"postgresql", "postgres"}:
        message = (
            "HEADWAY_DATABASE_URL must look like postgresql://user:password@host:5432/name. "
            "Leave it out to use the built-in SQLite."
        )
        raise EnvironmentProblem(message)
    return url


def _engine(settings: Mapping[str, str]) -> EngineAddress | None:
    try:
        return read_engine(settings["HEADWAY_ENGINE"])
    except EngineProblem as trouble:
        raise EnvironmentProblem(f"HEADWAY_ENGINE {trouble}") from None


def _mail_server(settings: Mapping[str, str]) -> MailServer | None:
    try:
        return read_mail_url(settings["HEADWAY_EMAIL_URL"])
    except MailUrlProblem as trouble:
        raise EnvironmentProblem(f"HEADWAY_EMAIL_URL {trouble}") from None


def _url(text: str) -> str:
    url = text.rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        message = f"HEADWAY_URL is {url!r}; it must be the address people type, such as https://headway.example.com."
        raise EnvironmentProblem(message)
    return url


def _integer(settings: Mapping[str, str], name: str, *, low: int, high: int) -> int:
    text = settings[name]
    if text.isdecimal() and low <= int(text) <= high:
        return int(text)
    message = f"{name} is {text!r}; it must be a whole number from {low} to {high}."
    raise EnvironmentProblem(message)


def _most_of_the_machine() -> int:
    """Four fifths of its memory, in megabytes."""
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") * 4 // 5 // 2**20


def _boolean(settings: Mapping[str, str], name: str) -> bool:
    text = settings[name].lower()
    if text in _YES | _NO:
        return text in _YES
    message = f"{name} is {text!r}; it must be yes or no."
    raise EnvironmentProblem(message)


def _language(text: str) -> str:
    if text in LANGUAGES:
        return text
    message = f"HEADWAY_LANGUAGE is {text!r}; it must be one of {', '.join(LANGUAGES)}."
    raise EnvironmentProblem(message)


def _time_zone(settings: Mapping[str, str]) -> str:
    name = settings["HEADWAY_TIME_ZONE"]
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
