"""`headway move-to`: take everything from the built-in SQLite to PostgreSQL."""

import fcntl
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from headway.cli.installation import open_installation
from headway.cli.problem import CommandProblem
from headway.cli.words import gettext as _
from headway.web.environment import read_environment

name = "move-to"
help = "move everything from SQLite to an empty PostgreSQL"  # noqa: A001 - every command's word


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("url", metavar="POSTGRESQL_URL", help="postgresql://user:password@host:5432/name")
    parser.add_argument("--quiet", action="store_true", help="say nothing of each table")


def run(arguments: Namespace) -> int:
    # An address that makes no sense is told as everywhere.
    read_environment({"HEADWAY_DATABASE_URL": arguments.url})
    open_installation()
    from headway.web.moving import Moved, MoveProblem, move_to

    def tell(moved: Moved) -> None:
        if moved.rows and not arguments.quiet:
            print(f"{moved.table:<28}{moved.rows:>12}", flush=True)

    environment = read_environment()
    try:
        with _nobody_at_work(environment.data):
            moved = move_to(arguments.url, tell)
    except MoveProblem as problem:
        raise CommandProblem(str(problem)) from None
    rows = sum(each.rows for each in moved)
    print(_("Moved {rows} rows of {tables} tables, and counted them there.").format(rows=rows, tables=len(moved)))
    print(_("From now on start Headway with HEADWAY_DATABASE_URL set to that address and the same data folder."))
    return 0


@contextmanager
def _nobody_at_work(data: Path) -> Iterator[None]:
    """Hold the facts, which a Headway that runs holds itself: what it wrote meanwhile would be missing."""
    with (data / "facts.lock").open("ab") as lock_file:
        try:
            fcntl.flock(lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CommandProblem(_("Headway is at work on this data folder. Stop it, then move.")) from None
        yield
