"""The imports there are, and taking one back."""

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from headway.cli.asking.table import Column, print_table
from headway.cli.problem import CommandProblem
from headway.web.clock import now
from headway.web.figures import day_and_clock, number
from headway.web.imports.pages.telling import counted
from headway.web.imports.problem import ImportProblem
from headway.web.imports.running.course import Busy
from headway.web.imports.running.work import go_on
from headway.web.imports.undoing.take_back import take_back as take_run_back
from headway.web.models import ImportRun


def print_list() -> None:
    """Print all imports, the latest first."""
    headings = (Column(_("id"), is_number=True), Column(_("file")), Column(_("when")), Column(_("state")))
    counts = (Column(_("deals"), is_number=True), Column(_("contacts"), is_number=True))
    print_table([*headings, *counts], [_cells(run) for run in ImportRun.objects.order_by("-pk")])


def take_back(run_id: int) -> None:
    """Take an import back. Raises CommandProblem where that cannot be."""
    run = ImportRun.objects.filter(pk=run_id).first()
    if run is None:
        raise CommandProblem(_("There is no import %(id)s. `headway import --list` lists all.") % {"id": run_id})
    try:
        take_run_back(run, by=None, now=now())
    except ImportProblem as problem:
        raise CommandProblem(str(problem)) from problem
    except Busy:
        raise CommandProblem(_("Another import is in work. Wait until it is done.")) from None
    go_on(run)
    run.refresh_from_db()
    print(_("The import of %(file)s is taken back.") % {"file": run.file_name})
    stayed = counted(run.counts.get("stayed", {}))
    if stayed:
        print(_("What others have built on stayed: %(what)s.") % {"what": ", ".join(stayed)})


def _cells(run: ImportRun) -> list[str]:
    new = run.counts.get("new", {})
    when = day_and_clock(localtime(run.created_at))
    counts = [number(new[noun]) if noun in new else "" for noun in ("deals", "contacts")]
    return [str(run.pk), run.file_name, when, str(run.get_state_display()), *counts]
