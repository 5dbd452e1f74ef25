"""`headway mcp`: let assistants ask, each as the user of a token and with nothing but reading."""

import os
import sys
from argparse import ArgumentParser, Namespace

from headway.cli.asking.who import TOKEN
from headway.cli.installation import open_installation
from headway.cli.problem import CommandProblem
from headway.cli.words import gettext as _

name = "mcp"
help = "let assistants ask over the Model Context Protocol"  # noqa: A001 - every command's word
_HERE = "127.0.0.1"
_ONLY_HERE = {_HERE, "localhost", "::1"}
_PORT = 8001


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--token", metavar="TOKEN", help="whose numbers it may read; HEADWAY_TOKEN unless given")
    parser.add_argument(
        "--http",
        metavar="PORT",
        nargs="?",
        type=int,
        const=_PORT,
        help=f"answer a whole team over HTTP on this port, {_PORT} unless given; each request carries its own token",
    )
    parser.add_argument(
        "--host", metavar="ADDRESS", help=f"with --http: the address to listen on, {_HERE} unless given"
    )


def run(arguments: Namespace) -> int:
    is_over_http = arguments.http is not None
    if is_over_http and arguments.token:
        raise CommandProblem(_("Over HTTP each request carries its own token: leave --token out."))
    if arguments.host and not is_over_http:
        raise CommandProblem(_("Without --http it listens on no address: add it, or leave --host out."))
    token = arguments.token or os.environ.get(TOKEN, "")
    if not (is_over_http or token):
        raise CommandProblem(_("Whose numbers? Set HEADWAY_TOKEN to a token with the scope 'read'."))
    open_installation()
    try:
        import mcp  # noqa: F401 - the one that can be missing
    except ModuleNotFoundError:
        raise CommandProblem(_("The package 'mcp' is missing. Install it with: pip install 'headway[mcp]'")) from None
    if is_over_http:
        _serve_many(arguments.host or _HERE, arguments.http)
    else:
        _serve_one(token)
    return 0


def _serve_one(token: str) -> None:
    from headway.mcp.door import TokenRefused
    from headway.mcp.server import serve

    try:
        serve(token)
    except TokenRefused as trouble:
        raise CommandProblem(str(trouble)) from trouble


def _serve_many(host: str, port: int) -> None:
    from headway.cli.serving.address import take_port
    from headway.mcp.over_http import PATH, answered_names, serve_over_http

    with take_port(host, port, "headway mcp --http") as line:
        # Whoever calls from the moment on that the address is told is answered.
        line.listen()
        taken = line.getsockname()[1]
        names = answered_names(host)
        address = f"http://{names[0]}:{taken}{PATH}"
        print(_("Assistants ask at {address}, each request with its own token.").format(address=address))
        print(_("Ctrl-C stops it."), flush=True)
        if host not in _ONLY_HERE:
            warning = _(
                "{host} can be reached from other machines, and tokens travel readable: let a proxy that speaks HTTPS "
                "stand in front. It answers to {names}; HEADWAY_URL adds another name."
            )
            print(warning.format(host=host, names=", ".join(names)), file=sys.stderr, flush=True)
        serve_over_http(line, host)
