"""What a reference page is made of: its text, tables, and words for names that do not explain themselves."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

_WORDS = Path(__file__).parent / "reference" / "words"


@dataclass(frozen=True)
class Page:
    """A page as Markdown, and a sentence for each thing on it that lacks words."""

    text: str
    gaps: tuple[str, ...] = ()


class Words:
    """Meanings by name, from a file in `docs/reference/words`; remembers which names were asked for."""

    def __init__(self, file: str) -> None:
        """Take the name of the file without its ending."""
        self._file = file
        self._words = tomllib.loads((_WORDS / f"{file}.toml").read_text(encoding="utf-8"))
        self._asked: set[str] = set()

    def of(self, *names: str) -> str:
        """Return the words for the first of the names that has any."""
        found = next((name for name in names if name in self._words), names[-1])
        self._asked.add(found)
        return str(self._words.get(found, ""))

    @property
    def gaps(self) -> tuple[str, ...]:
        """The names without words, and the words that are for nothing."""
        place = f"docs/reference/words/{self._file}.toml"
        missing = sorted(name for name in self._asked if not self._words.get(name))
        spare = sorted(self._words.keys() - self._asked)
        return (
            *(f"'{name}' has no words yet. Write them into {place}." for name in missing),
            *(f"'{name}' in {place} is the name of nothing. Take it out." for name in spare),
        )


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table, with an empty line after it."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join(f"| {' | '.join(_cell(cell) for cell in line)} |\n" for line in lines) + "\n"


def code(text: str) -> str:
    """Return text as code, or nothing for nothing."""
    return f"`{text}`" if text else ""


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
