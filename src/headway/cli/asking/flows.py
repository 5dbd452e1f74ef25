"""Prints what a funnel tells beside its stages: its flow, the times in its stages, its cohorts."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.cli.asking import written
from headway.cli.asking.table import Column, print_csv, print_table
from headway.engine.period import Period
from headway.reports.funnel_cohorts import CohortsReport, End
from headway.reports.funnel_flow import FlowReport
from headway.reports.funnel_times import PERCENTILES, TimesReport
from headway.web import figures
from headway.web.funnel.sides import Sides

if TYPE_CHECKING:
    from headway.web.models import User

_SIDES = ("asked", "compared")
_Report = TypeVar("_Report", FlowReport, TimesReport, CohortsReport)


def print_flow(user: "User", reports: Sequence[FlowReport], arguments: Namespace) -> None:
    if arguments.json:
        from headway.web.api.flowed import FlowOut

        print(FlowOut.of(*reports).model_dump_json(indent=2))
    elif arguments.csv:
        names = {stage.id: stage.name for report in reports for stage in report.stages}
        rows = (
            [
                side,
                each.stage_id,
                names[each.stage_id],
                each.to_id,
                names.get(each.to_id or 0),
                each.outcome,
                each.count,
            ]
            for side, report in zip(_SIDES, reports, strict=False)
            for each in report.steps
        )
        print_csv(["side", "stage_id", "stage", "to_id", "to", "outcome", "count"], rows)
    else:
        _print_sides(user, reports, _print_matrix)


def print_times(user: "User", reports: Sequence[TimesReport], arguments: Namespace) -> None:
    if arguments.json:
        from headway.web.api.flowed import TimesOut

        print(TimesOut.of(*reports).model_dump_json(indent=2))
    elif arguments.csv:
        rows = (
            [side, each.stage.id, each.stage.name, each.counted, each.still, *each.days.values()]
            for side, report in zip(_SIDES, reports, strict=False)
            for each in report.stages
        )
        headings = ["side", "stage_id", "stage", "counted", "still", *(f"p{each}" for each in PERCENTILES)]
        print_csv(headings, rows)
    else:
        _print_sides(user, reports, _print_days)


def print_cohorts(user: "User", reports: Sequence[CohortsReport], arguments: Namespace) -> None:
    if arguments.json:
        from headway.web.api.flowed import CohortsOut

        print(CohortsOut.of(*reports).model_dump_json(indent=2))
    elif arguments.csv:
        rows = (
            [side, each.month.strftime("%Y-%m"), each.entered, cell.months, cell.won, cell.lost]
            for side, report in zip(_SIDES, reports, strict=False)
            for each in report.cohorts
            for cell in each.cells
        )
        print_csv(["side", "month", "entered", "months", "won", "lost"], rows)
    else:
        _print_sides(user, reports, _print_triangles)


def _print_sides(user: "User", reports: Sequence[_Report], show: Callable[[_Report], None]) -> None:
    """Print the report of one side, or of both, each under its name."""
    questions = [report.question for report in reports]
    for place, report in enumerate(reports):
        if len(reports) > 1:
            sides = Sides.between(user, questions[0], questions[1])
            print(written.plain("\n" * place + (sides.there if place else sides.here)))
        show(report)


def _print_days(report: TimesReport) -> None:
    rule = _("Days after which a part had left each stage; those still there by %(day)s count with their days so far.")
    _print_led(report.question.period, rule % {"day": figures.day(report.as_of)})
    heads = [pgettext("entries", "Counted"), _("Still there"), *(figures.share(each / 100, 0) for each in PERCENTILES)]
    rows = (
        [each.stage.name, figures.number(each.counted), figures.number(each.still), *map(_days, each.days.values())]
        for each in report.stages
    )
    _print_numbers([_("Stage"), *heads], rows)


def _print_triangles(report: CohortsReport) -> None:
    rule = _("Of the deals that entered in a month, the share that had come so far by the end of each month after it.")
    _print_led(report.question.period, rule)
    for end, head in ((End.WON, pgettext("share of deals", "Won")), (End.LOST, pgettext("share of deals", "Lost"))):
        print(f"\n{head}")
        _print_triangle(report, end)


def _print_matrix(report: FlowReport) -> None:
    rule = _("Where the entries into each stage went next, by %(day)s.") % {"day": figures.day(report.as_of)}
    _print_led(report.question.period, rule)
    columns = [(stage.id, stage.name) for stage in report.stages if report.arrived.get(stage.id)]
    places: list[tuple[int | None, str]] = [*columns, (None, _("Still there"))]
    _print_numbers(
        [_("From stage"), _("Entered"), *(head for _to, head in places)],
        (
            [
                stage.name,
                figures.number(report.entered.get(stage.id, 0)),
                *(figures.number(report.cells.get((stage.id, to_id), 0)) for to_id, _head in places),
            ]
            for stage in report.stages
        ),
    )


def _print_triangle(report: CohortsReport, end: End) -> None:
    width = len(report.cohorts[0].cells) if report.cohorts else 0
    rows = (
        [
            each.month.strftime("%Y-%m"),
            figures.number(each.entered),
            *(
                "" if share is None else figures.share(share, 0)
                for share in (each.share(cell, end) for cell in each.cells)
            ),
        ]
        for each in report.cohorts
    )
    _print_numbers([_("Entered in"), _("Deals"), *map(str, range(width))], rows)


def _print_led(period: Period, rule: str) -> None:
    print(written.plain(written.led(period, rule)))


def _print_numbers(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    first, *others = heads
    print_table([Column(first), *(Column(str(head), is_number=True) for head in others)], list(rows))


def _days(days: int | None) -> str:
    return written.UNKNOWN if days is None else figures.number(days)
