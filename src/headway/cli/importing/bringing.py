"""Bringing one file in, in this process, and telling how it went."""

import sys
import time
from argparse import Namespace
from pathlib import Path

from django.utils.translation import gettext as _

from headway.cli.importing.refusing import refuse_unready, trouble_of
from headway.cli.importing.told import (
    Progress,
    print_impossible,
    print_look,
    print_problems,
    print_reading,
    print_result,
)
from headway.cli.problem import CommandProblem
from headway.importers import load_mapping
from headway.importers.reading import DAY_MONTH, MONTH_DAY
from headway.importers.refusals import Refusal
from headway.web.clock import now
from headway.web.imports.preparing.files import rejects_path
from headway.web.imports.preparing.founding import found_for, settle_currency
from headway.web.imports.preparing.mappings import mapping_named
from headway.web.imports.preparing.prepare import prepare, proposal_for, set_reading, twin_of
from headway.web.imports.preparing.preview import look
from headway.web.imports.problem import ImportProblem
from headway.web.imports.running.course import Busy
from headway.web.imports.running.starting import discard, forget_unstarted, start
from headway.web.imports.running.work import go_on
from headway.web.models import Company, ImportRun, ImportState
from headway.web.spoken import spoken

_SECONDS_BETWEEN_LOOKS = 0.5
_ORDERS = {"dmy": DAY_MONTH, "mdy": MONTH_DAY}


def bring(file: str, arguments: Namespace) -> int:
    """Bring a file in, or tell what it would bring; return 1 where it did not come to its end."""
    try:
        run = _prepared(Path(file), arguments)
        try:
            _read_as_told(run, arguments)
            if arguments.show_mapping:
                return _show_mapping(run)
            refuse_unready(run, is_proposed=not arguments.mapping)
            if not arguments.dry_run:
                return _bring(run)
            _look(run)
        finally:
            _forget_unless_started(run)
    except Refusal as refusal:
        raise CommandProblem(spoken(refusal.sentence)) from refusal
    except ImportProblem as problem:
        raise CommandProblem(str(problem)) from problem
    return 0


def require_mapping(arguments: Namespace) -> None:
    """Raise CommandProblem where the mapping that is named cannot be found or used."""
    if not arguments.mapping:
        return
    try:
        load_mapping(_mapping(arguments.mapping))
    except Refusal as refusal:
        raise CommandProblem(spoken(refusal.sentence)) from refusal
    except ImportProblem as problem:
        raise CommandProblem(str(problem)) from problem


def _show_mapping(run: ImportRun) -> int:
    for sentence in trouble_of(run):
        print(sentence, file=sys.stderr)
    print(run.mapping, end="")
    return 0


def _forget_unless_started(run: ImportRun) -> None:
    if ImportRun.objects.filter(pk=run.pk, state=ImportState.PREPARED).exists():
        discard(run)


def _prepared(path: Path, arguments: Namespace) -> ImportRun:
    """Keep the file, and take the mapping that is named or proposed."""
    mapping = _mapping(arguments.mapping) if arguments.mapping else None
    try:
        with path.open("rb") as source:
            return prepare(source, path.name, by=None, now=now(), mapping=mapping)
    except OSError as problem:
        raise CommandProblem(
            _("%(file)s cannot be read: %(reason)s.") % {"file": path, "reason": problem.strerror}
        ) from problem


def _read_as_told(run: ImportRun, arguments: Namespace) -> None:
    mapping = _mapping(arguments.mapping) if arguments.mapping else None
    corrections = _corrections(arguments)
    if corrections:
        set_reading(run, **corrections)
        run.mapping = mapping or proposal_for(run)
        run.save()


def _mapping(named: str) -> str:
    path = Path(named)
    if path.suffix != ".toml":
        return mapping_named(named)
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandProblem(
            _("The mapping %(file)s cannot be read: %(reason)s.") % {"file": path, "reason": problem}
        ) from None


def _corrections(arguments: Namespace) -> dict[str, str]:
    separator = "\t" if arguments.separator == "tab" else arguments.separator
    told = {
        "time_zone": arguments.time_zone,
        "date_order": _ORDERS.get(arguments.date_order),
        "decimal_sign": arguments.decimal_sign,
        "encoding": arguments.encoding,
        "separator": separator,
        "sheet": arguments.sheet,
    }
    return {fact: value for fact, value in told.items() if value}


def _look(run: ImportRun) -> None:
    print_reading(run)
    found = look(run, is_stored=False)
    print_look(found)
    print_problems(found, None)
    if found["refusal"]:
        raise ImportProblem(found["refusal"])


def _bring(run: ImportRun) -> int:
    print_reading(run)
    twin = twin_of(run)
    if twin:
        print(_("This file was begun before as import %(id)s: going on with it.") % {"id": twin.pk})
        discard(run)
        run = twin
    mapping, moment = load_mapping(run.mapping), now()
    owner = None if Company.objects.exists() else found_for(mapping, now=moment)
    settle_currency(mapping, now=moment)
    if run.state != ImportState.RUNNING:
        start(run, by=owner)
    _wait_and_go_on(run)
    run.refresh_from_db()
    forget_unstarted(run)
    print_result(run)
    print_impossible(run)
    print_problems(run.counts, rejects_path(run))
    if owner:
        print(_("To sign in, give the owner a password: headway user password %(email)s") % {"email": owner.email})
    return 0 if run.state == ImportState.DONE else 1


def _wait_and_go_on(run: ImportRun) -> None:
    with Progress() as progress:
        while True:
            try:
                return go_on(run, progress.show)
            except Busy:
                progress.say(_("Another import is in work: waiting for it."))
                time.sleep(_SECONDS_BETWEEN_LOOKS)
                run.refresh_from_db()
