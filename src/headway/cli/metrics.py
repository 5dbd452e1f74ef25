"""`headway metrics`: the catalogue, and the card of one metric."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.who import add_who, asking

name = "metrics"
help = "list the metrics, or print the card of one"  # noqa: A001 - every command's word


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("metric", nargs="*", help="the metric whose card is wanted, by name or label")
    parser.add_argument("--json", action="store_true", help="print JSON, in the shape of the API")
    add_who(parser)


def run(arguments: Namespace) -> int:
    with asking(arguments):
        from headway.cli.asking import cards

        cards.print_cards(" ".join(arguments.metric), is_json=arguments.json)
    return 0
