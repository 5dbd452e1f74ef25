"""`headway serve`, or just `headway`: set up what is missing, then serve the pages and work on jobs until Ctrl-C."""

import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from functools import partial

from headway.cli.problem import CommandProblem
from headway.cli.words import gettext as _
from headway.web.environment import Environment, read_environment

name = "serve"
help = "start the web pages and the worker (the default)"  # noqa: A001 - the word that every command has


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--host", help="the address to listen on; the same as HEADWAY_HOST")
    parser.add_argument("--port", help="the port to listen on, 0 for any that is free; the same as HEADWAY_PORT")
    parser.add_argument("--no-browser", action="store_true", help="do not open the pages in a browser")


def run(arguments: Namespace) -> int:
    from headway.cli.serving import address, standing, welcome
    from headway.cli.serving.supervisor import Child, Supervisor

    environment = _environment(arguments)
    address.require_free(environment)
    _prepare(environment)
    reached = standing.read_standing(environment)
    if reached is None:
        raise CommandProblem(_("The database is not there any more: {data}").format(data=environment.data))

    supervisor = Supervisor()
    try:
        supervisor.start(Child(_("web server"), _python("headway.cli.serving.web", str(os.getpid()))))
        if supervisor.wait_until(partial(address.is_answering, environment)):
            print(welcome.welcome(environment, reached), flush=True)
            if not arguments.no_browser:
                welcome.open_browser(address.shown_address(environment))
            # After the first page, for which it would compete.
            supervisor.start(Child(_("worker"), _python("headway.cli", "worker", "--parent", str(os.getpid()))))
            supervisor.watch()
    finally:
        supervisor.stop()
    return 0


def _environment(arguments: Namespace) -> Environment:
    """Read the settings, those on the command line first, so that every child finds the same."""
    from headway.cli.serving import address

    if arguments.host:
        os.environ["HEADWAY_HOST"] = arguments.host
    if arguments.port:
        os.environ["HEADWAY_PORT"] = arguments.port
    environment = read_environment()
    if environment.port == 0:
        os.environ["HEADWAY_PORT"] = str(address.free_port(environment.host))
    return read_environment()


def _prepare(environment: Environment) -> None:
    """Bring the installation up to date, in processes of their own where there is something to do: Django is heavy."""
    from headway.cli.serving import standing, static_files

    reached = standing.read_standing(environment)
    if reached is None:
        print(_("Setting up Headway in {data}").format(data=environment.data), flush=True)
    if reached is None or not reached.is_current or not static_files.are_collected(environment):
        _run_command("migrate")
    if environment.is_demo_wanted and not (reached and reached.has_company):
        _run_command("demo")


def _run_command(command: str) -> None:
    finished = subprocess.run(_python("headway.cli", command), check=False)  # noqa: S603 - our own words
    if finished.returncode:
        raise CommandProblem(_("`headway {command}` failed. What it said stands above.").format(command=command))


def _python(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", module, *arguments]
