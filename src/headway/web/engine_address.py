"""The engine that HEADWAY_ENGINE names, checked before anything is asked there."""

import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

_DIALECTS = {
    "postgresql": "postgres",
    "postgres": "postgres",
    "clickhouse": "clickhouse",
    "clickhouses": "clickhouse",
    "spark": "pyspark",
}
_SHAPE = (
    "must look like postgresql://user:password@host:5432/name, clickhouse://user:password@host:8123/name or "
    "spark://host:7077?facts=/a/folder/that/all/machines/see. Leave it out to use the built-in DuckDB."
)
_LONGEST = 86_400


class EngineProblem(Exception):
    """The address makes no sense; the sentence goes on behind its name, without a password that stands in it."""


@dataclass(frozen=True, kw_only=True)
class EngineAddress:
    """Where questions are asked instead of in the data folder.

    ``url`` is what the engine itself is told. With ``every_seconds`` 0 the facts are brought up to date before every
    answer, else no more often than that. ``folder`` is where a Spark cluster finds the facts.
    """

    url: str
    dialect: str
    every_seconds: int
    folder: Path | None
    schema: str


def read_engine(text: str) -> EngineAddress | None:
    """Return the engine that an address names, None where there is none. Raises EngineProblem for nonsense."""
    if not text:
        return None
    parts = _parts(text)
    dialect = _DIALECTS[parts.scheme]
    options = dict(parse_qsl(parts.query))
    every, folder, schema = options.pop("every", "0"), options.pop("facts", ""), options.pop("schema", "headway_facts")
    if not every.isdecimal() or int(every) > _LONGEST:
        raise EngineProblem(f"says every={every}; it must be a number of seconds, {_LONGEST} at most.")
    if dialect == "pyspark":
        _require_spark(parts, folder)
    elif folder:
        raise EngineProblem("names a folder of facts, which only Spark needs: take ?facts= out.")
    url = parts._replace(query=urlencode(options)).geturl()
    return EngineAddress(
        url=url,
        dialect=dialect,
        every_seconds=int(every),
        folder=Path(folder) if folder else None,
        schema=schema,
    )


def _parts(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        # Asked for here, because asking is what finds that it is no number.
        is_whole = parts.scheme in _DIALECTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise EngineProblem(_SHAPE) from None
    if not is_whole:
        raise EngineProblem(_SHAPE)
    return parts


def _require_spark(parts: SplitResult, folder: str) -> None:
    if parts.port is None or parts.path not in {"", "/"}:
        raise EngineProblem(_SHAPE)
    if not Path(folder).is_absolute():
        raise EngineProblem("must say where the facts lie for all machines of the cluster: add ?facts=/a/folder to it.")
    if find_spec("pyspark") is None:
        raise EngineProblem("names Spark, which needs the package pyspark: pip install 'headway[spark]'.")
    if shutil.which("java") is None:
        raise EngineProblem("names Spark, which needs Java 17: install Debian's package openjdk-17-jre-headless.")
