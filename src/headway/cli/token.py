"""`headway token`: make, list and revoke the keys of the API."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.who import add_who, asking, refuse_tokens

name = "token"
help = "make, list or revoke access tokens"  # noqa: A001 - every command's word


def add_arguments(parser: ArgumentParser) -> None:
    places = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    create = places.add_parser("create", help="make a token; its text is printed once")
    create.add_argument("label", metavar="NAME", help="what it is for")
    create.add_argument(
        "--scope", metavar="SCOPE", action="append", help="read (the default) or log; repeat it for both"
    )
    create.add_argument("--days", metavar="N", type=int, help="how many days it holds; until it is revoked without it")
    add_who(create)
    add_who(places.add_parser("list", help="list the tokens; of one user with --as"))
    revoke = places.add_parser("revoke", help="end a token for good")
    revoke.add_argument("prefix", help="the eight letters after hw_, as the list shows them")
    add_who(revoke)


def run(arguments: Namespace) -> int:
    refuse_tokens()
    with asking(arguments) as asker:
        from headway.cli.asking import keys

        actions = {"create": keys.create, "list": keys.show, "revoke": keys.revoke}
        actions[arguments.action](asker, arguments)
    return 0
