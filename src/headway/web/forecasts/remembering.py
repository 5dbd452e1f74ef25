"""Keeps a few answers of the facts as they stand, so that pages that rest on the same ones work them out once."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from headway.engine.statement import Reader

_Answer = TypeVar("_Answer")
_Version = tuple[tuple[str, str], ...]


class Remembering:
    """At most so many answers for each store of facts; all of them go when its facts change."""

    def __init__(self, most: int) -> None:
        """Remember the latest ones."""
        self._most, self._lock = most, Lock()
        self._known: WeakKeyDictionary[object, tuple[_Version, dict[Hashable, Any]]] = WeakKeyDictionary()

    def answer(self, store: object, version: _Version | None, key: Hashable, ask: Callable[[], _Answer]) -> _Answer:
        """Return what was answered of the same version, or ask; two at once may both ask."""
        if version is None:
            return ask()
        with self._lock:
            known = self._known.get(store)
            if known is None or known[0] != version:
                known = self._known[store] = (version, {})
            answers = known[1]
            if key in answers:
                answers[key] = answer = answers.pop(key)
                return answer  # type: ignore[no-any-return] # whoever asked for this key gave the type
        made = ask()
        with self._lock:
            answers[key] = made
            while len(answers) > self._most:
                del answers[next(iter(answers))]
        return made


def version_of(facts: Reader, dialect: str) -> _Version | None:
    """Return up to where the log is copied in facts that stand still; None where an engine outside holds them."""
    if dialect != "duckdb":
        return None
    rows = facts.query("SELECT key, value FROM state ORDER BY key", []).to_pylist()
    return tuple((row["key"], row["value"]) for row in rows)
