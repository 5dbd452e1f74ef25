"""Offers the days and the goal of the company's plans as an aim, so that both are of the same days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from headway.engine.period import Period
from headway.web.aims.keeping import FEWEST_DAYS, MOST_DAYS
from headway.web.aims.told import ToldAim
from headway.web.asking import Asker
from headway.web.models import PlanScope
from headway.web.plans import written
from headway.web.plans.again import words_of
from headway.web.plans.keeping import plans_for


@dataclass(frozen=True)
class Offered:
    """A plan that an aim could be set by: its goal and days in words, and what fills the form with them."""

    goal: str
    days: str
    query: str


def offered_by_plans(asker: Asker, aims: Iterable[ToldAim]) -> list[Offered]:
    """Return the company's plans of whose days an aim can be set today, and none of their number is."""
    known = {(each.standing.indicator.name, each.standing.span) for each in aims}
    found = []
    for plan in plans_for(asker.user).filter(scope=PlanScope.COMPANY, ends_on__gt=asker.today):
        span = Period(plan.starts_on, plan.ends_on)
        if (plan.goal, span) in known or not _is_allowed(asker, span):
            continue
        asked = {"indicator": plan.goal, "value": words_of(asker, plan)["amount"]}
        asked |= {"since": span.start.isoformat(), "by": (span.end - timedelta(days=1)).isoformat()}
        goal = written.amount_in_words(plan.goal, plan.amount, asker.company)
        found.append(Offered(goal, written.span(span), urlencode(asked)))
    return found


def _is_allowed(asker: Asker, span: Period) -> bool:
    return all(FEWEST_DAYS <= (span.end - start).days <= MOST_DAYS for start in (asker.today, span.start))
