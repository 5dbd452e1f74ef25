"""Targets in a CSV file: a line a month, in and out again."""

import csv
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from headway.engine.metric import Metric
from headway.web.asking import Asker
from headway.web.bearers import Bearer, bearer_told
from headway.web.facts import facts_known_until
from headway.web.facts.age import age_column
from headway.web.models import TargetState, User
from headway.web.naming import NotUnderstood
from headway.web.targets.adding import target_metric
from headway.web.targets.writing import Wish
from headway.web.targets.written import month_told, value_told, value_written
from headway.web.targets.years import Cell, Row, Year

HEADS = ("metric", "whose", "month", "value", "state", "reached")
_NEEDED = HEADS[:4]


def file_of(asker: Asker, years: Sequence[Year]) -> bytes:
    """Write the targets of years as CSV: money in units of the currency, shares in per cent, people by their e-mail."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    # What was reached may be of facts of a while ago.
    age = age_column(facts_known_until())
    writer.writerow([*HEADS, *age])
    emails = dict(User.objects.values_list("pk", "email"))
    for year in years:
        for row in year.rows:
            whose = _whose(row, emails)
            for cell in row.cells:
                told = (_cells(asker, year.metric, *each) for each in _told(cell))
                writer.writerows([year.metric.name, whose, *cells, *age.values()] for cells in told)
    return out.getvalue().encode("utf-8-sig")


def wishes_in(asker: Asker, content: bytes) -> list[Wish]:
    """Read wishes from a CSV file with the columns metric, whose, month, value; others are left alone.

    Of a month with an approved value and a draft the later line counts. Raises NotUnderstood, whose sentence names the
    line.
    """
    wishes: dict[tuple[str, Bearer, object], Wish] = {}
    for number, line in enumerate(_lines(content), start=2):
        try:
            wish = _wish(asker, line)
        except NotUnderstood as trouble:
            words = {"number": number, "trouble": str(trouble)}
            raise NotUnderstood(_("Line %(number)s: %(trouble)s") % words, trouble.field) from trouble
        wishes[wish.metric, wish.bearer, wish.month] = wish
    return list(wishes.values())


def _told(cell: Cell) -> Iterator[tuple[Cell, str, Decimal]]:
    """Yield what stands in a month: the approved value, then the draft beside it."""
    for state, value in ((TargetState.APPROVED, cell.approved), (TargetState.DRAFT, cell.draft)):
        if value is not None:
            yield cell, str(state), value


def _cells(asker: Asker, metric: Metric, cell: Cell, state: str, value: Decimal) -> list[str]:
    reached = "" if cell.reached is None else value_written(asker.company, metric, cell.reached)
    return [f"{cell.month:%Y-%m}", value_written(asker.company, metric, value), state, reached]


def _whose(row: Row, emails: dict[int, str]) -> str:
    bearer = row.bearer
    if bearer.team_id is not None:
        return f"team:{row.named.name}"
    return "company" if bearer.user_id is None else f"rep:{emails[bearer.user_id]}"


def _lines(content: bytes) -> Iterator[dict[str, str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotUnderstood(_("This file is not text in UTF-8. Save it as CSV in UTF-8."), "file") from None
    separator = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    missing = [name for name in _NEEDED if name not in (reader.fieldnames or ())]
    if missing:
        words = _("This file lacks the columns %(missing)s. It needs %(needed)s.")
        told = {"missing": ", ".join(missing), "needed": ", ".join(_NEEDED)}
        raise NotUnderstood(words % told, "file")
    for line in reader:
        yield {name: (value or "") for name, value in line.items() if name in _NEEDED}


def _wish(asker: Asker, line: dict[str, str]) -> Wish:
    metric = target_metric(line["metric"])
    text = line["value"].strip()
    return Wish(
        metric=metric.name,
        bearer=bearer_told(asker.user, line["whose"].strip()),
        month=month_told(line["month"]),
        value=value_told(asker.company, metric, text) if text else None,
    )
