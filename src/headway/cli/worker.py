"""`headway worker`: work on the queue of jobs; `headway serve` starts one by itself."""

from argparse import ArgumentParser, Namespace

from headway.cli.installation import open_installation

name = "worker"
help = "work on jobs and recurring upkeep (serve starts one by itself)"  # noqa: A001 - the word that every command has


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--parent", type=int, metavar="PID", help="end when this process does")


def run(arguments: Namespace) -> int:
    from headway.cli.serving.parent import stay_with

    if arguments.parent:
        stay_with(arguments.parent)
    open_installation()
    from headway.web.jobs.worker import work

    work()
    return 0
