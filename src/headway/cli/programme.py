"""`headway programme`: the programme that runs, week by week."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.who import add_who, asking

name = "programme"
help = "one thing a week to measure or to mend: headway programme start, headway programme done 3"  # noqa: A001 - every command's word


def add_arguments(parser: ArgumentParser) -> None:
    add_who(parser)
    parser.add_argument("--json", action="store_true", help="print JSON, in the shape of the API")
    places = parser.add_subparsers(dest="action", metavar="ACTION")
    start = places.add_parser("start", help="begin the programme that ships, or one of your own")
    start.add_argument("--file", metavar="FILE", default="", help="a programme of your own, as TOML")
    start.add_argument("--on", metavar="DAY", default="", help="a day of its first week; this week without it")
    write = places.add_parser("write", help="write the weeks of the programme that runs anew, from a file")
    write.add_argument("file", metavar="FILE", help="the programme, as TOML")
    export = places.add_parser("export", help="print the programme as a file that can be changed and read again")
    done = places.add_parser("done", help="call a week done")
    done.add_argument("--note", default="", metavar="TEXT", help="what there is to say about it")
    undone = places.add_parser("undone", help="take back that a week is done")
    for place in (done, undone):
        place.add_argument("week", metavar="N", type=int, help="the number of the week, from 1")
    end = places.add_parser("end", help="end the programme")
    for place in (start, write, export, done, undone, end):
        add_who(place)


def run(arguments: Namespace) -> int:
    reads = arguments.action in {None, "export"}
    with asking(arguments, scope="read" if reads else "log") as asker:
        from headway.cli.asking import guiding

        actions = {
            "start": guiding.start,
            "write": guiding.write,
            "export": guiding.export,
            "done": guiding.done,
            "undone": guiding.undone,
            "end": guiding.end,
        }
        actions.get(arguments.action, guiding.show)(asker, arguments)
    return 0
