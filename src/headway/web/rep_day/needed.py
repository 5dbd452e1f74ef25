"""What a day needs of reps by the plans in force: needed, done and left of each number, and the streak of such days."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from headway.engine.answer import ask
from headway.engine.catalogue import catalogue
from headway.engine.dimension import Dimension
from headway.engine.metric import Metric
from headway.engine.period import Period
from headway.engine.question import Filters, Question
from headway.planning.day_plan import Course, DayNeed, streak
from headway.planning.presence import next_worked
from headway.web.asking import Asker
from headway.web.bearers import Bearer
from headway.web.clock import day_of, zone_of
from headway.web.facts import get_store
from headway.web.models import Plan, PlanNeed, Target, User
from headway.web.plans import WON, Need, all_needs_of, needs_of, plans_of
from headway.web.targets import in_whole
from headway.web.targets.approved import Approved
from headway.web.working_days import worked

if TYPE_CHECKING:
    from headway.web.rep_day.anew import Anew

_DAY = timedelta(days=1)
# So many plans one after another can carry a streak, and so far ahead the next working day is looked for.
_PLANS_BACK = 12
_AHEAD = timedelta(days=60)
# Plans that lie further apart than so long a holiday carry no streak; as long one is told how the last one ended.
_BREAK = timedelta(days=30)
_CUTS = {Dimension.REP, Dimension.DAY}


@dataclass(frozen=True)
class NeedLine:
    """A number that a plan needs, on a day: ``period`` are the days of the plan from its adoption on.

    ``is_anew`` says that it is not what the plan itself says, but what its goal takes as things stand.
    """

    metric: Metric
    period: Period
    need: DayNeed
    plan: Plan
    is_anew: bool = False


@dataclass(frozen=True)
class PlannedDay:
    """A rep's day: ``share`` is the part of it that they work; without a plan in force there are no lines.

    ``next_day`` is the next day that they work, if there is one within two months. ``plans`` are all that need
    something of the rep on the day, the nearest first. ``ended`` tells on a day without a plan what the last one came
    to: its deals on its last day. ``anew`` is known where the deals are behind and the plan was worked out anew.
    ``is_ahead`` where the day is still to come. ``target`` is the rep's approved one of the deals of the
    same days.
    """

    rep: User
    day: date
    share: Decimal
    lines: tuple[NeedLine, ...]
    streak: int
    next_day: date | None
    plans: tuple[Plan, ...] = ()
    ended: NeedLine | None = None
    anew: "Anew | None" = None
    is_ahead: bool = False
    target: Decimal | None = None

    @property
    def result(self) -> NeedLine | None:
        """The deals that the plan is for."""
        return next((line for line in self.lines if line.need.is_result), None)

    @property
    def work(self) -> list[NeedLine]:
        """What is to be done for them."""
        return [line for line in self.lines if not line.need.is_result]

    @property
    def is_met(self) -> bool:
        """Whether the day has all that it needs."""
        return all(line.need.is_met for line in self.lines)


def planned_days(asker: Asker, reps: Sequence[User], day: date | None = None) -> list[PlannedDay]:
    """Return the day of some reps, today unless one is given; the caller has looked up whose work exists for the asker.

    What is done is counted up to the asker's today: of a later day, what is needed if nothing more is done until then.
    """
    day = day or asker.today
    counted = _Counted(asker, tuple(reps), day)
    around = worked(reps, Period(day, day + _AHEAD))
    return with_targets([_planned(counted, rep, day, around[rep.pk]) for rep in reps])


def ahead_of(asker: Asker, planned: PlannedDay) -> PlannedDay | None:
    """Return what the next working day needs, where a day with a plan is a day off; else None."""
    if planned.share or planned.next_day is None or not any(line.need.left_in_all for line in planned.work):
        return None
    return planned_days(asker, [planned.rep], planned.next_day)[0]


def team_days(asker: Asker, reps: Sequence[User]) -> list[PlannedDay]:
    """Return the day of some reps: today, or where none of them works, the next day on which one does."""
    days = planned_days(asker, reps)
    ahead = [each.next_day for each in days if each.next_day is not None]
    if not ahead or any(each.share for each in days) or not any(each.lines for each in days):
        return days
    return planned_days(asker, reps, min(ahead))


def with_targets(days: Sequence[PlannedDay]) -> list[PlannedDay]:
    """Return days with the approved target beside the deals that a plan wants, for each of the reps at once."""
    plans = [line.plan for each in days if (line := each.result) is not None]
    reps = [each.rep.pk for each in days]
    known = {
        (goal, span): Approved.of(Target.objects.filter(metric=goal, user__in=reps), span)
        for goal, span in {(plan.goal, _span(plan)) for plan in plans if plan.goal == WON}
    }
    return [replace(each, target=_target(each, known)) for each in days]


def _span(plan: Plan) -> Period:
    return Period(plan.starts_on, plan.ends_on)


def _target(planned: PlannedDay, known: Mapping[tuple[str, Period], Approved]) -> Decimal | None:
    line = planned.result
    approved = None if line is None else known.get((line.plan.goal, _span(line.plan)))
    if line is None or approved is None:
        return None
    value = approved.value(WON, _span(line.plan), Bearer.of(planned.rep))
    return value if value is None else in_whole(WON, value)


def next_working_day(rep: User, after: date) -> date | None:
    """Return the next day that a rep works, if there is one within two months."""
    return next_worked(worked([rep], Period(after, after + _AHEAD))[rep.pk], after)


def _planned(counted: "_Counted", rep: User, day: date, around: Mapping[date, Decimal]) -> PlannedDay:
    lines = counted.lines(rep, day)
    return PlannedDay(
        rep=rep,
        day=day,
        share=around.get(day, Decimal(0)),
        lines=tuple(NeedLine(metric, need.period, course.on(day), need.plan) for metric, need, course in lines),
        streak=_streak(counted, rep, day),
        next_day=next_worked(around, day),
        plans=counted.plans(rep, day),
        ended=None if lines else counted.ended(rep, day),
        is_ahead=day > counted.asker.today,
    )


def _streak(counted: "_Counted", rep: User, day: date) -> int:
    """Count the days on plan backwards, through the plans that came one after another."""
    total, until = 0, day
    for _ in range(_PLANS_BACK):
        lines = counted.lines(rep, until)
        if not lines:
            break
        since = max(need.period.start for _, need, _ in lines)
        courses = [course for _, _, course in lines]
        total += streak(courses, until, since)
        if not all(_is_kept(courses, on) for on in _days_of(courses, since, until) if on != day):
            break
        former = counted.worked(Period(since - _BREAK, since))[rep.pk]
        if not former:
            break
        until = max(former)
    return total


def _days_of(courses: Sequence[Course], since: date, until: date) -> set[date]:
    return {on for course in courses for on in course.shares if since <= on <= until}


def _is_kept(courses: Sequence[Course], on: date) -> bool:
    return all(need.is_met for course in courses if (need := course.on(on)).is_daily)


def _since(start: date, counts: Mapping[date, Decimal]) -> dict[date, Decimal]:
    return {on: count for on, count in counts.items() if on >= start}


@dataclass
class _Counted:
    """What reps have done by day, each number asked once for all of them."""

    asker: Asker
    reps: tuple[User, ...]
    day: date
    _done: dict[tuple[str, Period], Mapping[int, Mapping[date, Decimal]]] = field(default_factory=dict)
    _shares: dict[Period, dict[int, dict[date, Decimal]]] = field(default_factory=dict)

    def lines(self, rep: User, day: date) -> list[tuple[Metric, Need, Course]]:
        """Return what the plans in force on a day need of a rep, with what was done for it since they were."""
        return [
            (metric, self._in_force(need), self._course(metric, need, rep))
            for need in needs_of(rep, day, self._adopted(rep, day))
            # An own metric may have been taken out since.
            if (metric := catalogue().get(need.metric)) is not None and set(metric.dimensions) >= _CUTS
        ]

    def plans(self, rep: User, day: date) -> tuple[Plan, ...]:
        """Return the plans that are in force for a rep on a day, the nearest first."""
        return plans_of(day, self._adopted(rep, day))

    def ended(self, rep: User, day: date) -> NeedLine | None:
        """Return the deals of the plan that ended last, not long before a day."""
        deals = [each.plan for each in self._adopted(rep, day) if each.metric == WON]
        over = [plan.ends_on for plan in deals if day - _BREAK < plan.ends_on <= day]
        if not over:
            return None
        last = max(over) - _DAY
        found = (line for line in self.lines(rep, last) if line[0].name == WON)
        return next((NeedLine(metric, need.period, course.on(last), need.plan) for metric, need, course in found), None)

    def _adopted(self, rep: User, day: date) -> list[PlanNeed]:
        return [each for each in self._known[rep.pk] if self._adopted_on(each.plan) <= day]

    def worked(self, period: Period) -> dict[int, dict[date, Decimal]]:
        """Return the days that each of the reps works in a period."""
        if period not in self._shares:
            self._shares[period] = worked(self.reps, period)
        return self._shares[period]

    @cached_property
    def _known(self) -> Mapping[int, list[PlanNeed]]:
        return all_needs_of(self.reps)

    def _adopted_on(self, plan: Plan) -> date:
        """Return the day on which a plan was adopted, as it was where that was done."""
        return day_of(plan.adopted_at, zone_of(plan.made_by, self.asker.company))

    def _in_force(self, need: Need) -> Need:
        """Return a need with the days that it was worked out for: what was done before is not needed any more."""
        start = max(need.period.start, self._adopted_on(need.plan))
        return replace(need, period=Period(start, need.period.end))

    def _course(self, metric: Metric, need: Need, rep: User) -> Course:
        # Asked for all days of the plan: so plans of the same days share the answer, whenever they were adopted.
        shares, done = self.worked(need.period)[rep.pk], self._of(metric, need.period, rep)
        start = self._in_force(need).period.start
        return Course(need.needed, _since(start, shares), _since(start, done), is_result=metric.name == WON)

    def _of(self, metric: Metric, period: Period, rep: User) -> Mapping[date, Decimal]:
        if (metric.name, period) not in self._done:
            self._done[metric.name, period] = self._ask(metric.name, period)
        return self._done[metric.name, period].get(rep.pk, {})

    def _ask(self, metric: str, period: Period) -> Mapping[int, Mapping[date, Decimal]]:
        done: dict[int, dict[date, Decimal]] = defaultdict(dict)
        end = max(period.start, min(period.end, self.asker.today + _DAY))
        reps = Filters(rep=frozenset(rep.pk for rep in self.reps))
        question = Question(
            metric=metric, period=Period(period.start, end), by=(Dimension.REP, Dimension.DAY), filters=reps
        )
        for line in ask(question, get_store()).lines:
            rep_id, on = line.keys
            if isinstance(rep_id, int) and isinstance(on, date) and line.figure.value is not None:
                done[rep_id][on] = Decimal(line.figure.value)
        return done
