"""From a target to the page that says what it takes: the approved ones of the chosen month and of its quarter."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from headway.engine.calendar import Step, first_day, walk
from headway.engine.period import Period
from headway.web.asking import Asker
from headway.web.plans.asked import TARGET
from headway.web.plans.bearers import bearers_for
from headway.web.plans.wishes import Goal
from headway.web.plans.written import span, value_in_words
from headway.web.targets.years import Row, Year

# Two levels are enough to choose from: the company with its teams, or a team with its reps.
_DEEPEST = 1


@dataclass(frozen=True)
class Door:
    """Whose target it is, of which days, how much, and the address of what it takes."""

    name: str
    days: str
    value: str
    url: str


def doors_of(asker: Asker, year: Year, chosen: date) -> list[Door]:
    """Return the targets that are not over and that a plan can be made for by the reader."""
    if year.metric.name not in set(Goal):
        return []
    planned = bearers_for(asker.user)
    rows = [row for row in year.rows if row.depth <= _DEEPEST and row.bearer in planned]
    return [door for row in rows for door in _of_row(asker, year, row, chosen)]


def _of_row(asker: Asker, year: Year, row: Row, chosen: date) -> Iterator[Door]:
    for step in (Step.MONTH, Step.QUARTER):
        start = first_day(chosen, step)
        period = Period(start, walk(start, step, 1))
        value = _approved(row, period)
        if period.end > asker.today and value:
            goal = Goal(year.metric.name)
            asked = {"goal": goal.value, "amount": TARGET, "period": f"{start}..{period.end}", "for": row.bearer.key}
            url = f"{reverse('plan')}?{urlencode(asked)}"
            yield Door(row.named.name, span(period), value_in_words(goal, value, asker.company), url)


def _approved(row: Row, period: Period) -> Decimal | None:
    """Return the approved target of some months; None where one of them has none, or lies in another year."""
    within = [cell.approved for cell in row.cells if cell.month is not None and period.contains(cell.month)]
    known = [each for each in within if each is not None]
    months = len(period.split(Step.MONTH))
    return sum(known, Decimal(0)) if len(known) == months else None
