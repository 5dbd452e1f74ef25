"""`headway migrate`: bring the database and the static files to what this version wants."""

from argparse import ArgumentParser, Namespace

from headway.cli.installation import set_up_django
from headway.cli.serving import standing, static_files
from headway.web.environment import read_environment

name = "migrate"
help = "bring the database and the static files up to date"  # noqa: A001 - the word that every command has


def add_arguments(parser: ArgumentParser) -> None:
    """Need none."""


def run(_arguments: Namespace) -> int:
    environment = read_environment()
    environment.data.mkdir(parents=True, exist_ok=True)
    # Asked first, since it says in a sentence that a database server is not there.
    standing.read_standing(environment)
    set_up_django()
    from headway.web.tables import bring_up_to_date

    bring_up_to_date()
    standing.note_standing(environment)
    if not static_files.are_collected(environment):
        static_files.collect(environment)
    return 0
