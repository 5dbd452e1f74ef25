"""What the steps of a chain should bring by the targets that were approved: of the people, their team, the company."""

from collections.abc import Iterator, Sequence
from datetime import date

from headway.engine.calendar import Step as CalendarStep
from headway.engine.calendar import first_day, walk
from headway.engine.period import Period
from headway.web.bearers import Bearer
from headway.web.models import User
from headway.web.plans.steps import Step
from headway.web.targets.access import targets_for
from headway.web.targets.approved import Approved


def aimed_rates(user: User, bearer: Bearer, steps: Sequence[Step], days: Sequence[date]) -> tuple[float | None, ...]:
    """Return the approved share of each step, of some days the first month in which one of them has a target.

    The nearest target counts: the people's own, then their team's, then the company's, as far as the reader sees it.
    """
    metrics = {metric for step in steps for metric in step.aimed}
    seen = targets_for(user).filter(metric__in=metrics)
    for day in days:
        month = Period(
            first_day(day, CalendarStep.MONTH), walk(first_day(day, CalendarStep.MONTH), CalendarStep.MONTH, 1)
        )
        known = Approved.of(seen, month)
        rates = tuple(_rate(known, month, bearer, step) for step in steps)
        if any(rate is not None for rate in rates):
            return rates
    return (None,) * len(steps)


def _rate(known: Approved, month: Period, bearer: Bearer, step: Step) -> float | None:
    values = (known.value(metric, month, each) for each in _nearest(bearer) for metric in step.aimed)
    found = next((value for value in values if value is not None), None)
    return None if found is None else float(found)


def _nearest(bearer: Bearer) -> Iterator[Bearer]:
    yield bearer
    if isinstance(bearer.one, User) and bearer.one.team_id is not None:
        yield Bearer(team_id=bearer.one.team_id)
    if bearer != Bearer():
        yield Bearer()
