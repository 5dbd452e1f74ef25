"""A board as a file: a table of exact values as CSV and XLSX, and a sheet of paper as PDF."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from headway.engine.figure import Figure
from headway.engine.metric import Unit
from headway.engine.period import Period
from headway.web import figures
from headway.web.asking import Asker
from headway.web.boards.answered import Tile, tiles_of
from headway.web.boards.holders import Holder
from headway.web.boards.paper import paper_of
from headway.web.boards.picks import picks_of
from headway.web.boards.told import ToldTile, told_tiles
from headway.web.facts import facts_known_until
from headway.web.facts.age import age_column
from headway.web.listing import Cell
from headway.web.models import Company
from headway.web.still import still_facts
from headway.web.templatetags.headway import age_words

_HEADINGS = (
    "metric", "label", "from", "until", "value", "unit", "compared_from", "compared_until", "compared", "changed",
    "beyond_chance", "of", "per", "low", "high", "goal", "goal_every", "goal_by", "narrowed", "problem",
)  # fmt: skip
_WIDTHS = {"known_until": 26, "label": 34, "narrowed": 30, "problem": 40, "metric": 26}


@dataclass(frozen=True)
class AskedBoard:
    """A board with its answers, and the same in words; ``known_until`` where they are not of the moment of asking."""

    asker: Asker
    holder: Holder
    tiles: Sequence[Tile]
    told: Sequence[ToldTile]
    known_until: datetime | None = None

    @property
    def headings(self) -> tuple[str, ...]:
        """The heads of its table; of when the numbers are stands there where that is not said by the day itself."""
        return (*_HEADINGS, *age_column(self.known_until))


def asked_board(asker: Asker, holder: Holder, *, is_team_total: bool = False) -> AskedBoard:
    """Ask a whole board from facts of one moment."""
    with still_facts() as facts:
        tiles = tiles_of(asker, holder, picks_of(holder), facts, is_team_total=is_team_total)
    return AskedBoard(asker, holder, tiles, told_tiles(asker, holder, tiles), facts_known_until())


def board_file(asker: Asker, holder: Holder, form: str, *, is_team_total: bool = False) -> HttpResponse:
    """Return a board as a file to keep."""
    kind, write = FORMATS[form]
    content = write(asked_board(asker, holder, is_team_total=is_team_total))
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="board-{asker.today.isoformat()}.{form}"'
    return response


def csv_of(board: AskedBoard) -> bytes:
    """Return the table as CSV: exact values in units of the currency, shares from 0 to 1, days both included."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(board.headings)
    for row in table_of(board):
        writer.writerow([_filed(value) for value in row])
    # Spreadsheets take a file for UTF-8 by this mark alone.
    return out.getvalue().encode("utf-8-sig")


def _filed(value: Any) -> str:
    if isinstance(value, Decimal):
        digits = f"{value:f}"
        return digits.rstrip("0").rstrip(".") if "." in digits else digits
    return "" if value is None else Cell(str(value), is_number=isinstance(value, int)).filed


def xlsx_of(board: AskedBoard) -> bytes:
    """Return the same table as a workbook, its numbers as numbers."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Board"
    sheet.append(list(board.headings))
    for row in table_of(board):
        sheet.append([float(value) if isinstance(value, Decimal) else value for value in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for place, heading in enumerate(board.headings, 1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(heading, 14)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, str):
                # A name that begins with '=' is a name.
                cell.data_type = "s"
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf_of(board: AskedBoard) -> bytes:
    """Return the board on paper, in the reader's language."""
    company = board.asker.company
    made = _("%(company)s, %(day)s") % {
        "company": company.name if company else "",
        "day": figures.day(board.asker.today),
    }
    return paper_of(
        {
            "language": get_language() or "en",
            "title": title_of(board.holder),
            "lead": made,
            "age": age_words(board.known_until),
            "made": _("Coloured is what changed by more than chance alone would do, in 19 of 20 cases."),
            "tiles": [_on_paper(each) for each in board.told],
        }
    )


def title_of(holder: Holder) -> str:
    """Return what a board is called."""
    if holder.team is not None:
        return _("Board of the team %(team)s") % {"team": holder.team.name}
    return _("The company's board") if holder.user is None else _("My board")


FORMATS: Mapping[str, tuple[str, Callable[[AskedBoard], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", csv_of),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_of),
    "pdf": ("application/pdf", pdf_of),
}


def table_of(board: AskedBoard) -> list[list[Any]]:
    """Return a row for each tile, below the headings of the files."""
    rows = [_row(board, *each) for each in zip(board.tiles, board.told, strict=True)]
    return [[row.get(heading) for heading in board.headings] for row in rows]


def _row(board: AskedBoard, tile: Tile, told: ToldTile) -> dict[str, Any]:
    row: dict[str, Any] = {"metric": tile.pick.metric, "label": told.label, "problem": told.refusal or None}
    row |= age_column(board.known_until)
    if tile.answer is None or tile.metric is None:
        return row
    answer, unit, company = tile.answer, tile.metric.unit, board.asker.company
    question, within = answer.question, answer.total.interval
    is_counted = tile.metric.per is not None and unit is Unit.SHARE
    row |= {
        "value": _plain(unit, answer.total, company),
        "unit": company.currency_id if unit is Unit.MONEY and company else unit.value,
        "compared": _plain(unit, answer.compared, company) if answer.compared else None,
        "changed": None if answer.changed is None else round(answer.changed, 6),
        "beyond_chance": {True: "yes", False: "no", None: None}[answer.beyond_chance],
        "of": answer.total.of if is_counted else None,
        "per": answer.total.per if is_counted else None,
        "low": within.low if within else None,
        "high": within.high if within else None,
        "narrowed": "; ".join(told.narrowed) or None,
    }
    row |= dict(zip(("from", "until"), _days(question.period), strict=True))
    if question.compare:
        row |= dict(zip(("compared_from", "compared_until"), _days(question.compare), strict=True))
    if goal := tile.pick.goal:
        due = goal.due_on.isoformat() if goal.due_on else None
        row |= {"goal": _scaled(unit, goal.value, company), "goal_every": goal.every or None, "goal_by": due}
    return row


def _days(period: Period) -> tuple[str | None, str | None]:
    if period.is_all:
        return None, None
    return period.start.isoformat(), (period.end - timedelta(days=1)).isoformat()


def _plain(unit: Unit, figure: Figure, company: Company | None) -> Decimal | int | None:
    return None if figure.value is None else _scaled(unit, figure.value, company)


def _scaled(unit: Unit, value: Decimal | int, company: Company | None) -> Decimal | int:
    """Return money in units of the currency; what was divided with no more digits than say something."""
    if unit is Unit.MONEY and company is not None:
        value = Decimal(value).scaleb(-company.currency.digits)
    return round(value, 6) if isinstance(value, Decimal) else value


def _on_paper(told: ToldTile) -> dict[str, Any]:
    is_good = told.change.is_good if told.change else None
    goal = told.goal
    notes = [
        told.against,
        told.counts,
        told.interval,
        told.why,
        told.left_out,
        *told.narrowed,
        told.refusal,
        goal.note if goal else "",
    ]
    return {
        "label": told.label,
        "days": told.days,
        "value": told.value or "—",
        "change": told.change.words if told.change and told.value else "",
        "colour": {True: "good", False: "bad", None: "plain"}[is_good],
        "notes": [note for note in notes if note],
        "goal": {"words": goal.words, "pace": goal.pace, "width": goal.width, "mark": goal.mark} if goal else None,
        "points": list(told.points) if len(told.points) > 1 else [],
    }
