"""Prints the programme that runs, begins and writes one, and calls its weeks done."""

from argparse import Namespace
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from headway.cli.asking import written
from headway.cli.asking.table import Column, print_table
from headway.cli.problem import CommandProblem
from headway.web.api.guided import ProgrammeOut, nothing_runs
from headway.web.asking import Asker
from headway.web.models import Programme
from headway.web.programmes.files import outline_read, outline_written, shipped
from headway.web.programmes.following import FollowedWeek, followed, outline_of, running
from headway.web.programmes.keeping import call_done, call_undone, end_programme, start_programme, write_programme
from headway.web.programmes.outline import Outline
from headway.web.programmes.telling import effect_words
from headway.web.still import still_facts


def show(asker: Asker, arguments: Namespace) -> None:
    """Print the programme that runs. Raises CommandProblem where there is none."""
    programme = _running()
    with still_facts() as facts:
        if arguments.json:
            print(ProgrammeOut.asked(asker, programme, facts).model_dump_json(indent=2))
            return
        found = followed(asker, programme, facts)
    print(written.plain(found.outline.name))
    columns = [Column("n", is_number=True), Column(_("week")), Column(_("days")), Column(_("done"))]
    print_table(columns, [_cells(each) for each in found.weeks])
    if found.now is not None:
        print(written.plain(f"\n{found.now.task.do}"))
        if found.now.look is not None:
            print(written.plain(found.now.look.words))
        for sentence in found.now.gone:
            print(written.plain(sentence))
    for effect in found.since:
        words = effect_words(effect, asker.company)
        if words is not None:
            print(written.plain(f"{words.label}: {words.words}"))


def start(asker: Asker, arguments: Namespace) -> None:
    """Begin a programme. Raises CommandProblem, NotUnderstood."""
    outline = _read(arguments.file) if arguments.file else None
    start_programme(asker, outline=outline, on=_day(arguments.on))
    show(asker, Namespace(json=False))


def write(asker: Asker, arguments: Namespace) -> None:
    """Write the weeks of the programme that runs anew. Raises CommandProblem, NotUnderstood."""
    write_programme(asker, _running(), _read(arguments.file))
    print(_("The programme is written. It is your company's own now."))


def export(_asker: Asker, _arguments: Namespace) -> None:
    """Print the programme that runs, or the one that ships, as a file."""
    known = running()
    print(outline_written(outline_of(known) if known is not None else shipped()), end="")


def done(asker: Asker, arguments: Namespace) -> None:
    """Call a week done. Raises CommandProblem, NotUnderstood."""
    call_done(asker, _running(), arguments.week, arguments.note)
    print(_("Week %(number)s is done.") % {"number": arguments.week})


def undone(asker: Asker, arguments: Namespace) -> None:
    """Take back that a week is done. Raises CommandProblem."""
    call_undone(asker, _running(), arguments.week)
    print(_("Nobody says any more that week %(number)s is done.") % {"number": arguments.week})


def end(asker: Asker, _arguments: Namespace) -> None:
    """End the programme. Raises CommandProblem."""
    end_programme(asker, _running())
    print(_("The programme has ended. What was done stays in the audit trail."))


def _running() -> Programme:
    found = running()
    if found is None:
        raise CommandProblem(nothing_runs())
    return found


def _cells(week: FollowedWeek) -> list[str]:
    state = _("done") if week.has_begun and week.is_done else (_("now") if week.is_now else "")
    return [str(week.number), week.task.title, written.period(week.period), state]


def _read(path: str) -> Outline:
    try:
        return outline_read(Path(path).read_bytes())
    except OSError as trouble:
        raise CommandProblem(_("%(path)s cannot be read: %(why)s.") % {"path": path, "why": trouble.strerror}) from None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise CommandProblem(_("'%(text)s' is not a day. Write 2024-01-31.") % {"text": text}) from None
