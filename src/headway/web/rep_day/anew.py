"""Works a plan out anew where the one in force no longer fits: its goal with the days left, or the rep's part of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

from headway.engine.period import Period
from headway.web.asking import Asker
from headway.web.bearers import Bearer
from headway.web.models import User
from headway.web.naming import NotUnderstood
from headway.web.plans.again import words_of
from headway.web.plans.asked import draft_told
from headway.web.plans.bearers import may_plan
from headway.web.plans.making import Draft
from headway.web.plans.pace import is_hopeless
from headway.web.plans.wishes import Goal
from headway.web.rep_day.needed import NeedLine, PlannedDay, ahead_of, planned_days

_MONTH, _QUARTER = 31, 92


class Verdict(StrEnum):
    """Whether the work of a plan still brings its deals: it does, more of it would, or no work of this kind can."""

    HOLDS = "holds"
    MORE = "more"
    HOPELESS = "hopeless"


@dataclass(frozen=True)
class Anew:
    """A plan whose deals are behind, worked out anew; ``former`` is what the plan itself needs of the day."""

    draft: Draft
    verdict: Verdict
    former: tuple[NeedLine, ...]


def rep_days(asker: Asker, rep: User, day: date | None = None) -> tuple[PlannedDay, PlannedDay | None]:
    """Return a rep's day, today unless one is given, and on a day off the next one that they work, as things stand."""
    planned = worked_anew(asker, planned_days(asker, [rep], day)[0])
    ahead = ahead_of(asker, planned)
    return planned, None if ahead is None else worked_anew(asker, ahead)


def worked_anew(asker: Asker, planned: PlannedDay) -> PlannedDay:
    """Return a day with what it needs as things stand, where the deals of its plan are behind; else as it is.

    Where more work can still bring them, that much is needed. Where none can, the plan's own stays, with the verdict.
    """
    draft = _draft(asker, planned)
    if draft is None:
        return planned
    work, needed = planned.work, _needed(draft, planned)
    if is_hopeless(draft) or (draft.sure.tries is None and draft.case.history.rate):
        return replace(planned, anew=Anew(draft, Verdict.HOPELESS, tuple(work)))
    first = next((line for line in work if line.metric.name in needed), None)
    if first is None:
        return planned
    if needed[first.metric.name] <= first.need.left_in_all:
        return replace(planned, anew=Anew(draft, Verdict.HOLDS, tuple(work)))
    lines = tuple(_line(line, needed) for line in planned.lines)
    return replace(planned, lines=lines, anew=Anew(draft, Verdict.MORE, tuple(work)))


def words_anew(asker: Asker, planned: PlannedDay) -> dict[str, str]:
    """Return the words that ask for a plan in the place of one that no longer fits; none where it fits.

    Of a plan that is over, whoever may plan for those whose plan it was asks for the whole of the next one; a rep, and
    whoever looks at a day that is behind, for the rep's part of it.
    """
    line = planned.ended or planned.result
    if line is None or not (planned.ended or is_stalled(planned)):
        return {}
    if planned.ended and may_plan(asker.user, Bearer.bearing(line.plan)):
        return {**words_of(asker, line.plan), **_next_days(line)}
    if not may_plan(asker.user, Bearer.of(planned.rep)):
        return {}
    return _part(asker, planned, line)


def is_stalled(planned: PlannedDay) -> bool:
    """Whether the deals of a plan are behind an even pace, or missing where all of its work is done."""
    line = planned.result
    if line is None or not line.need.left_in_all:
        return False
    return line.need.short > 0 or is_fruitless(planned)


def is_outdated(planned: PlannedDay) -> bool:
    """Whether it is known that the work of a plan no longer brings its deals."""
    return planned.anew is not None and planned.anew.verdict is not Verdict.HOLDS


def is_by_plan(planned: PlannedDay) -> bool:
    """Whether a day whose deals are behind needs what the plan says, though nobody found that this is enough."""
    if planned.anew is not None:
        return planned.anew.verdict is Verdict.HOPELESS
    return is_stalled(planned)


def is_fruitless(planned: PlannedDay) -> bool:
    """Whether all the work of a plan is done, and deals are missing all the same."""
    line = planned.result
    return line is not None and line.need.left_in_all > 0 and is_worked_off(planned)


def is_worked_off(planned: PlannedDay) -> bool:
    """Whether all the work is done that the plan needs."""
    return bool(planned.work) and not any(each.need.left_in_all for each in planned.work)


def _part(asker: Asker, planned: PlannedDay, line: NeedLine) -> dict[str, str]:
    """Return the words that ask for a rep's part of a plan: a plan of their own as it is, of others what is left."""
    own, need = Bearer.of(planned.rep), line.need
    told = words_of(asker, line.plan)
    if not planned.ended and own == Bearer.bearing(line.plan):
        return told
    # Of a day still to come, what is won before it is taken off by now.
    days = _next_days(line) if planned.ended else {"period": f"{planned.day}..{line.period.end}"}
    # What was won today is counted as reached by a plan that begins today.
    amount = need.total if planned.ended else need.left_in_all + (need.done if planned.day == asker.today else 0)
    part = {"goal": Goal.DEALS.value, "for": own.key, "amount": str(amount.to_integral_value(ROUND_CEILING))}
    return {**told, **part, **days}


def _draft(asker: Asker, planned: PlannedDay) -> Draft | None:
    """Work out anew the part of a rep whose deals are behind; None of others, and where that cannot be asked for."""
    line = planned.result
    if line is None or not is_stalled(planned):
        return None
    try:
        return draft_told(asker, _part(asker, planned, line))
    except NotUnderstood:
        return None


def _needed(draft: Draft, planned: PlannedDay) -> Mapping[str, Decimal]:
    """Return how much of each number is to be done from now on until the plan ends."""
    if draft.sure.tries is None:
        return {}
    links = zip(draft.case.history.steps, draft.sure.passing, strict=False)
    shared = ((step.count, number) for step, number in links if step.count and number is not None)
    return {metric: Decimal(draft.share_of(planned.rep, number)) for metric, number in shared}


def _line(line: NeedLine, needed: Mapping[str, Decimal]) -> NeedLine:
    need, more = line.need, needed.get(line.metric.name)
    if more is None or need.is_result:
        return line
    return replace(line, need=replace(need, total=need.before + need.done + more), is_anew=True)


def _next_days(line: NeedLine) -> dict[str, str]:
    """Return the days of the next plan of the same length as one that is over."""
    length = Period(line.plan.starts_on, line.plan.ends_on).days
    return {"period": "this month" if length <= _MONTH else "this quarter" if length <= _QUARTER else "this year"}
