"""Refusing a file before anything is written, with the option that mends it."""

from django.utils.translation import gettext as _

from headway.cli.problem import CommandProblem
from headway.importers.refusals import MappingError, Refusal
from headway.web.imports.preparing.prepare import inspection_of
from headway.web.imports.preparing.readiness import Question, questions_of, require_ready
from headway.web.imports.problem import ImportProblem
from headway.web.models import ImportRun
from headway.web.spoken import spoken


def refuse_unready(run: ImportRun, *, is_proposed: bool) -> None:
    """Raise CommandProblem where a file cannot be brought in yet: a fact is open, or a proposed mapping is none.

    That the file is cut off is said first, because the rest of it may mend what else is wrong.
    """
    try:
        _refuse(run, is_proposed=is_proposed)
    except (CommandProblem, ImportProblem, Refusal) as problem:
        told = spoken(problem.sentence) if isinstance(problem, Refusal) else str(problem)
        raise CommandProblem(" ".join((*trouble_of(run), told))) from problem


def trouble_of(run: ImportRun) -> list[str]:
    """Tell what is wrong with the file itself: nothing, or that it is cut off or damaged."""
    trouble = inspection_of(run).trouble
    return [spoken(trouble)] if trouble else []


def _refuse(run: ImportRun, *, is_proposed: bool) -> None:
    try:
        asked = questions_of(run)
    except MappingError as refusal:
        if not is_proposed:
            raise
        raise CommandProblem(f"{spoken(refusal.sentence)} {_how_to_mend(run)}") from refusal
    if asked:
        raise CommandProblem(" ".join(_words(question) for question in asked))
    require_ready(run)


def _how_to_mend(run: ImportRun) -> str:
    return _(
        "This mapping was proposed from the names of the columns. Keep it with `headway import %(file)s --show-mapping "
        "> mapping.toml`, complete it, and bring the file in with --mapping mapping.toml."
    ) % {"file": run.file_name}


def _words(question: Question) -> str:
    words = {
        Question.TIME_ZONE: _(
            "The file does not say its time zone: name it with --time-zone Europe/Budapest, "
            "or as time_zone in the mapping (--show-mapping prints the one that would be used)."
        ),
        Question.DATE_ORDER: _(
            "Every date can be read in two ways: say with --date-order dmy or mdy what comes first, day or month."
        ),
        Question.DECIMAL_SIGN: _(
            "Every amount can be read in two ways: say with --decimal-sign , or . what marks decimals."
        ),
    }
    return words[question]
