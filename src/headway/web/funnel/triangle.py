"""The cohorts as a triangle: a row for each month, a column for each month since, and nothing where it is not over."""

from dataclasses import dataclass
from datetime import date

from headway.engine.dimension import Dimension
from headway.reports.funnel import FunnelQuestion
from headway.reports.funnel_cohorts import Cell, Cohort, CohortsReport, End
from headway.web import figures
from headway.web.funnel.picture import address
from headway.web.wording import key_words


@dataclass(frozen=True)
class TriangleCell:
    """A share with its count; all None where the month is not over. ``weight`` from 0 to 1 is how dark it is."""

    months: int
    count: int | None
    share: str
    weight: float
    url: str


@dataclass(frozen=True)
class TriangleRow:
    """The cohort of a month."""

    month: date
    label: str
    entered: int
    url: str
    cells: tuple[TriangleCell, ...]


@dataclass(frozen=True)
class Triangle:
    """The cohorts, told as of the latest day that is over."""

    as_of: date
    end: End
    heads: tuple[int, ...]
    rows: tuple[TriangleRow, ...]


def triangle_of(report: CohortsReport, end: str) -> Triangle:
    """Return the triangle of the share that had come to an end."""
    told = End(end)
    heads = tuple(cell.months for cell in report.cohorts[0].cells) if report.cohorts else ()
    rows = tuple(_row(report.question, cohort, told) for cohort in report.cohorts)
    return Triangle(report.as_of, told, heads, rows)


def _row(question: FunnelQuestion, cohort: Cohort, end: End) -> TriangleRow:
    month = cohort.month.strftime("%Y-%m")
    return TriangleRow(
        month=cohort.month,
        label=key_words(Dimension.MONTH, cohort.month, ""),
        entered=cohort.entered,
        url=address("funnel_cohort_rows", question, month=month),
        cells=tuple(_cell(question, cohort, cell, end) for cell in cohort.cells),
    )


def _cell(question: FunnelQuestion, cohort: Cohort, cell: Cell, end: End) -> TriangleCell:
    count, share = cohort.count(cell, end), cohort.share(cell, end)
    if count is None or share is None:
        return TriangleCell(cell.months, None, "", 0.0, "")
    month = cohort.month.strftime("%Y-%m")
    url = address("funnel_cohort_rows", question, month=month, end=end.value, months=cell.months) if count else ""
    return TriangleCell(cell.months, count, figures.share(share, 0), round(float(share), 3), url)
