"""`headway clients`: clients that were entered twice."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.who import add_who, asking

name = "clients"
help = 'merge a client that was entered twice: headway clients merge "Pump Ltd" "Pump Limited"'  # noqa: A001 - every command's word


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    same = actions.add_parser("same", help="list what a client was also entered as, and what may be the same")
    same.add_argument("client", metavar="CLIENT", help="the client, by name or id")
    merge = actions.add_parser("merge", help="let a client be the same as another, which is kept; no number changes")
    merge.add_argument("kept", metavar="KEPT", help="the client that is kept, by name or id")
    merge.add_argument("merged", metavar="MERGED", help="the other record of it, by name or id")
    part = actions.add_parser("part", help="take a merge back")
    part.add_argument("kept", metavar="KEPT", help="the client that was kept, by name or id")
    part.add_argument("merged", metavar="MERGED", help="the one that was merged into it, by name or id")
    for action in (same, merge, part):
        add_who(action)


def run(arguments: Namespace) -> int:
    with asking(arguments, scope="read" if arguments.action == "same" else "log") as asker:
        from headway.cli.asking import merged

        {"same": merged.show, "merge": merged.merge, "part": merged.part}[arguments.action](asker, arguments)
    return 0
