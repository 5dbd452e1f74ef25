"""What `headway import` prints: how the file is read, how far it is, what came of it."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.importers import load_mapping
from headway.web.figures import NO_BREAK, day, number, share
from headway.web.imports.pages.outcome import won_before_first_contact
from headway.web.imports.pages.telling import counted, linked_words, reading_facts
from headway.web.imports.preparing.prepare import reading_of
from headway.web.models import Deal, ImportRun, ImportState

_SHOWN = 10
_CLEAR = "\r\x1b[K"


class Progress:
    """A line on the terminal that tells how far it is, and nothing where there is no terminal."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.say("")

    def show(self, run: ImportRun) -> None:
        """Show how far a run is."""
        if run.total:
            self.say(f"{share(run.done / run.total, 0)}  {', '.join(counted(run.counts.get('in_file', {})))}")

    def say(self, words: str) -> None:
        """Put words in the place of those before."""
        if self._is_shown:
            sys.stderr.write(f"{_CLEAR}{_plain(words)}")
            sys.stderr.flush()


def print_reading(run: ImportRun) -> None:
    """Print how the file is read."""
    facts = "; ".join(
        f"{label}: {value}" for label, value in reading_facts(reading_of(run), load_mapping(run.mapping).time_zone)
    )
    print(_plain(f"{run.file_name}: {facts}"))


def print_look(found: Mapping[str, Any]) -> None:
    """Print what a dry run found."""
    what = ", ".join(counted(found["in_file"])) or _("nothing")
    print(_plain(_("It would bring: %(what)s.") % {"what": what}))
    known = counted(found["known"])
    if known:
        print(_plain(_("Of these are known already: %(what)s.") % {"what": ", ".join(known)}))
    if found.get("linked"):
        print(_plain(linked_words(found["linked"])))


def print_result(run: ImportRun) -> None:
    """Print what came of a run."""
    if run.state != ImportState.DONE:
        print(_plain(f"{run.get_state_display()}. {run.error}".strip()))
        return
    new = ", ".join(counted(run.counts["new"]))
    if not new and not run.counts["changed"]:
        print(_("All of it was here already: nothing has changed."))
        return
    print(_plain(_("Import %(id)s is done. New: %(what)s.") % {"id": run.pk, "what": new or _("nothing")}))
    if run.counts["changed"]:
        print(_plain(_("Changed: %(count)s known records.") % {"count": number(run.counts["changed"])}))


def print_impossible(run: ImportRun) -> None:
    """Print the deals of a run that by their log were won before anybody spoke to the client."""
    for deal in won_before_first_contact(run, Deal.objects.all())[:_SHOWN]:
        won, first = (on and day(on) for on in (deal.milestones.won_on, deal.milestones.first_contact_on))
        words = _("Contradiction: %(deal)s was won on %(won)s, before its first contact on %(first)s.")
        print(_plain(words % {"deal": deal.name, "won": won, "first": first}))


def print_problems(counts: Mapping[str, Any], rejects: Path | None) -> None:
    """Print how many rows were left out or doubtful, the first of them, and where the others lie."""
    rejected, doubtful = counts.get("rejected", 0), counts.get("doubtful", 0)
    shown = counts.get("problems", [])[:_SHOWN]
    if rejected:
        print(_plain(_("Left out: %(count)s.") % {"count": number(rejected)}))
        _print_kinds([problem for problem in shown if not problem["is_kept"]])
    if doubtful:
        print(_plain(_("Taken, though doubtful: %(count)s.") % {"count": number(doubtful)}))
        _print_kinds([problem for problem in shown if problem["is_kept"]])
    if rejects and rejected + doubtful:
        print(_("All of them, with their rows: %(folder)s") % {"folder": rejects.parent})


def _print_kinds(problems: Iterable[Mapping[str, Any]]) -> None:
    """Print each kind of trouble with the lines of the first rows that have it."""
    for problem in problems:
        count, lines = problem["count"], ", ".join(map(str, problem["lines"]))
        where = lines or "-"
        if count > 1:
            many = ngettext("%(lines)s … (%(count)s row)", "%(lines)s … (%(count)s rows)", count)
            all_ = ngettext("%(lines)s (%(count)s row)", "%(lines)s (%(count)s rows)", count)
            where = (many if count > len(problem["lines"]) else all_) % {"lines": where, "count": number(count)}
        print(_plain(f"  {where}: {problem['reason']}"))


def _plain(words: str) -> str:
    return words.replace(NO_BREAK, " ")
