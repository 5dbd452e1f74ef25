"""Prints a funnel: a table of its stages, and one for each group where it is split."""

from argparse import Namespace
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from headway.cli.asking import written
from headway.cli.asking.table import Column, print_csv, print_table
from headway.engine.names import NO_VALUE
from headway.reports.funnel import FunnelReport, StageLine, Stages
from headway.reports.funnel_difference import differences
from headway.reports.funnel_stays import Outcome
from headway.web import figures
from headway.web.columns import MEDIAN_TIME, OUTCOMES, SELDOM, SHARE_ON
from headway.web.funnel.sides import Sides, difference_words

if TYPE_CHECKING:
    from headway.web.models import User

_COUNTS = ("entered", "advanced", "skipped", "lost", "back", "moved", "reopened", "still")


def print_funnel(user: "User", report: FunnelReport, arguments: Namespace) -> None:
    if arguments.json:
        from headway.web.api.reported import FunnelOut

        print(FunnelOut.of(report).model_dump_json(indent=2))
    elif arguments.csv:
        headings = ["period", "group", "stage_id", "stage", "phase", *_COUNTS, "share_on", "median_seconds"]
        print_csv(headings, _csv_rows(report))
    else:
        _print_for_people(user, report)


def _print_for_people(user: "User", report: FunnelReport) -> None:
    rule = _("Deals that entered each stage, and what became of them by %(day)s.") % {"day": figures.day(report.as_of)}
    print(written.plain(written.led(report.question.period, rule)))
    sides = Sides.of(user, report.question)
    _print_sides(sides, report.stages, report.compared)
    if sides:
        print()
        _print_differences(report, sides)
    for group in report.groups:
        print(f"\n{_(group.label) if group.label == NO_VALUE else group.label}")
        _print_sides(sides, group.stages, group.compared)


def _print_sides(sides: Sides | None, stages: Stages, compared: Stages | None) -> None:
    _print_stages(stages)
    if sides and compared is not None:
        print(f"\n{written.plain(sides.there)}")
        _print_stages(compared)


def _print_differences(report: FunnelReport, sides: Sides) -> None:
    """Print how far the shares that went on lie apart, of the stages on which both sides have one."""
    print(
        _("Difference of the share that went on: %(here)s less %(there)s") % {"here": sides.here, "there": sides.there}
    )
    names = {line.stage_id: line.name for line in report.stages}
    told = [(names[each.stage_id], words) for each in differences(report) if (words := difference_words(each))]
    columns = [Column(_("Stage")), Column(_("Difference"), is_number=True), Column(""), Column("")]
    print_table(columns, [[name, words.short, words.chance, words.ends] for name, words in told])
    if not sides.is_apart:
        print(_("The two sides have deals in common, so that chance cannot be told."))


def _print_stages(stages: Stages) -> None:
    """Print the columns that the page shows, by the same words; what seldom happens, only where it did."""
    outcomes = [each for each in OUTCOMES if each not in SELDOM or any(getattr(line, each.value) for line in stages)]
    heads = (*(OUTCOMES[each] for each in outcomes), SHARE_ON, MEDIAN_TIME)
    columns = [Column(_("Stage")), *(Column(str(head), is_number=True) for head in heads)]
    print_table(columns, [_row(line, outcomes) for line in stages])


def _row(line: StageLine, outcomes: Iterable[Outcome]) -> list[str]:
    counts = (figures.number(getattr(line, each.value)) for each in outcomes)
    return [line.name, *counts, _share(line), _median(line)]


def _share(line: StageLine) -> str:
    return written.UNKNOWN if line.share_on is None else figures.share(line.share_on)


def _median(line: StageLine) -> str:
    return written.UNKNOWN if line.median_seconds is None else figures.duration(line.median_seconds)


def _csv_rows(report: FunnelReport) -> Iterator[list[object]]:
    yield from _csv_stages("asked", "", report.stages)
    yield from _csv_stages("compared", "", report.compared or ())
    for group in report.groups:
        yield from _csv_stages("asked", group.label, group.stages)
        yield from _csv_stages("compared", group.label, group.compared or ())


def _csv_stages(period: str, group: str, stages: Stages) -> Iterator[list[object]]:
    from headway.web.api.answers import written as digits

    for line in stages:
        counts = [getattr(line, each) for each in _COUNTS]
        ends = [digits(line.share_on), digits(line.median_seconds)]
        yield [period, group, line.stage_id, line.name, line.phase, *counts, *ends]
