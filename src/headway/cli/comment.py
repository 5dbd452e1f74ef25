"""`headway comment`: say something about a contact, answer, or see what was said."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.who import add_who, asking

name = "comment"
help = "comment on a contact, or answer: headway comment 42 'What happened?'"  # noqa: A001 - every command's word


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "contact", nargs="?", default="", help="the contact, by number or uid; without it, what you have not seen yet"
    )
    parser.add_argument("text", nargs="?", default="", help="what to say; without it, what was said is printed")
    parser.add_argument("--json", action="store_true", help="print JSON, in the shape of the API")
    add_who(parser)


def run(arguments: Namespace) -> int:
    with asking(arguments, scope="log" if arguments.text else "read") as asker:
        from headway.cli.asking import commented

        commented.comment(asker, arguments)
    return 0
