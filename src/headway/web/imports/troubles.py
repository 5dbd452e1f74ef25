"""The problems of a run, written beside its file as they come, and counted."""

import csv
from collections.abc import Iterable
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self

from django.utils.translation import gettext

from headway.importers.records import Problem
from headway.web.imports.files import doubts_path, rejects_path
from headway.web.models import ImportRun
from headway.web.spoken import spoken

# So many are shown at once; the files hold all of them.
_SHOWN = 20
_LONGEST_SHOWN = 300


class Troubles:
    """Takes problems while a run goes on; a run that is resumed tells all of them again."""

    def __init__(self, run: ImportRun | None = None) -> None:
        """Without a run, problems are counted and shown and kept nowhere."""
        self._run = run
        self._files = ExitStack()
        self._writers: dict[bool, Any] = {}
        self.counts = {"rejected": 0, "doubtful": 0}
        self.shown: list[dict[str, Any]] = []

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
            self._show(problem, reason)

    def _show(self, problem: Problem, reason: str) -> None:
        """Keep the first few: rows that were left out before those that were taken."""
        if problem.is_kept and len(self.shown) >= _SHOWN:
            return
        raw = problem.raw[:_LONGEST_SHOWN]
        self.shown.append({"line": problem.line, "reason": reason, "raw": raw, "is_kept": problem.is_kept})
        if len(self.shown) > _SHOWN:
            doubtful = [place for place, shown in enumerate(self.shown) if shown["is_kept"]]
            del self.shown[doubtful[-1] if doubtful else -1]
