"""`headway facts export`: the facts as Parquet files, for a warehouse, a notebook, or a cluster."""

import time
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from headway.cli.installation import open_installation
from headway.cli.problem import CommandProblem
from headway.cli.words import gettext as _

if TYPE_CHECKING:
    from headway.web.facts.export import Exported

name = "facts"
help = "write the facts as Parquet files: headway facts export FOLDER"  # noqa: A001 - the word that every command has


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    export = actions.add_parser("export", help="write the facts, or what changed since the run before")
    export.add_argument("folder", metavar="FOLDER", type=Path, help="an empty folder, or the one of an earlier run")
    export.add_argument("--anew", action="store_true", help="write everything once more")
    export.add_argument(
        "--follow", metavar="SECONDS", type=float, help="go on until stopped, looking for changes so often"
    )
    parts = actions.add_parser("parts", help="list the parts to load, a line each: table, month, run, rows, file")
    parts.add_argument("folder", metavar="FOLDER", type=Path, help="the folder of an export")
    parts.add_argument("--since", metavar="RUN", type=int, default=0, help="only those that later runs wrote")


def run(arguments: Namespace) -> int:
    if arguments.action == "parts":
        _print_parts(arguments.folder, arguments.since)
        return 0
    open_installation()
    _export(arguments.folder, is_anew=arguments.anew, is_first=True)
    while arguments.follow is not None:
        time.sleep(arguments.follow)
        _export(arguments.folder, is_anew=False, is_first=False)
    return 0


def _export(folder: Path, *, is_anew: bool, is_first: bool) -> None:
    from headway.engine.databases.parquet import FolderInUse, NotOurFolder
    from headway.web.facts.export import export_facts

    try:
        exported = export_facts(folder, is_anew=is_anew)
    except (FolderInUse, NotOurFolder) as problem:
        raise CommandProblem(str(problem)) from None
    if is_first or exported.sequence > exported.former:
        print(_told(exported), flush=True)


def _told(exported: "Exported") -> str:
    if exported.sequence == exported.former:
        return _("Nothing changed since run %(run)s.") % {"run": exported.former}
    words = ", ".join(f"{name} {count}" for name, count in exported.rows.items() if count)
    return _("Run %(run)s wrote these rows: %(rows)s.") % {"run": exported.sequence, "rows": words or "0"}


def _print_parts(folder: Path, since: int) -> None:
    from headway.engine.databases.parquet import NotOurFolder, parts_since

    try:
        parts = parts_since(folder, since)
    except NotOurFolder as problem:
        raise CommandProblem(str(problem)) from None
    for part in parts:
        print("\t".join((part.table, part.month, str(part.sequence), str(part.rows), part.file or "-")))
