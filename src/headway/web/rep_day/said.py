"""Says a rep's day in plain words: what is needed, and how it is worked out."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from headway.planning.day_plan import DayNeed
from headway.web import figures
from headway.web.bearers import Bearer
from headway.web.models import Currency, Plan
from headway.web.rep_day.anew import is_by_plan, is_fruitless, is_outdated, is_worked_off
from headway.web.rep_day.needed import NeedLine, PlannedDay
from headway.web.rep_day.said_anew import anew_words
from headway.web.wording import value_words

HOW_NEEDED = gettext_lazy(
    "What is left of the plan, in whole ones, is spread evenly over the working days left, today included, and rounded "
    "up: what was missed comes a little on every day, and what was done beyond the need makes the next days lighter."
)
HOW_RESULT = gettext_lazy(
    "A deal is won when it is won: no day needs one, and the streak does not ask for it. The deals are held against "
    "even steps over the working days of the plan."
)
HOW_BEHIND = gettext_lazy(
    "Where the deals of a plan are behind, the day of the rep says whether its work is still enough, and what it takes."
)
HOW_STREAK = gettext_lazy(
    "Working days in a row on which all was done that the day needed. Days off break nothing, and today counts as soon "
    "as it has what it needs. Numbers of which less than one a day is needed do not count here."
)


@dataclass(frozen=True)
class SaidNeed:
    """A number of the day in words: what is needed, done and left, and how its plan stands.

    Of a result, what there is since the plan began, and what is left of all of it. ``whose`` says whose plan it is of,
    where the numbers of the day are of several.
    """

    label: str
    line: NeedLine
    needed: str
    done: str
    left: str
    plan: str
    whose: str

    @property
    def need(self) -> DayNeed:
        """The numbers."""
        return self.line.need

    @property
    def is_met(self) -> bool:
        """Whether the day has what it needs; of a result, whether all of it is there."""
        return not self.need.left_in_all if self.need.is_result else self.need.is_met

    @property
    def percent(self) -> int:
        """How much of what the day needs is done, in per cent, a hundred at most."""
        need = self.need
        done, needed = (need.before + need.done, need.total) if need.is_result else (need.done, need.needed)
        return 100 if not needed else min(100, int(done * 100 / needed))


def said_needs(planned: PlannedDay, currency: Currency | None = None) -> list[SaidNeed]:
    """Return the numbers of a day in words, in the order of its plans."""
    is_of_many = len({line.plan.pk for line in planned.lines}) > 1
    return [_said(line, currency, _whose(line.plan) if is_of_many else "") for line in planned.lines]


def needs_words(planned: PlannedDay) -> str:
    """Say what a day needs in one line: 48 cold calls, 3 appointments set; empty where it needs nothing.

    A plan whose deals are won needs nothing more.
    """
    reached = _reached(planned)
    asking = (line for line in planned.lines if line.plan != reached)
    needed = ((line.metric.label, line.need.needed) for line in asking if line.need.needed)
    return ", ".join(f"{_(label)}: {figures.number(count)}" for label, count in needed)


def streak_words(planned: PlannedDay) -> str:
    """Say for how many days the plan was kept; nothing without one, or where its work does not bring its deals."""
    days = planned.streak
    if not planned.lines or is_fruitless(planned) or is_outdated(planned):
        return ""
    if not days:
        return _("No day on plan in a row yet.")
    words = ngettext("%(days)s working day on plan.", "%(days)s working days on plan in a row.", days)
    return words % {"days": figures.number(days)}


def day_words(planned: PlannedDay) -> str:
    """Say how the day stands: its work, and the deals that the plan is for."""
    return " ".join(filter(None, (headline(planned), *results(planned))))


def headline(planned: PlannedDay) -> str:
    """Say how the work of the day stands, or that no plan is in force; nothing where a plan has none of it left."""
    if not planned.lines:
        return _ended_words(planned.ended) if planned.ended else _("No plan is in force for this day.")
    return _work_words(planned)


def results(planned: PlannedDay) -> list[str]:
    """Say how the deals stand that a plan is for, and where they are behind, whether its work still brings them."""
    return [each for each in (_result_words(planned), _target_words(planned), anew_words(planned)) if each]


def plans_words(planned: PlannedDay) -> str:
    """Say which plans are in force together, and which counts; nothing of a single one."""
    if len(planned.plans) < 2:
        return ""
    words = {"plans": ", ".join(_whose(plan) for plan in planned.plans)}
    return (
        _(
            "Several plans are in force for this day (%(plans)s). Of each number the nearest one counts: a rep's own "
            "plan before the team's, and the team's before the company's."
        )
        % words
    )


def _work_words(planned: PlannedDay) -> str:
    is_off = "" if planned.share else _off_words(planned)
    if is_worked_off(planned):
        return f"{is_off} {_worked_off_words(planned)}".strip()
    if is_off:
        return is_off
    if planned.is_met:
        return _("All that this day needs is done.")
    return _to_do_words(planned)


def _off_words(planned: PlannedDay) -> str:
    if planned.next_day is None:
        return _("This is a day off.")
    return _("This is a day off. The next working day is %(day)s.") % {"day": figures.long_day(planned.next_day)}


def _worked_off_words(planned: PlannedDay) -> str:
    if planned.result is None or not is_fruitless(planned):
        return _("All the work of the plan is done.")
    told = _deals(planned.result)
    return _("All the work of the plan is done, and it has brought %(won)s of %(total)s deals so far.") % told


def _to_do_words(planned: PlannedDay) -> str:
    """Say what is still to do; of a plan whose deals are won, what is left of its work is told beside that."""
    reached = _reached(planned)
    left = [line for line in planned.lines if line.need.left and line.plan != reached]
    if not left:
        return ""
    parts = ", ".join(f"{_(line.metric.label)}: {figures.number(line.need.left)}" for line in left)
    if planned.is_ahead:
        said, by_plan = _("Needed: %(needed)s."), _("Needed by the plan: %(needed)s.")
    else:
        said, by_plan = _("Still to do today: %(needs)s."), _("Still to do today by the plan: %(needs)s.")
    return (by_plan if is_by_plan(planned) else said) % {"needed": parts, "needs": parts}


def _reached(planned: PlannedDay) -> Plan | None:
    """Return the plan whose deals are won; None where some are missing."""
    return None if planned.result is None or planned.result.need.left_in_all else planned.result.plan


def _result_words(planned: PlannedDay) -> str:
    """Say that the deals of a plan are won, are behind, or are missing though its work is done; else nothing."""
    line = planned.result
    if line is None:
        return ""
    need, words = line.need, _deals(line)
    if not need.left_in_all:
        won = int(need.before + need.done)
        said = ngettext("The plan is reached: %(won)s deal is won.", "The plan is reached: %(won)s deals are won.", won)
        return f"{said % words} {_left_words(planned, line.plan)}".strip()
    if need.short:
        said = ngettext(
            "%(short)s deal behind: %(won)s won so far, and by even steps it would be %(even)s.",
            "%(short)s deals behind: %(won)s won so far, and by even steps it would be %(even)s.",
            need.short,
        )
        return said % words
    return ""


def _target_words(planned: PlannedDay) -> str:
    """Say the target and the plan of the same deals in the same days, where they are two numbers."""
    line, target = planned.result, planned.target
    if line is None or target is None or _up(target) == _up(line.need.total):
        return ""
    words = {"target": _up(target), "total": _up(line.need.total)}
    return (
        _("Won deals in these days: the target is %(target)s, the plan wants %(total)s and is what counts here.")
        % words
    )


def _left_words(planned: PlannedDay, plan: Plan) -> str:
    """Say what is left of the work of a plan whose deals are won; nothing where nothing is."""
    left = [line for line in planned.work if line.plan == plan and line.need.left_in_all >= 1]
    if not left:
        return ""
    parts = ", ".join(f"{_(line.metric.label)}: {_whole(line.need.left_in_all)}" for line in left)
    return _("Left of its work, and no longer needed for its goal: %(needs)s.") % {"needs": parts}


def _ended_words(line: NeedLine) -> str:
    words = {**_deals(line), "day": figures.day(_latest(line))}
    return (
        _("No plan is in force for this day. The last one ended on %(day)s with %(won)s of %(total)s deals won.")
        % words
    )


def _deals(line: NeedLine) -> dict[str, str]:
    need = line.need
    return {
        "won": _whole(need.before + need.done),
        "total": _up(need.total),
        "short": figures.number(need.short),
        "even": figures.number(need.even),
    }


def _whose(plan: Plan) -> str:
    return Bearer.bearing(plan).label


def _said(line: NeedLine, currency: Currency | None, whose: str) -> SaidNeed:
    need, unit = line.need, line.metric.unit
    if need.is_result:
        deals = _deals(line)
        numbers = {"needed": deals["total"], "done": deals["won"], "left": _up(need.left_in_all)}
    else:
        numbers = {name: value_words(unit, getattr(need, name), currency) or "" for name in ("needed", "done", "left")}
    return SaidNeed(label=_(line.metric.label), line=line, plan=_plan_words(line), whose=whose, **numbers)


def _plan_words(line: NeedLine) -> str:
    """Say how the plan stands before the day: what is left until when, and how far behind or ahead."""
    need, words = line.need, _told(line)
    if not need.left_in_all:
        return _("All %(total)s of the plan are done.") % words
    if line.is_anew:
        return _("%(left)s left until %(until)s, over %(days)s, worked out anew.") % words
    if need.short if need.is_result else need.behind >= 1:
        return _("%(left)s of %(total)s left until %(until)s, over %(days)s; %(behind)s behind an even pace.") % words
    return _("%(left)s of %(total)s left until %(until)s, over %(days)s.") % words


def _told(line: NeedLine) -> dict[str, str]:
    need = line.need
    write = _up if need.is_result else _whole
    return {
        "left": write(need.left_in_all),
        "total": write(need.total),
        "until": figures.short_day(_latest(line)),
        "days": figures.days(need.days_left),
        "behind": figures.number(need.short) if need.is_result else _whole(need.behind),
    }


def _latest(line: NeedLine) -> date:
    return date.fromordinal(line.period.end.toordinal() - 1)


def _whole(value: Decimal) -> str:
    return figures.number(value, 0)


def _up(value: Decimal) -> str:
    """Write a number of deals: a part of one is one."""
    return figures.number(value.to_integral_value(ROUND_CEILING), 0)
