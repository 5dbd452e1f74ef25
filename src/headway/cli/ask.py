"""`headway ask`: one question, by a metric's name or in plain words, one number, and on request the rows behind it."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.options import (
    add_format,
    add_loss_reason,
    add_narrowing,
    add_period,
    add_referrer_and_counter,
    add_within,
)
from headway.cli.asking.who import add_who, asking

name = "ask"
help = "answer a question: headway ask how many contacts last week"  # noqa: A001 - every command's word


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("metric", nargs="+", help="a metric by name or label, or a question in plain words")
    parser.add_argument("--by", metavar="DIMENSION", action="append", default=[], help="rep, team, source, month ...")
    add_period(parser)
    add_within(parser)
    add_narrowing(parser)
    add_loss_reason(parser)
    add_referrer_and_counter(parser)
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
        from headway.cli.asking import answers, plain, rows, written
        from headway.engine.catalogue import find
        from headway.web.asking import answer_to, rows_of
        from headway.web.understanding.elsewhere import not_begun

        told = plain.asked(asker, arguments)
        if told.is_in_words and not (arguments.json or arguments.csv):
            print(written.plain(told.meaning))
        if arguments.rows:
            rows.print_rows(asker, find(told.question.metric), rows_of(told.question, arguments.rows), arguments)
        else:
            answers.print_answer(asker, answer_to(told.question), arguments)
            if told.question.period.start > asker.today and not (arguments.json or arguments.csv):
                print(written.plain(not_begun()))
    return 0
