"""The matrix of stage before by stage after as a table: each of its numbers with the way to its deals."""

from dataclasses import dataclass

from django.utils.translation import pgettext

from headway.reports.funnel import FunnelQuestion
from headway.reports.funnel_flow import FlowReport
from headway.reports.funnel_stays import Outcome
from headway.web.funnel.picture import address


@dataclass(frozen=True)
class Entries:
    """A number of entries with the way to them; ``to_id`` is the stage they went to, None where they still are."""

    head: str
    to_id: int | None
    count: int
    url: str


@dataclass(frozen=True)
class MatrixRow:
    """A stage, how many entered it, and where they went."""

    stage_id: int
    name: str
    entered: Entries
    cells: tuple[Entries, ...]


@dataclass(frozen=True)
class Matrix:
    """All rows, the heads of their columns, and what each column adds up to."""

    heads: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    sums: tuple[Entries, ...]
    entered: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing entered any stage."""
        return not self.entered


def matrix_of(report: FlowReport) -> Matrix:
    """Return the matrix of a flow: a row for each stage of the funnel, a column for each that deals went to."""
    columns = [(stage.id, stage.name) for stage in report.stages if report.arrived.get(stage.id)]
    places: list[tuple[int | None, str]] = [*columns, (None, pgettext("column of deals", "Still there"))]
    rows = tuple(
        MatrixRow(
            stage_id=stage.id,
            name=stage.name,
            entered=_entered(report, stage.id),
            cells=tuple(_cell(report, stage.id, to_id, head) for to_id, head in places),
        )
        for stage in report.stages
        if stage.parent_id == report.question.funnel_id or stage.id in report.entered
    )
    sums = tuple(Entries(head, to_id, report.arrived.get(to_id, 0), "") for to_id, head in places)
    return Matrix(tuple(head for _to, head in places), rows, sums, sum(report.entered.values()))


def _entered(report: FlowReport, stage_id: int) -> Entries:
    count = report.entered.get(stage_id, 0)
    return Entries("", None, count, entries_url(report.question, stage_id, None, Outcome.ENTERED) if count else "")


def _cell(report: FlowReport, stage_id: int, to_id: int | None, head: str) -> Entries:
    count = report.cells.get((stage_id, to_id), 0)
    outcome = Outcome.STILL if to_id is None else Outcome.ENTERED
    return Entries(head, to_id, count, entries_url(report.question, stage_id, to_id, outcome) if count else "")


def entries_url(question: FunnelQuestion, stage_id: int, to_id: int | None, outcome: Outcome) -> str:
    """Return the address of the deals that entered a stage and went to another next, or had one outcome."""
    to = {} if to_id is None else {"to": to_id}
    return address("funnel_rows", question, at=stage_id, outcome=outcome.value, **to)
