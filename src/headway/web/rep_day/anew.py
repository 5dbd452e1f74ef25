"""Asks for a plan anew where the one in force no longer fits: its goal with the days left, or the rep's part of it."""

from decimal import ROUND_CEILING

from headway.engine.period import Period
from headway.web.asking import Asker
from headway.web.bearers import Bearer
from headway.web.plans.again import words_of
from headway.web.plans.bearers import may_plan
from headway.web.plans.wishes import Goal
from headway.web.rep_day.needed import NeedLine, PlannedDay

_MONTH, _QUARTER = 31, 92


def words_anew(asker: Asker, planned: PlannedDay) -> dict[str, str]:
    """Return the words that ask for a plan in the place of one that no longer fits; none where it fits.

    Whoever may plan for those whose plan it is asks for the whole of it, a rep for their own part.
    """
    line = planned.ended or planned.result
    if line is None or not (planned.ended or is_stalled(planned)):
        return {}
    bearer, days = Bearer.bearing(line.plan), _days(line, is_over=planned.ended is not None)
    if may_plan(asker.user, bearer):
        return {**words_of(asker, line.plan), **days}
    own = Bearer.of(planned.rep)
    if not may_plan(asker.user, own):
        return {}
    need = line.need
    amount = need.total if planned.ended else need.left_in_all
    told = {**words_of(asker, line.plan), "goal": Goal.DEALS.value, "for": own.key}
    return {**told, "amount": str(amount.to_integral_value(ROUND_CEILING)), **(days or _left(planned, line))}


def is_stalled(planned: PlannedDay) -> bool:
    """Whether the deals of a plan are behind an even pace, or missing where all of its work is done."""
    line = planned.result
    if line is None or not line.need.left_in_all:
        return False
    return line.need.short > 0 or is_fruitless(planned)


def is_fruitless(planned: PlannedDay) -> bool:
    """Whether all the work of a plan is done, and deals are missing all the same."""
    line = planned.result
    return line is not None and line.need.left_in_all > 0 and is_worked_off(planned)


def is_worked_off(planned: PlannedDay) -> bool:
    """Whether all the work is done that the plan needs."""
    return bool(planned.work) and not any(each.need.left_in_all for each in planned.work)


def _days(line: NeedLine, *, is_over: bool) -> dict[str, str]:
    """Return the days of the next plan of the same length, where one is over."""
    if not is_over:
        return {}
    length = Period(line.plan.starts_on, line.plan.ends_on).days
    return {"period": "this month" if length <= _MONTH else "this quarter" if length <= _QUARTER else "this year"}


def _left(planned: PlannedDay, line: NeedLine) -> dict[str, str]:
    """Return the days that are left of a plan, in the place of all of them."""
    return {"period": f"{planned.day}..{line.period.end}"}
