"""The chance of a deal on a stage: of those that came to it, the share that was won; and what deals are worth by it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from ibis import Deferred, _

from headway.engine.course import Course
from headway.engine.curve import Curve
from headway.engine.dimension import Dimension
from headway.engine.followed import followed
from headway.engine.followed_daily import Cohorts, followed_daily
from headway.engine.given import Given, last_day
from headway.engine.metric import Measure
from headway.engine.period import Period
from headway.engine.question import Question
from headway.engine.stages import IS_OPEN
from headway.engine.statement import Reader

CAME = Measure(
    facts="stays",
    on="entered_on",
    where=IS_OPEN & (_.visit == 1),
    dated=_.is_entry_known,
    left_out=~_.is_entry_known,
)
TO_WON = Course(ended_on="closed_on", is_reached=_.outcome == "won")
# A chance is told in hundredths of a per cent, as it is shown: whoever multiplies by hand gets the same.
_WHOLE = 10_000
# Far more than floating numbers can be wrong by in such a sum.
_BESIDE_A_HALF = 1e-6
_DAYS = 730
_FEWEST = 10


def chances(question: Question, facts: Reader, dialect: str) -> Mapping[int, int]:
    """Return the chances of the stages as they were known on the last day, in parts of ten thousand.

    They rest on all deals of the company, whoever asks, that came to a stage for the first time in the two years up to
    that day. A stage has one where at least ten of them came long enough ago to be followed for all the days asked for.
    """
    today = last_day(question)
    asked = Question(metric="", period=reference(today), by=(Dimension.STAGE,), today=today, within=question.within)
    found = followed(TO_WON, CAME, asked, facts, dialect)
    return _known({int(str(stage)): curve for (stage,), curve in found.curves.items()}, found.within)


def chances_daily(
    question: Question, days: Sequence[date], facts: Reader, dialect: str
) -> Mapping[date, Mapping[int, int]]:
    """Return the same as they were known on each of many days, from one look at the facts."""
    within = TO_WON.within(question)
    found = followed_daily(TO_WON, CAME, Dimension.STAGE, days, within=within, span=_DAYS, facts=facts, dialect=dialect)
    told = {stage: _parts(each, within) for stage, each in found.items()}
    return {
        day: {stage: parts[place] for stage, parts in told.items() if found[stage].mature(place) >= _FEWEST}
        for place, day in enumerate(days)
    }


CHANCES = Given("stage_id", chances, chances_daily, told_by="stage_won_mature")


def reference(today: date) -> Period:
    """Return the days of which the chances of a day tell; the calendar begins with the year 1."""
    first = max(today.toordinal() - _DAYS + 1, date.min.toordinal())
    return Period(date.fromordinal(first), today + timedelta(days=1))


def weighted(amount: Deferred) -> Deferred:
    """Return an amount times the chance that was given to its row, in whole minor units, a half upwards.

    In two steps, because a product of the largest amounts would be too large for the database.
    """
    rest = amount % _WHOLE
    return (amount - rest) // _WHOLE * _.given + (rest * _.given + _WHOLE // 2) // _WHOLE


def _known(curves: Mapping[int, Curve], within: int) -> dict[int, int]:
    return {stage: _rounded(each.at(within).share) for stage, each in curves.items() if each.mature >= _FEWEST}


def _parts(cohorts: Cohorts, within: int) -> Sequence[int]:
    """Return the share of each cohort in whole parts; the exact curve decides where it lies beside a half of one."""
    import numpy as np  # noqa: PLC0415 - who asks for no such thing does not pay for it

    parts = cohorts.shares * _WHOLE
    is_unsure = np.abs(parts - np.floor(parts) - 0.5) < _BESIDE_A_HALF
    exact = {place: _rounded(cohorts.curve(place).at(within).share) for place in np.flatnonzero(is_unsure).tolist()}
    return [exact.get(place, part) for place, part in enumerate(np.rint(parts).astype(int).tolist())]


def _rounded(share: Decimal) -> int:
    return int((share * _WHOLE).to_integral_value(ROUND_HALF_EVEN))
