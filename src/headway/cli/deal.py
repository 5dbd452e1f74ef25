"""`headway deal`: change a deal."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.who import add_who, asking

name = "deal"
help = 'rename a deal: headway deal rename "Two pumps" "Three pumps"'  # noqa: A001 - every command's word


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    rename = actions.add_parser("rename", help="give a deal another name")
    rename.add_argument("deal", metavar="DEAL", help="the deal, by name or id")
    rename.add_argument("name", metavar="NAME", help="what it is called from now on")
    add_who(rename)


def run(arguments: Namespace) -> int:
    with asking(arguments, scope="log") as asker:
        from headway.cli.asking import renamed

        renamed.rename(asker, arguments)
    return 0
