"""Goals: read as people write them, in which days they are to be reached, and how far the number is."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from headway.engine.calendar import Step
from headway.engine.compared import is_plain_count
from headway.engine.figure import Figure
from headway.engine.metric import Metric, Unit
from headway.engine.period import Period
from headway.web.asking import Asker
from headway.web.boards.picks import GoalSet
from headway.web.models import GoalStep
from headway.web.naming import NotUnderstood
from headway.web.targets.written import value_told, value_written


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How far a number is: what it should be, what it is in the days of the goal, and how much of both is gone.

    ``part`` is what is reached of the goal, ``gone`` the part of the days that has been; None where the number does
    not grow day by day, as a share does not. ``is_at_most`` where less is better, ``is_met`` None while unknown.
    """

    goal: GoalSet
    period: Period
    value: Decimal | None
    part: Decimal
    gone: Decimal | None
    is_at_most: bool
    is_met: bool | None

    @property
    def is_behind(self) -> bool:
        """Whether less is reached than the days that are gone would have brought at an even pace."""
        return self.gone is not None and not self.is_met and self.part < self.gone


def days_of(goal: GoalSet, asker: Asker) -> Period:
    """Return the days of a goal: those of the week, month ... that runs, or from its first day to its last."""
    if goal.every:
        return asker.period(f"this {Step(goal.every)}")
    if goal.starts_on is None or goal.due_on is None:
        raise ValueError("A goal is for every step of the calendar, or has a first and a last day: name them.")
    return Period(goal.starts_on, goal.due_on + timedelta(days=1))


def standing(goal: GoalSet, metric: Metric, figure: Figure, period: Period, asker: Asker) -> Standing:
    """Tell how far a number is on the way to its goal."""
    value = None if figure.value is None else Decimal(figure.value)
    is_at_most = metric.better == "lower"
    is_met = None if value is None else (value <= goal.value if is_at_most else value >= goal.value)
    grows = is_plain_count(metric) or (metric.unit is Unit.MONEY and metric.per is None and not metric.is_stock)
    return Standing(
        goal=goal,
        period=period,
        value=value,
        part=_part(value, goal.value),
        gone=_gone(period, asker) if grows and not metric.factors and not is_at_most else None,
        is_at_most=is_at_most,
        is_met=is_met,
    )


def goal_told(asker: Asker, metric: Metric, *, value: str, every: str = "", by: str = "") -> GoalSet:
    """Read a goal as people write it: of money in units, of a share in per cent. Raises NotUnderstood.

    ``every`` is week, month, quarter or year; ``by`` a day, up to which it counts from today on.
    """
    told = value_told(asker.company, metric, value)
    if bool(every) == bool(by):
        raise NotUnderstood(_("Say either how often the goal is to be reached, or by which day."), "every")
    if every:
        if every not in GoalStep.values:
            words = {"text": every, "known": ", ".join(GoalStep.values)}
            raise NotUnderstood(_("'%(text)s' is not known here. There are: %(known)s.") % words, "every")
        return GoalSet(value=told, every=every)
    try:
        due_on = date.fromisoformat(by)
    except ValueError:
        raise NotUnderstood(_("'%(text)s' is not a day. Write 2024-01-31.") % {"text": by}, "by") from None
    if due_on < asker.today:
        raise NotUnderstood(_("This day has passed. Choose a later one."), "by")
    return GoalSet(value=told, starts_on=asker.today, due_on=due_on)


def goal_written(asker: Asker, metric: Metric, goal: GoalSet | None) -> dict[str, str]:
    """Write a goal as people would have told it: its value, how often, and by which day."""
    if goal is None:
        return {}
    return {
        "value": value_written(asker.company, metric, goal.value),
        "every": goal.every,
        "by": goal.due_on.isoformat() if goal.due_on else "",
    }


def _part(value: Decimal | None, goal: Decimal) -> Decimal:
    return max(Decimal(0), value / goal) if value is not None and goal else Decimal(0)


def _gone(period: Period, asker: Asker) -> Decimal:
    if asker.today < period.start:
        return Decimal(0)
    return Decimal(period.up_to(asker.today).days) / period.days
