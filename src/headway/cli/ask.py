"""`headway ask`: one question, one number, and on request what it is cut into and the rows behind it."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.options import add_format, add_narrowing, add_period, words_of
from headway.cli.asking.who import add_who, asking

name = "ask"
help = "answer a question: headway ask effective contacts --by rep --last week"  # noqa: A001 - every command's word


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("metric", nargs="+", help="the metric, by name or label; `headway metrics` lists them")
    parser.add_argument("--by", metavar="DIMENSION", action="append", default=[], help="rep, team, source, month ...")
    add_period(parser)
    add_narrowing(parser)
    parser.add_argument(
        "--rows", nargs="?", const="of", metavar="PART", help="the rows behind it: of (the default), per, left_out"
    )
    parser.add_argument(
        "--scope", choices=("team",), default="", help="the total of one's own team: one figure, not cut, without rows"
    )
    add_format(parser)
    add_who(parser)


def run(arguments: Namespace) -> int:
    with asking(arguments) as asker:
        from headway.cli.asking import answers, rows
        from headway.engine.catalogue import find
        from headway.web.asking import DEFAULT_PERIOD, answer_to, question_of, rows_of

        by = tuple(each for told in arguments.by for each in told.split(","))
        words = words_of(arguments, default=DEFAULT_PERIOD, by=by)
        question = question_of(asker, " ".join(arguments.metric), words)
        if arguments.rows:
            rows.print_rows(asker, find(question.metric), rows_of(question, arguments.rows), arguments)
        else:
            answers.print_answer(asker, answer_to(question), arguments)
    return 0
