"""Reads the glossary, and tells which words that readers see it lacks."""

import re
from collections.abc import Iterator
from pathlib import Path

from headway.engine.catalogue import catalogue

TEXT = (Path(__file__).parent / "glossary.md").read_text(encoding="utf-8")
ROWS = [line.split(" | ") for line in TEXT.splitlines() if line.startswith("| ")][2:]
WORDS = [row[0].removeprefix("| ") for row in ROWS]
_SMALL = {"all", "of", "to", "in", "the", "a", "by", "and", "for"}


def lacking(label: str) -> list[str]:
    """Return the words of a label that the glossary does not know."""
    known = {_root(word) for word in re.findall(r"\w+", " ".join(WORDS).lower())}
    return [word for word in re.findall(r"\w+", label.lower()) if word not in _SMALL and _root(word) not in known]


def gaps() -> Iterator[str]:
    """Yield a sentence for each word of a metric's label that the glossary lacks."""
    for metric in catalogue().values():
        for word in lacking(metric.label):
            yield f"docs/glossary.md lacks '{word}', which the label of the metric '{metric.name}' needs."


def _root(word: str) -> str:
    return re.sub(r"ies$", "y", word).removesuffix("s")
