"""`headway migrate`: bring the database and the static files to what this version wants."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from headway.cli.installation import set_up_django
from headway.cli.problem import CommandProblem
from headway.cli.serving import standing, static_files
from headway.cli.words import gettext as _
from headway.web.environment import read_environment

name = "migrate"
help = "bring the database and the static files up to date"  # noqa: A001 - the word that every command has


def add_arguments(parser: ArgumentParser) -> None:
    """Need none."""


def run(_arguments: Namespace) -> int:
    environment = read_environment()
    _require_folder(environment.data)
    # Asked first, since it says in a sentence that a database server is not there.
    standing.read_standing(environment)
    set_up_django()
    from headway.web.tables import bring_up_to_date

    bring_up_to_date()
    standing.note_standing(environment)
    if not static_files.are_collected(environment):
        static_files.collect(environment)
    return 0


def _require_folder(data: Path) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        message = _("The data folder {path} cannot be made: {reason}. Name another one in HEADWAY_DATA.")
        raise CommandProblem(message.format(path=data, reason=trouble.strerror)) from None
