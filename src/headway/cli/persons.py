"""`headway persons`: the persons at clients."""

from argparse import SUPPRESS, ArgumentParser, Namespace

from headway.cli.asking.options import add_format
from headway.cli.asking.who import add_who, asking

name = "persons"
help = 'list the persons at clients, add or change one: headway persons add "Pump Ltd" "Ada Bell"'  # noqa: A001 - every command's word
_DETAILS = {"job_title": "the job title", "phone": "the phone number", "email": "the e-mail address"}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--client", metavar="NAME", default="", help="only those at this client, by name or id")
    parser.add_argument("--all", action="store_true", help="those who have left too")
    add_format(parser)
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    add = actions.add_parser("add", help="write down somebody at a client")
    add.add_argument("employer", metavar="CLIENT", help="the client, by name or id")
    add.add_argument("name", metavar="NAME", help="what the person is called")
    change = actions.add_parser("change", help="change what is written of a person")
    _person(change)
    change.add_argument("--name", metavar="NAME", help="what the person is called from now on")
    for action in (add, change):
        for detail, meaning in _DETAILS.items():
            # Who asks is told by an e-mail too.
            option = detail.removeprefix("job_")
            action.add_argument(f"--{option}", metavar="TEXT", dest=f"told_{detail}", help=meaning)
    left = actions.add_parser("left", help="say that a person has left: the history keeps them")
    back = actions.add_parser("back", help="take back that a person has left")
    remove = actions.add_parser("remove", help="take out a person; one whom the history names has left")
    for action in (left, back, remove):
        _person(action)
    for action in (parser, add, change, left, back, remove):
        add_who(action)


def run(arguments: Namespace) -> int:
    with asking(arguments, scope="log" if arguments.action else "read") as asker:
        from headway.cli.asking import whom

        actions = {
            "add": whom.add,
            "change": whom.change,
            "left": whom.leave,
            "back": whom.bring_back,
            "remove": whom.remove,
        }
        actions.get(arguments.action, whom.show)(asker, arguments)
    return 0


def _person(parser: ArgumentParser) -> None:
    parser.add_argument("person", metavar="PERSON", help="the person, by name or id")
    # Without a default: it would take the place of what stands before the action.
    parser.add_argument(
        "--client", metavar="NAME", default=SUPPRESS, help="at which client, where several are called so"
    )
