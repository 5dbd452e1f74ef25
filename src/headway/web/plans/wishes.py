"""What somebody wants to reach, read from plain words: what, how much, in which days, for whom, how surely."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.engine.calendar import Step, walk
from headway.engine.period import Period
from headway.web.asking import Asker
from headway.web.bearers import Bearer
from headway.web.naming import NotUnderstood
from headway.web.plans.bearers import bearer_told
from headway.web.read_words import number_of

# A plan is for a year at most: who knows what comes then.
MOST_DAYS = 366
MONTHS = 12


class Goal(StrEnum):
    """What is to be reached: the metric it is counted by."""

    DEALS = "deals_won"
    VOLUME = "sales_volume"
    MARGIN = "sales_margin"

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of money."""
        return self is not Goal.DEALS


class Start(StrEnum):
    """Where the chain begins: with cold calls, with all calls, with new deals, or with the first that the log knows."""

    LOG = ""
    COLD_CALLS = "cold calls"
    CALLS = "calls"
    DEALS = "deals"


class More(StrEnum):
    """Than what it is to be more: than nothing, than the same days a year ago, than the last such time that is over."""

    NO = ""
    YEAR = "year"
    LAST = "last"


class Norm(StrEnum):
    """What the links are held against: their own past, those of the wider circle, or what was approved as a target."""

    PAST = "past"
    WIDER = "wider"
    TARGET = "target"


GOALS: Mapping[Goal, str | Promise] = {
    Goal.DEALS: gettext_lazy("deals won"),
    Goal.VOLUME: gettext_lazy("sales volume"),
    Goal.MARGIN: gettext_lazy("margin"),
}


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A goal as it was said; ``amount`` is in the metric's own unit, ``said`` holds the words that say it again."""

    goal: Goal
    amount: Decimal
    more: More
    period: Period
    bearer: Bearer
    certainty: Decimal
    start: Start
    months: int
    said: dict[str, str]

    @property
    def is_more(self) -> bool:
        """Whether it is said as more than there was before."""
        return self.more is not More.NO

    def compared(self, today: date) -> Period | None:
        """Return the days than whose result it is to be more."""
        if self.more is More.NO:
            return None
        if self.more is More.YEAR:
            return Period(*map(_a_year_before, (self.period.start, self.period.end)))
        return self.latest(today)

    def latest(self, today: date) -> Period:
        """Return the last such days that are over."""
        before = self.period.previous()
        while before.end > walk(today, Step.DAY, 1):
            before = before.previous()
        return before


def wish_told(asker: Asker, told: Mapping[str, str]) -> Wish:
    """Read a wish from words by name; see ``WORDS``.

    Raises NotUnderstood, whose field is the word that is in the way.
    """
    said = {name: text.strip() for name in WORDS if (text := str(told.get(name) or "")).strip()}
    goal = _one_of(Goal, said.get("goal", Goal.DEALS), "goal")
    return Wish(
        goal=goal,
        amount=_amount(asker, goal, said.get("amount", "")),
        more=_one_of(More, said.get("more", ""), "more"),
        period=_days(asker, said.get("period", ""), said.get("until", "")),
        bearer=bearer_told(asker.user, said.get("for", "")),
        certainty=_certainty(said.get("certainty", "80")),
        start=_one_of(Start, said.get("start", ""), "start"),
        months=_months(said.get("months", str(MONTHS))),
        said=said,
    )


WORDS = ("goal", "amount", "more", "period", "until", "for", "certainty", "start", "months", "as_of")


def _one_of(kind: Any, text: str, field: str) -> Any:
    if text not in set(kind):
        words = {"text": text, "known": ", ".join(each for each in kind if each)}
        raise NotUnderstood(_("'%(text)s' is not known here. There are: %(known)s.") % words, field)
    return kind(text)


def _amount(asker: Asker, goal: Goal, text: str) -> Decimal:
    if not text:
        raise NotUnderstood(_("Say how much is to be reached."), "amount")
    value = number_of(text, "amount")
    if not 0 < value < Decimal(10) ** 12:
        raise NotUnderstood(_("Give an amount above zero."), "amount")
    if goal.is_money:
        digits = asker.company.currency.digits if asker.company else 2
        return value.scaleb(digits)
    if value != value.to_integral_value() or value > 100_000:
        raise NotUnderstood(_("Deals are counted in whole ones, up to 100,000."), "amount")
    return value


def _days(asker: Asker, text: str, until: str) -> Period:
    """Return the days of a plan: those of a period, or from today up to a day that belongs to them."""
    if until:
        try:
            last = date.fromisoformat(until)
        except ValueError:
            raise NotUnderstood(_("'%(text)s' is not a day. Write 2024-01-31.") % {"text": until}, "until") from None
        if last < asker.today:
            raise NotUnderstood(_("This day has passed. Choose a later one."), "until")
        if (last - asker.today).days >= MOST_DAYS:
            raise NotUnderstood(_("A plan is for a year at most. Choose fewer days."), "until")
        period = Period(asker.today, walk(last, Step.DAY, 1))
    else:
        period = asker.period(text or "next quarter")
    if period.is_all or period.days > MOST_DAYS:
        raise NotUnderstood(_("A plan is for a year at most. Choose fewer days."), "period")
    if period.end <= asker.today:
        raise NotUnderstood(_("These days have passed. A plan is for days to come."), "period")
    return period


def _a_year_before(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


def _certainty(text: str) -> Decimal:
    value = number_of(text.replace("%", ""), "certainty")
    value = value / 100 if value > 1 else value
    if not Decimal("0.5") <= value <= Decimal("0.99"):
        raise NotUnderstood(_("A plan can be made with a certainty of 50 to 99 per cent."), "certainty")
    return value.quantize(Decimal("0.01"))


def _months(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 120:
        raise NotUnderstood(_("Say from how many months of history to learn, 1 to 120."), "months")
    return int(text)
