"""`headway mcp`: let an assistant ask, as the user of a token and with nothing but reading."""

import os
from argparse import ArgumentParser, Namespace

from headway.cli.asking.who import TOKEN
from headway.cli.installation import open_installation
from headway.cli.problem import CommandProblem
from headway.cli.words import gettext as _

name = "mcp"
help = "let an assistant ask over the Model Context Protocol"  # noqa: A001 - every command's word


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--token", metavar="TOKEN", help="whose numbers it may read; HEADWAY_TOKEN unless given")


def run(arguments: Namespace) -> int:
    token = arguments.token or os.environ.get(TOKEN, "")
    if not token:
        raise CommandProblem(_("Whose numbers? Set HEADWAY_TOKEN to a token with the scope 'read'."))
    open_installation()
    try:
        from headway.mcp.door import TokenRefused
        from headway.mcp.server import serve
    except ModuleNotFoundError as trouble:
        if (trouble.name or "").split(".")[0] not in {"mcp", "mcp_types"}:
            raise
        raise CommandProblem(_("The package 'mcp' is missing. Install it with: pip install 'headway[mcp]'")) from None
    try:
        serve(token)
    except TokenRefused as trouble:
        raise CommandProblem(str(trouble)) from trouble
    return 0
