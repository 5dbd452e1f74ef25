"""`headway log`: write down a contact."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.who import add_who, asking

name = "log"
help = 'log a contact: headway log "Pump Ltd" call --stage Offer'  # noqa: A001 - every command's word


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("client", help="the client, by name or id")
    parser.add_argument("kind", help="call, meeting, email, message, mail, demo or visit")
    parser.add_argument("--deal", metavar="NAME", default="", help="the deal, by name or id; 'none' for no deal")
    parser.add_argument("--stage", metavar="NAME", default="", help="the stage it stands on afterwards, if it moved")
    parser.add_argument("--at", metavar="WHEN", default="", help="14:30, or 2024-05-15T14:30; now without it")
    parser.add_argument("--minutes", metavar="N", type=int, help="how long it took")
    parser.add_argument("--inbound", action="store_true", help="the client came to us")
    parser.add_argument("--cold", action="store_true", help="nobody had spoken to them before")
    parser.add_argument("--note", metavar="TEXT", default="", help="what was said")
    parser.add_argument("--loss-reason", metavar="NAME", default="", help="why it was lost, where it was")
    add_who(parser)


def run(arguments: Namespace) -> int:
    with asking(arguments, scope="log") as asker:
        from headway.cli.asking import logged

        logged.log(asker, arguments)
    return 0
