"""`headway funnel`: what became of the deals that entered each stage in a period."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.options import add_format, add_loss_reason, add_narrowing, add_period, words_of
from headway.cli.asking.who import add_who, asking

name = "funnel"
help = "show the funnel of a period: headway funnel --last quarter --split source"  # noqa: A001 - every command's word


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("funnel", nargs="?", default="", help="the funnel, by name or id; the default one without it")
    add_period(parser)
    parser.add_argument("--split", metavar="DIMENSION", default="", help="source, team, rep, segment or kind")
    parser.add_argument(
        "--show",
        choices=("stages", "flow", "times", "cohorts"),
        default="stages",
        help="flow: stage before by stage after; times: days in each stage; cohorts: won and lost by month of entry",
    )
    parser.add_argument("--entries", choices=("first", "every"), default="first", help="which entries of a deal count")
    parser.add_argument("--as-of", metavar="DAY", default="", help="tell outcomes as they were at the end of a day")
    add_narrowing(parser, has_funnel=False)
    add_loss_reason(parser)
    parser.add_argument(
        "--against",
        metavar="NOUN=NAME",
        action="append",
        default=[],
        help="set a second side beside it: team=South, source=Fair, 'team=' for all teams, period=2024-04",
    )
    add_format(parser)
    add_who(parser)


def run(arguments: Namespace) -> int:
    with asking(arguments) as asker:
        from headway.cli.asking import flows, funnels
        from headway.web import asking_funnel
        from headway.web.asking import DEFAULT_PERIOD, funnel_of, funnel_question_of

        told = arguments.funnel
        arguments.funnel = []
        question = funnel_question_of(
            asker,
            words_of(arguments, default=DEFAULT_PERIOD),
            name=told,
            split=arguments.split,
            entries=arguments.entries,
            as_of=arguments.as_of,
        )
        user, both = asker.user, asking_funnel.both
        if arguments.show == "flow":
            flows.print_flow(user, both(asking_funnel.flow_of, asker, question), arguments)
        elif arguments.show == "times":
            flows.print_times(user, both(asking_funnel.times_of, asker, question), arguments)
        elif arguments.show == "cohorts":
            flows.print_cohorts(user, both(asking_funnel.cohorts_of, asker, question), arguments)
        else:
            funnels.print_funnel(user, funnel_of(asker, question), arguments)
    return 0
