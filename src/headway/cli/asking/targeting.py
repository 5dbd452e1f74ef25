"""Prints, sets, fills in and approves targets from words."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.cli.asking import written
from headway.cli.asking.table import Column, print_table
from headway.cli.problem import CommandProblem
from headway.web import figures
from headway.web.api.targeted import TargetsOut
from headway.web.asking import Asker
from headway.web.bearers import bearer_told
from headway.web.read_words import number_of
from headway.web.targets import filling, writing
from headway.web.targets.adding import target_metric, target_metrics
from headway.web.targets.files import file_of, wishes_in
from headway.web.targets.telling import notes_told, sums_told
from headway.web.targets.writing import Wish
from headway.web.targets.written import month_told, value_told, value_written, year_told
from headway.web.targets.years import Cell, Row, Year, year_of


def overview(asker: Asker, _arguments: Namespace) -> None:
    """Print which numbers have targets this year, and how many wait for approval."""
    known = writing.counts_for(asker, year_told(asker))
    labels = {each.name: _(each.label) for each in target_metrics()}
    columns = [Column(_("Number")), Column(_("approved"), is_number=True), Column(_("drafts"), is_number=True)]
    print_table(columns, [[labels.get(each, each), str(held), str(drafts)] for each, held, drafts in known])


def show(asker: Asker, arguments: Namespace) -> None:
    """Print a year of a number."""
    year = _year(asker, arguments)
    if arguments.json:
        print(TargetsOut.of(asker, year).model_dump_json(indent=2))
        return
    heads = [Column(figures.short_month(each), is_number=True) for each in year.months]
    columns = [Column(_("Whose")), Column(""), *heads, Column(_("Year"), is_number=True)]
    print_table(columns, [line for row in year.rows for line in _lines(asker, year, row)])
    currency = asker.company.currency if asker.company else None
    for sentence in (*sums_told(year, currency), *notes_told(year.metric)):
        print(written.plain(sentence))


def export(asker: Asker, arguments: Namespace) -> None:
    """Print a year of a number as CSV."""
    sys.stdout.write(file_of(asker, [_year(asker, arguments)]).decode("utf-8-sig"))


def establish(asker: Asker, arguments: Namespace) -> None:
    """Set a month at once. Raises PermissionDenied where it is not the asker's to approve."""
    writing.establish(asker, [_wish(asker, arguments)])
    print(_("The target holds.") if arguments.value else _("The target is taken back."))


def propose(asker: Asker, arguments: Namespace) -> None:
    """Propose a month."""
    _say(writing.propose(asker, [_wish(asker, arguments)]))


def spread(asker: Asker, arguments: Namespace) -> None:
    """Spread a year over its months."""
    metric, bearer = target_metric(arguments.metric), bearer_told(asker.user, arguments.whose)
    whole, year = value_told(asker.company, metric, arguments.value), year_told(asker, arguments.year)
    _say(writing.propose(asker, filling.spread_year(asker, metric, bearer, year, whole=whole, how=arguments.how)))


def share(asker: Asker, arguments: Namespace) -> None:
    """Share targets out to those below."""
    metric, bearer = target_metric(arguments.metric), bearer_told(asker.user, arguments.whose)
    year = year_told(asker, arguments.year)
    _say(writing.propose(asker, filling.share_out(asker, metric, bearer, year, arguments.how)))


def copy(asker: Asker, arguments: Namespace) -> None:
    """Copy last year, so many per cent up."""
    percent = number_of(arguments.plus.replace("%", ""), "percent")
    metric, year = target_metric(arguments.metric), year_told(asker, arguments.year)
    _say(writing.propose(asker, filling.copy_year(asker, metric, year, percent=percent, basis=arguments.basis)))


def take(asker: Asker, arguments: Namespace) -> None:
    """Bring targets in from a file. Raises CommandProblem where it cannot be read."""
    try:
        content = Path(arguments.file).read_bytes()
    except OSError as trouble:
        raise CommandProblem(str(trouble)) from trouble
    wishes: Sequence[Wish] = wishes_in(asker, content)
    _say(writing.establish(asker, wishes) if arguments.approve else writing.propose(asker, wishes))


def approve(asker: Asker, arguments: Namespace) -> None:
    """Let drafts hold."""
    drafts = writing.drafts_for(asker, **_which(asker, arguments))
    count = writing.approve(asker, writing.approvable_for(asker, drafts))
    print(ngettext("%(count)s target is approved.", "%(count)s targets are approved.", count) % {"count": count})


def drop(asker: Asker, arguments: Namespace) -> None:
    """Take drafts back."""
    count = writing.drop(asker, writing.drafts_for(asker, **_which(asker, arguments)))
    print(ngettext("%(count)s draft is taken back.", "%(count)s drafts are taken back.", count) % {"count": count})


def _year(asker: Asker, arguments: Namespace) -> Year:
    return year_of(asker, target_metric(arguments.metric), year_told(asker, arguments.year))


def _wish(asker: Asker, arguments: Namespace) -> Wish:
    metric, bearer = target_metric(arguments.metric), bearer_told(asker.user, arguments.whose)
    value = value_told(asker.company, metric, arguments.value) if arguments.value else None
    return Wish(metric=metric.name, bearer=bearer, month=month_told(arguments.month), value=value)


def _which(asker: Asker, arguments: Namespace) -> dict[str, Any]:
    return {
        "metric": target_metric(arguments.metric).name if arguments.metric else "",
        "period": year_told(asker, arguments.year) if arguments.year else None,
        "bearer": bearer_told(asker.user, arguments.whose) if arguments.whose else None,
    }


def _lines(asker: Asker, year: Year, row: Row) -> list[list[str]]:
    """Return two lines: the targets, a draft with its mark, and what was reached."""
    name = "  " * row.depth + row.named.name
    cells = (*row.cells, row.whole)
    targets = [_value(asker, year, each.value) + ("*" if each.draft is not None else "") for each in cells]
    reached = [_value(asker, year, each.reached) if _has_been(asker, each) else "" for each in cells]
    return [[name, _("target"), *targets], ["", _("reached"), *reached]]


def _value(asker: Asker, year: Year, value: Any) -> str:
    return written.UNKNOWN if value is None else value_written(asker.company, year.metric, value)


def _has_been(asker: Asker, cell: Cell) -> bool:
    return cell.month is None or cell.month <= asker.today


def _say(count: int) -> None:
    words = ngettext("%(count)s month changed.", "%(count)s months changed.", count)
    print(words % {"count": count} if count else _("Nothing changed."))
