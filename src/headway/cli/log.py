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
    parser.add_argument(
        "--also",
        metavar="DEAL[=STAGE]",
        action="append",
        default=[],
        help="another deal that the same meeting was about, and where it stands afterwards; repeat it for more",
    )
    parser.add_argument("--at", metavar="WHEN", default="", help="14:30, or 2024-05-15T14:30; now without it")
    parser.add_argument("--minutes", metavar="N", type=int, help="how long it took")
    parser.add_argument("--inbound", action="store_true", help="the client came to us")
    parser.add_argument("--cold", action="store_true", help="nobody had spoken to them before")
    parser.add_argument("--note", metavar="TEXT", default="", help="what was said")
    parser.add_argument("--loss-reason", metavar="NAME", default="", help="why it was lost, where it was")
    _add_people(parser)
    _add_next_step(parser)
    add_who(parser)


def _add_people(parser: ArgumentParser) -> None:
    parser.add_argument("--outcome", metavar="NAME", default="", help="talked, no_answer, postponed or refused")
    parser.add_argument(
        "--person", metavar="NAME", action="append", default=[], help="who of the client was there; repeat it for more"
    )
    parser.add_argument(
        "--with",
        metavar="NAME",
        action="append",
        default=[],
        dest="others",
        help="a colleague who took part; repeat it",
    )


def _add_next_step(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--next",
        nargs=2,
        metavar=("KIND", "WHEN"),
        help="what was agreed to come, and when: meeting 2024-05-20, or meeting 2024-05-20T14:30",
    )
    parser.add_argument("--next-what", metavar="TEXT", default="", help="what is to be done then")


def run(arguments: Namespace) -> int:
    with asking(arguments, scope="log") as asker:
        from headway.cli.asking import logged

        logged.log(asker, arguments)
    return 0
