"""The problems of a run, written beside its file as they come, counted, and gathered by what is wrong."""

import csv
from collections.abc import Hashable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from django.utils.translation import gettext

from headway.engine.text import Sentence
from headway.importers.records import Problem
from headway.web.imports.preparing.files import doubts_path, rejects_path
from headway.web.models import ImportRun
from headway.web.spoken import spoken

# So many kinds of trouble are shown, and so many lines of each; the files hold all of them.
_SHOWN = 20
_LINES_SHOWN = 5
_LONGEST_SHOWN = 300
# A file in which every row has a trouble of its own must not fill the memory.
_MOST_KINDS = 1000
# What a sentence says of its own row alone: rows that differ in nothing else are mended in one way.
_OF_ROW = frozenset({"amount", "case", "cell", "cells", "deal", "events", "key", "line"})


@dataclass(slots=True)
class _Kind:
    """Rows with the same trouble: the first of them, and how many there are."""

    reason: str
    raw: str
    is_kept: bool
    count: int = 0
    lines: list[int] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        return {
            "line": self.lines[0] if self.lines else 0,
            "lines": self.lines,
            "count": self.count,
            "reason": self.reason,
            "raw": self.raw,
            "is_kept": self.is_kept,
        }


class Troubles:
    """Takes problems while a run goes on; a run that is resumed tells all of them again."""

    def __init__(self, run: ImportRun | None = None) -> None:
        """Without a run, problems are counted and shown and kept nowhere."""
        self._run = run
        self._files = ExitStack()
        self._writers: dict[bool, Any] = {}
        self._kinds: dict[Hashable, _Kind] = {}
        self.counts = {"rejected": 0, "doubtful": 0}

    def __enter__(self) -> Self:
        if self._run:
            for is_kept, path in ((False, rejects_path(self._run)), (True, doubts_path(self._run))):
                path.parent.mkdir(parents=True, exist_ok=True)
                file = self._files.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
                self._writers[is_kept] = csv.writer(file)
                self._writers[is_kept].writerow((gettext("line"), gettext("reason"), gettext("row")))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()

    def add(self, problems: Iterable[Problem]) -> None:
        """Take some problems."""
        for problem in problems:
            self.counts["doubtful" if problem.is_kept else "rejected"] += 1
            reason = spoken(problem.reason)
            if self._writers:
                self._writers[problem.is_kept].writerow((problem.line or "", reason, problem.raw))
            self._gather(problem, reason)

    @property
    def shown(self) -> list[dict[str, Any]]:
        """The kinds of trouble that most rows have, those of rows that were left out before those that were taken."""
        kinds = sorted(self._kinds.values(), key=lambda kind: (kind.is_kept, -kind.count))
        return [kind.plain() for kind in kinds[:_SHOWN]]

    def _gather(self, problem: Problem, reason: str) -> None:
        key = _key(problem)
        if key not in self._kinds:
            if len(self._kinds) >= _MOST_KINDS:
                return
            self._kinds[key] = _Kind(reason, problem.raw[:_LONGEST_SHOWN], problem.is_kept)
        kind = self._kinds[key]
        kind.count += 1
        if problem.line and len(kind.lines) < _LINES_SHOWN:
            kind.lines.append(problem.line)


def _key(problem: Problem) -> Hashable:
    reason = problem.reason
    if not isinstance(reason, Sentence):
        return problem.is_kept, reason
    values = sorted((name, str(value)) for name, value in reason.values.items() if name not in _OF_ROW)
    return problem.is_kept, reason.template, *values
