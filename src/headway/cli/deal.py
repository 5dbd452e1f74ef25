"""`headway deal`: change a deal."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.who import add_who, asking

name = "deal"
help = 'rename a deal, say when it is expected: headway deal rename "Two pumps" "Three pumps"'  # noqa: A001 - every command's word


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    rename = actions.add_parser("rename", help="give a deal another name")
    rename.add_argument("deal", metavar="DEAL", help="the deal, by name or id")
    rename.add_argument("name", metavar="NAME", help="what it is called from now on")
    expect = actions.add_parser("expect", help="say on which day a deal is expected to be won")
    expect.add_argument("deal", metavar="DEAL", help="the deal, by name or id")
    expect.add_argument("day", metavar="DAY", help="the day (2024-06-30), or 'none' where nobody can say")
    refer = actions.add_parser("refer", help="say who referred a deal or a client")
    refer.add_argument("deal", metavar="DEAL", help="the deal, by name or id; with --client, the client")
    refer.add_argument("name", metavar="NAME", help="a client, a person or a partner; 'none' where nobody did")
    refer.add_argument("--client", action="store_true", dest="is_client", help="of the client, not of one deal")
    for action in (rename, expect, refer):
        add_who(action)


def run(arguments: Namespace) -> int:
    with asking(arguments, scope="log") as asker:
        from headway.cli.asking import expected, referred, renamed

        act = {"rename": renamed.rename, "expect": expected.expect, "refer": referred.refer}[arguments.action]
        act(asker, arguments)
    return 0
