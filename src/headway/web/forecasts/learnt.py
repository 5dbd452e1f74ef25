"""What all deals of the company tell of some days ahead, as of a day: learnt, and tried on past days."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from headway.engine.statement import Reader
from headway.planning.experience import Experience, tried
from headway.planning.foresight import Ahead, Foresight
from headway.planning.seasons import MONTH, Months, Openings, Verdict, month_starts
from headway.planning.trials import Trial, Tried
from headway.reports.deal_weeks import Rows, WeeksQuestion, read_standing, read_weeks

WEEK = 7
_DATES = 10


@dataclass(frozen=True)
class Learnt:
    """Chances, how well they went on past days by number and by value, and what the deals won last were worth.

    ``seasonal`` says whether a season is counted in, or why not.
    """

    foresight: Foresight
    seasonal: Verdict
    number: Experience[Trial]
    value: Experience[Tried]
    base_rate: float | None
    like: tuple[int, ...]

    @classmethod
    def read(cls, facts: Reader, dialect: str, as_of: date, ahead: Ahead) -> Self:
        """Read and learn, tried on ten past days, so far apart that their days ahead do not overlap."""
        apart = max(ahead.last, WEEK)
        back = tuple(apart * count for count in range(_DATES + 1)) if ahead.days else (0,)
        question = WeeksQuestion(as_of=as_of, back=back, ahead=(ahead.first, ahead.last))
        weeks = read_weeks(facts, dialect, question)
        now = [[row for row in rows if row["back"] == 0] for rows in (weeks.stays, weeks.entries)]
        foresight = Foresight(*now)
        months = _months(facts, dialect, as_of, weeks.won) if ahead.days else None
        past = (weeks.stays, weeks.entries, weeks.standing, weeks.won)
        openings = Openings.of(weeks.entries, as_of) if ahead.days else None
        trials, seasonal = tried(foresight, past, ahead, months, openings)
        number = Experience.of(trials, foresight.method)
        valued = [each.value for each in trials if each.value]
        before = [row for row in weeks.standing if row["back"] == apart]
        stood = sum(row["deals"] for row in before)
        return cls(
            foresight=foresight,
            seasonal=seasonal,
            number=number,
            # Good and bad times move the value as they move the number: where it has few trials, these speak.
            value=Experience.of(valued, foresight.method, number.spread),
            base_rate=sum(row["won"] for row in before) / stood if stood else None,
            like=tuple(row["won_amount"] for row in weeks.latest if row["won_amount"] > 0),
        )


def _months(facts: Reader, dialect: str, as_of: date, won: Rows) -> Months | None:
    """Return the whole months since the first win, where they are enough to tell a season."""
    since = as_of - timedelta(days=max((row["ago"] for row in won), default=0))
    starts = month_starts(as_of, since)
    return Months.of(read_standing(facts, dialect, as_of, starts, MONTH), starts, as_of) if starts else None
