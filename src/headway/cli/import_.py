"""`headway import`: bring files in, look what they would bring, list what was brought in, or take it back."""

from argparse import ArgumentParser, Namespace

from headway.cli.problem import CommandProblem
from headway.cli.words import gettext as _

name = "import"
help = "bring files in: CSV, TSV, XLSX, Parquet or XES, plain or gzipped"  # noqa: A001 - every command's word


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="*",
        help="the files, brought in one after another; one that is refused stops no other",
    )
    parser.add_argument("--mapping", metavar="NAME|FILE", help="what its words mean: a saved mapping, or a TOML file")
    parser.add_argument("--dry-run", action="store_true", help="tell what would come in, and write nothing")
    parser.add_argument("--time-zone", metavar="ZONE", help="of times that carry none, such as Europe/Budapest")
    parser.add_argument("--date-order", choices=("dmy", "mdy"), help="whether the day or the month comes first")
    parser.add_argument("--decimal-sign", choices=(".", ","), help="the sign before the decimals")
    parser.add_argument("--encoding", metavar="NAME", help="of a text file, such as cp1251")
    parser.add_argument("--separator", metavar="SIGN", help="between the cells of a text file; tab for a tab")
    parser.add_argument("--sheet", metavar="NAME", help="of a workbook")
    parser.add_argument("--show-mapping", action="store_true", help="print the mapping that would be used, and stop")
    parser.add_argument("--list", action="store_true", help="list the imports")
    parser.add_argument("--take-back", metavar="ID", type=int, help="take an import back")


def run(arguments: Namespace) -> int:
    from headway.cli.importing.opening import open_or_set_up

    if not (arguments.files or arguments.list or arguments.take_back):
        raise CommandProblem(_("Name a file to bring in, or use --list or --take-back ID."))
    open_or_set_up()
    from headway.cli.importing import keeping, several

    if arguments.list:
        keeping.print_list()
    if arguments.take_back:
        keeping.take_back(arguments.take_back)
    return several.bring_all(arguments.files, arguments)
