"""Texts that were compiled before, kept in a folder: to compile one takes as long as to answer some questions.

A text goes by all that it depends on: every part of its expression, the dialect, and what compiles it. Every process
says where they are kept, and most ask nothing: here Ibis is loaded by whoever compiles.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ibis

_COMPILER = Path(__file__).with_name("dialects.py")


class _Kept:
    folder: Path | None = None


def keep_texts_in(folder: Path | None) -> None:
    """Keep what this process compiles in a folder, and look there first; None keeps nothing, as at the beginning.

    Any number of processes may share one. Where it cannot be read or written, texts are compiled as without it.
    """
    _Kept.folder = folder


def text_of(expression: "ibis.Table", dialect: str) -> str:
    """Return the text of an expression over unbound tables; a dialect goes by Ibis' name for it."""
    if _Kept.folder is None:
        return _compiled(expression, dialect)
    file = _Kept.folder / _compiler() / _digest(f"{dialect}\n{written(expression)}")
    text = _read(file)
    if text is None:
        text = _compiled(expression, dialect)
        _write(file, text)
    return text


def written(expression: "ibis.Table") -> str:
    """Write an expression down, part by part: two are the same if this is.

    Ibis holds two parts for equal that are of one class and have equal arguments. Each is written once, and goes by its
    number from then on.
    """
    from ibis.common.grounds import Annotable  # noqa: PLC0415 - see above

    numbers: dict[int, int] = {}
    parts: list[str] = []

    def told(part: Any) -> str:
        if isinstance(part, Annotable):
            return f"@{numbers[id(part)]}"
        if isinstance(part, tuple | list):
            return f"({','.join(map(told, part))})"
        if isinstance(part, Mapping):
            return f"{{{','.join(f'{told(name)}:{told(value)}' for name, value in part.items())}}}"
        return f"{type(part).__qualname__} {part!r}"

    # Walked without recursion: hundreds of conditions make an expression deeper than Python's stack.
    waiting: list[Any] = [expression.op()]
    while waiting:
        part = waiting[-1]
        within = [each for each in _annotables(part.__args__) if id(each) not in numbers]
        if within:
            waiting += within
            continue
        waiting.pop()
        if id(part) not in numbers:
            numbers[id(part)] = len(parts)
            parts.append(f"{type(part).__module__}.{type(part).__qualname__}{told(part.__args__)}")
    return "\n".join(parts)


def _annotables(arguments: Any) -> Iterator[Any]:
    """Return the parts that some arguments hold, whatever they lie in."""
    from ibis.common.grounds import Annotable  # noqa: PLC0415 - see above

    if isinstance(arguments, Annotable):
        yield arguments
    elif isinstance(arguments, Mapping):
        yield from _annotables((*arguments, *arguments.values()))
    elif isinstance(arguments, tuple | list):
        for each in arguments:
            yield from _annotables(each)


def _compiled(expression: "ibis.Table", dialect: str) -> str:
    from headway.engine.databases.dialects import compiled_text  # noqa: PLC0415 - not where all texts are kept

    return compiled_text(expression, dialect)


@cache
def _compiler() -> str:
    versions = (version(package) for package in ("ibis-framework", "sqlglot"))
    return _digest(*versions, _COMPILER.read_text("utf-8"))


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def _read(file: Path) -> str | None:
    """Return what a file holds; None where it is missing, or not as it was written."""
    try:
        digest, _, text = file.read_text("utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    return text if digest == _digest(text) else None


def _write(file: Path, text: str) -> None:
    """Write a file whole or not at all."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=file.parent) as folder:
            making = Path(folder) / "text"
            making.write_text(f"{_digest(text)}\n{text}", "utf-8")
            making.replace(file)
