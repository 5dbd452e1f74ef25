"""Prints a funnel: a table of its stages, and one for each group where it is split."""

from argparse import Namespace
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.cli.asking import written
from headway.cli.asking.table import Column, print_csv, print_table
from headway.engine.names import NO_VALUE
from headway.engine.period import Period
from headway.reports.funnel import FunnelReport, StageLine, Stages
from headway.web import figures
from headway.web.api.answers import written as digits
from headway.web.api.reported import FunnelOut

_COUNTS = ("entered", "advanced", "skipped", "lost", "back", "moved", "reopened", "still")


def print_funnel(report: FunnelReport, arguments: Namespace) -> None:
    if arguments.json:
        print(FunnelOut.of(report).model_dump_json(indent=2))
    elif arguments.csv:
        headings = ["period", "group", "stage_id", "stage", "phase", *_COUNTS, "share_on", "median_seconds"]
        print_csv(headings, _csv_rows(report))
    else:
        _print_for_people(report)


def _print_for_people(report: FunnelReport) -> None:
    asked = report.question
    rule = _("Deals that entered each stage, and what became of them by %(day)s.") % {"day": figures.day(report.as_of)}
    print(written.plain(written.led(asked.period, rule)))
    print_table(_columns(), _rows(report.stages))
    if asked.compare and report.compared is not None:
        _print_compared(asked.compare, report.compared)
    for group in report.groups:
        print(f"\n{_(group.label) if group.label == NO_VALUE else group.label}")
        print_table(_columns(), _rows(group.stages))
        if asked.compare and group.compared is not None:
            _print_compared(asked.compare, group.compared)


def _print_compared(period: Period, stages: Stages) -> None:
    print(f"\n{written.plain(written.period(period))}")
    print_table(_columns(), _rows(stages))


def _columns() -> list[Column]:
    counts = (
        pgettext("count of deals", "entered"),
        pgettext("count of deals", "advanced"),
        pgettext("count of deals", "skipped on"),
        pgettext("count of deals", "lost"),
        pgettext("count of deals", "back"),
        pgettext("count of deals", "left otherwise"),
        pgettext("count of deals", "still there"),
    )
    numbers = [Column(each, is_number=True) for each in (*counts, _("share on"), _("median time"))]
    return [Column(_("stage")), *numbers]


def _rows(stages: Stages) -> list[list[str]]:
    return [[line.name, *_counts(line), _share(line), _median(line)] for line in stages]


def _counts(line: StageLine) -> list[str]:
    """Set what went to another funnel and what was reopened in one column: both left the stage another way."""
    other = line.moved + line.reopened
    counts = (line.entered, line.advanced, line.skipped, line.lost, line.back, other, line.still)
    return [figures.number(count) for count in counts]


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
    for line in stages:
        counts = [getattr(line, each) for each in _COUNTS]
        ends = [digits(line.share_on), digits(line.median_seconds)]
        yield [period, group, line.stage_id, line.name, line.phase, *counts, *ends]
