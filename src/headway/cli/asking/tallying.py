"""Counts, corrects and lists tallies from words."""

from argparse import Namespace
from datetime import date

from django.utils.translation import gettext as _

from headway.cli.asking import written
from headway.cli.asking.table import Column, print_table
from headway.cli.problem import CommandProblem
from headway.web import figures
from headway.web.access import Verb, require
from headway.web.asking import Asker
from headway.web.log import add_tally_kind, change_tally_kind, correct_tally, count_tally, undo_tally
from headway.web.models import TallyKind
from headway.web.naming import one_named
from headway.web.tallied import tallied


def show(asker: Asker, _arguments: Namespace) -> None:
    """Print one's own counts of the last days."""
    require(asker.user, Verb.LOG)
    found = tallied(asker.user, asker.today)
    days = [Column(figures.short_day(day), is_number=True) for day in found.days]
    columns = [Column(_("Counter")), *days, Column(_("Together"), is_number=True)]
    print_table(columns, [[each.kind.name, *map(str, each.counts), figures.number(each.total)] for each in found.kinds])


def count(asker: Asker, arguments: Namespace) -> None:
    """Count some more and say how many it is now. Raises CommandProblem, NotUnderstood or LogProblem."""
    require(asker.user, Verb.LOG)
    kind, on = _kind(arguments.kind), _day(arguments.on, asker)
    count_tally(kind, arguments.count, rep=asker.user, by=asker.user, now=asker.now, counted_on=on)
    _say(asker, kind)


def correct(asker: Asker, arguments: Namespace) -> None:
    """Let a day have had so many. Raises CommandProblem, NotUnderstood or LogProblem."""
    require(asker.user, Verb.LOG)
    kind, on = _kind(arguments.kind), _day(arguments.on, asker)
    correct_tally(kind, arguments.total, rep=asker.user, counted_on=on, by=asker.user, now=asker.now)
    words = {"kind": kind.name, "total": figures.number(arguments.total), "day": figures.day(on)}
    print(written.plain(_("%(kind)s: %(total)s on %(day)s.") % words))


def undo(asker: Asker, _arguments: Namespace) -> None:
    """Take back what was counted last today. Raises CommandProblem or LogProblem."""
    require(asker.user, Verb.LOG)
    latest = tallied(asker.user, asker.today).latest
    if latest is None:
        raise CommandProblem(_("Nothing was counted today."))
    kind = latest.kind
    undo_tally(latest, by=asker.user, now=asker.now)
    _say(asker, kind)


def add(asker: Asker, arguments: Namespace) -> None:
    """Let the company count something more. Raises LogProblem."""
    require(asker.user, Verb.ADMINISTER)
    kind = add_tally_kind(arguments.name, by=asker.user, now=asker.now)
    print(_("%(kind)s is counted from now on.") % {"kind": kind.name})


def rename(asker: Asker, arguments: Namespace) -> None:
    """Call a counter otherwise. Raises NotUnderstood or LogProblem."""
    require(asker.user, Verb.ADMINISTER)
    kind = _kind(arguments.kind)
    before = kind.name
    change_tally_kind(kind, {"name": arguments.name}, by=asker.user, now=asker.now)
    print(_("%(before)s is called %(after)s now.") % {"before": before, "after": kind.name})


def retire(asker: Asker, arguments: Namespace) -> None:
    """Count something no more. Raises NotUnderstood or LogProblem."""
    require(asker.user, Verb.ADMINISTER)
    kind = change_tally_kind(_kind(arguments.kind), {"is_retired": True}, by=asker.user, now=asker.now)
    print(_("%(kind)s is no longer counted; what was counted stays.") % {"kind": kind.name})


def _say(asker: Asker, kind: TallyKind) -> None:
    counted = next(each for each in tallied(asker.user, asker.today).kinds if each.kind == kind)
    print(_("%(kind)s: %(count)s today.") % {"kind": kind.name, "count": figures.number(counted.today)})


def _kind(text: str) -> TallyKind:
    return TallyKind.objects.get(pk=one_named(TallyKind.objects.values_list("pk", "name"), text, "tally_kind"))


def _day(text: str, asker: Asker) -> date:
    try:
        return date.fromisoformat(text) if text else asker.today
    except ValueError:
        raise CommandProblem(_("'%(text)s' is not a day. Write 2024-01-31.") % {"text": text}) from None
