"""Bringing several files in, one after another: what one of them lacks costs none of the others."""

import sys
from argparse import Namespace

from django.utils.translation import gettext as _

from headway.cli.importing.bringing import bring, require_mapping
from headway.cli.problem import CommandProblem

_REFUSED = 2


def bring_all(files: list[str], arguments: Namespace) -> int:
    """Bring files in, in the order given, and return the highest of their exit codes; sum up where there are several.

    Raises CommandProblem for the only file, or for a mapping that cannot be found: every file would lack it.
    """
    if len(files) == 1:
        return bring(files[0], arguments)
    require_mapping(arguments)
    codes = [_bring(file, arguments) for file in files]
    if files and not arguments.show_mapping:
        _sum_up(dict(zip(files, codes, strict=True)), is_dry_run=arguments.dry_run)
    return max(codes, default=0)


def _bring(file: str, arguments: Namespace) -> int:
    try:
        return bring(file, arguments)
    except CommandProblem as problem:
        # What was told of the files before stands above it, wherever both go.
        sys.stdout.flush()
        place = "" if file in str(problem) else f"{file}: "
        print(f"headway: {place}{problem}", file=sys.stderr, flush=True)
        return _REFUSED


def _sum_up(codes: dict[str, int], *, is_dry_run: bool) -> None:
    taken = ", ".join(file for file, code in codes.items() if not code)
    refused = ", ".join(file for file, code in codes.items() if code)
    if taken:
        words = _("Can be brought in: %(files)s.") if is_dry_run else _("Brought in: %(files)s.")
        print(words % {"files": taken})
    if refused:
        words = _("Cannot be brought in: %(files)s.") if is_dry_run else _("Not brought in: %(files)s.")
        print(words % {"files": refused})
