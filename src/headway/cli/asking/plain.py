"""Reads what is asked on the command line: a metric by its name, or a whole question in plain words."""

from argparse import Namespace

from headway.cli.asking.options import words_of
from headway.cli.problem import CommandProblem
from headway.web.asking import Asker
from headway.web.understanding.saying import said
from headway.web.understanding.told import Told, told
from headway.web.understanding.understood import SeveralMeanings


def asked(asker: Asker, arguments: Namespace) -> Told:
    """Return what is asked. Raises NotUnderstood, or CommandProblem with the choices."""
    by = tuple(each for told_by in arguments.by for each in told_by.split(","))
    try:
        return told(asker, " ".join(arguments.metric), words_of(arguments, default="", by=by))
    except SeveralMeanings as several:
        choices = "".join(f"\n  {said(asker, choice.question)}" for choice in several.choices)
        raise CommandProblem(f"{several}{choices}") from several
