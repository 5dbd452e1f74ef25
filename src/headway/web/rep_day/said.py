"""Says a rep's day in plain words: what is needed, how it is worked out, and why somebody should be contacted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from headway.planning.day_plan import DayNeed
from headway.planning.first import Reason, Why
from headway.reports.norm_standing import OpenDeal
from headway.web import figures
from headway.web.against_norms import bars_of
from headway.web.models import Currency
from headway.web.rep_day.needed import NeedLine, PlannedDay
from headway.web.rep_day.suggested import Suggested
from headway.web.wording import value_words

HOW_NEEDED = gettext_lazy(
    "What is left of the plan is spread evenly over the working days left, today included, and rounded up: what was "
    "missed comes a little on every day, and what was done beyond the need makes the next days lighter."
)
HOW_STREAK = gettext_lazy(
    "Working days in a row on which all was done that the day needed. Days off break nothing, and today counts as soon "
    "as it has what it needs. Numbers of which less than one a day is needed do not count here."
)
HOW_ORDERED = gettext_lazy(
    "First what was promised: next steps with a time today, then those overdue, the oldest first, then the others of "
    "today. Then deals past their norm (they took more than 9 of 10 won deals), then deals near it (more than 3 of 4), "
    "the most valuable first. Last, clients who buy and were silent longer than usual, who bought for most first. "
    "Each client stands here once. Who was spoken to today, and with whom a later day is agreed, is left out."
)
SHORT: Mapping[Why, str | Promise] = {
    Why.TIMED: pgettext_lazy("why to contact", "Today"),
    Why.OVERDUE: pgettext_lazy("why to contact", "Overdue"),
    Why.DUE: pgettext_lazy("why to contact", "Today"),
    Why.PAST_NORM: pgettext_lazy("why to contact", "Past its norm"),
    Why.NEAR_NORM: pgettext_lazy("why to contact", "Near its norm"),
    Why.SILENT: pgettext_lazy("why to contact", "Silent"),
}


@dataclass(frozen=True)
class SaidNeed:
    """A number of the day in words: what is needed, done and left, and how its plan stands."""

    label: str
    line: NeedLine
    needed: str
    done: str
    left: str
    plan: str

    @property
    def need(self) -> DayNeed:
        """The numbers."""
        return self.line.need

    @property
    def percent(self) -> int:
        """How much of what the day needs is done, in per cent, a hundred at most."""
        needed = self.need.needed
        return 100 if not needed else min(100, int(self.need.done * 100 / needed))


def said_needs(planned: PlannedDay, currency: Currency | None = None) -> list[SaidNeed]:
    """Return the numbers of a day in words, in the order of its plans."""
    return [_said(line, currency) for line in planned.lines]


def needs_words(planned: PlannedDay) -> str:
    """Say what a day needs in one line: 48 cold calls, 3 appointments set; empty where it needs nothing."""
    needed = ((line.metric.label, line.need.needed) for line in planned.lines if line.need.needed)
    return ", ".join(f"{_(label)}: {figures.number(count)}" for label, count in needed)


def streak_words(days: int) -> str:
    """Say for how many days the plan was kept."""
    if not days:
        return _("No day on plan in a row yet.")
    words = ngettext("%(days)s working day on plan.", "%(days)s working days on plan in a row.", days)
    return words % {"days": figures.number(days)}


def day_words(planned: PlannedDay) -> str:
    """Say in one sentence how the day stands."""
    if not planned.lines:
        return _("No plan is in force for this day.")
    if not planned.share:
        if planned.next_day is None:
            return _("This is a day off.")
        return _("This is a day off. The next working day is %(day)s.") % {"day": figures.long_day(planned.next_day)}
    if planned.is_met:
        return _("All that this day needs is done.")
    left = [line for line in planned.lines if line.need.left]
    parts = ", ".join(f"{_(line.metric.label)}: {figures.number(line.need.left)}" for line in left)
    return _("Still to do today: %(needs)s.") % {"needs": parts}


def reason_words(one: Suggested, reason: Reason) -> str:
    """Say why somebody should be contacted."""
    if reason.why in {Why.TIMED, Why.DUE, Why.OVERDUE}:
        return _promise_words(one, reason)
    if reason.why is Why.SILENT:
        own, others = (
            _("Silent for %(days)s; this client buys about every %(usual)s."),
            _("Silent for %(days)s; clients here buy again after about %(usual)s."),
        )
        words = own if reason.is_own else others
        return words % {"days": figures.days(reason.days), "usual": figures.days(reason.usual)}
    return norm_words(one.standing) if one.standing else ""


def norm_words(deal: OpenDeal) -> str:
    """Say in what a deal is past its norm or near it: the measure in which it is furthest."""
    known = [bar for bar in bars_of(deal) if bar.percent is not None]
    bar = max(known, key=lambda each: (each.is_past, each.percent or 0))
    return bar.words if bar.is_past else _("%(measure)s: %(words)s") % {"measure": bar.label, "words": bar.words}


def _promise_words(one: Suggested, reason: Reason) -> str:
    step = one.step
    if step is None:
        return str(SHORT[reason.why])
    what = f"{step.get_kind_display()}: {step.what}" if step.what else str(step.get_kind_display())
    if reason.why is Why.TIMED and step.due_at is not None:
        return _("%(what)s, agreed for %(time)s") % {"what": what, "time": figures.clock(step.due_at)}
    if reason.why is Why.OVERDUE:
        late = figures.days(reason.days)
        return _("%(what)s, agreed for %(day)s, %(late)s late") % {
            "what": what,
            "day": figures.short_day(step.due_on),
            "late": late,
        }
    return _("%(what)s, agreed for this day") % {"what": what}


def _said(line: NeedLine, currency: Currency | None) -> SaidNeed:
    need, unit = line.need, line.metric.unit
    return SaidNeed(
        label=_(line.metric.label),
        line=line,
        needed=value_words(unit, need.needed, currency) or "",
        done=value_words(unit, need.done, currency) or "",
        left=value_words(unit, need.left, currency) or "",
        plan=_plan_words(line),
    )


def _plan_words(line: NeedLine) -> str:
    """Say how the plan stands before the day: what is left until when, and how far behind or ahead."""
    need, words = line.need, _told(line)
    if not need.left_in_all:
        return _("All %(total)s of the plan are done.") % words
    if need.behind >= 1:
        return _("%(left)s of %(total)s left until %(until)s, over %(days)s; %(behind)s behind an even pace.") % words
    return _("%(left)s of %(total)s left until %(until)s, over %(days)s.") % words


def _told(line: NeedLine) -> dict[str, str]:
    need = line.need
    return {
        "left": _whole(need.left_in_all),
        "total": _whole(need.total),
        "until": figures.short_day(_latest(line)),
        "days": figures.days(need.days_left),
        "behind": _whole(need.behind),
    }


def _latest(line: NeedLine) -> date:
    return date.fromordinal(line.period.end.toordinal() - 1)


def _whole(value: Decimal) -> str:
    return figures.number(value, 0)
