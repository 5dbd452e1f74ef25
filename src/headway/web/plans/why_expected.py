"""Tells why a forecast expects much less or more than the last such days brought: deals opened lately, or open now."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from headway.engine.question import Filters
from headway.planning.foresight import RECENT_WEEKS
from headway.reports.deal_weeks import own_weeks
from headway.web import figures
from headway.web.facts import get_store
from headway.web.plans.missing import Aim
from headway.web.plans.wishes import Goal, Wish
from headway.web.plans.written import span

if TYPE_CHECKING:
    from headway.engine.period import Period
    from headway.web.forecasts.outcome import Forecast

# From such a part on it is much less or more, and a cause is one.
_MUCH, _CAUSE = 0.2, 0.1


@dataclass(frozen=True)
class Change:
    """What the last such days brought, and the deals now and before: opened in some weeks, or open since a day."""

    latest: "Period"
    last: int
    now: int
    before: int
    open_on: date | None = None

    @property
    def is_less(self) -> bool:
        """Whether there are fewer deals now."""
        return self.now < self.before


def change_of(wish: Wish, aim: Aim, foreseen: "Forecast") -> Change | None:
    """Return why a forecast expects much less or more than the last such days brought; None where nothing tells it."""
    last, number = int(aim.last), foreseen.number.p50
    if wish.goal is not Goal.DEALS or abs(number - last) <= max(_MUCH * last, 2 * sqrt(last)):
        return None
    opened = Change(aim.latest, last, *foreseen.opened)
    if _tells(opened, is_less=number < last):
        return opened
    then = aim.latest.start - timedelta(days=1)
    stood = own_weeks(get_store(), then, Filters(), wish.bearer.scope_now).open
    are_open = Change(aim.latest, last, len(foreseen.deals), len(stood), then)
    return are_open if _tells(are_open, is_less=number < last) else None


def change_in_words(change: Change) -> str:
    """Say it with its figures."""
    words = {"last": figures.number(change.last), "days": span(change.latest), "weeks": RECENT_WEEKS}
    words |= {"now": figures.number(change.now), "before": figures.number(change.before)}
    if change.open_on is not None:
        words["day"] = figures.day(change.open_on)
        less = _(
            "That is less than the %(last)s of %(days)s, for fewer deals are open: on %(day)s %(before)s, now %(now)s."
        )
        more = _(
            "That is more than the %(last)s of %(days)s, for more deals are open: on %(day)s %(before)s, now %(now)s."
        )
    else:
        less = _(
            "That is less than the %(last)s of %(days)s, for fewer deals were opened lately: %(now)s in the last "
            "%(weeks)s weeks, %(before)s in the %(weeks)s weeks before."
        )
        more = _(
            "That is more than the %(last)s of %(days)s, for more deals were opened lately: %(now)s in the last "
            "%(weeks)s weeks, %(before)s in the %(weeks)s weeks before."
        )
    return (less if change.is_less else more) % words


def _tells(change: Change, *, is_less: bool) -> bool:
    """Whether deals became fewer, or more, by so much that it is a cause."""
    return change.is_less is is_less and abs(change.now - change.before) > _CAUSE * change.before
