"""What was approved: the value that a number should reach in some days, of the company, a team or a user."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Self

from django.db.models import QuerySet

from headway.engine.calendar import Step, first_day, walk
from headway.engine.catalogue import catalogue
from headway.engine.metric import Metric, Unit
from headway.engine.period import Period
from headway.web.bearers import Bearer
from headway.web.models import Currency, Target, TargetState, User
from headway.web.targets.adding import adds_up_over_months, adds_up_over_people
from headway.web.working_days import company_days, worked

# Nobody sets targets for a century, and all time has no end.
_MOST_DAYS = 36525
_Place = tuple[str, Bearer]


def approved(metric_name: str, period: Period, bearer: Bearer) -> Decimal | None:
    """Return what is to be reached in a period; None where a month of it has no approved target.

    Of a month that lies in the period in part its share of the working days counts. What stands at a day is that of
    the last month; what does not add up is known where every month has the same target.
    """
    borne = Target.objects.filter(metric=metric_name, **bearer.columns)
    return Approved.of(borne, period).value(metric_name, period, bearer)


def approved_whole(
    metric_name: str, period: Period, bearer: Bearer, currency: Currency | None = None
) -> Decimal | None:
    """Return the same as it is said: where months lie in a period in part, in whole ones."""
    value = approved(metric_name, period, bearer)
    if value is None or not is_of_parts(metric_name, period):
        return value
    return in_whole(metric_name, value, currency)


def is_of_parts(metric_name: str, period: Period) -> bool:
    """Whether a target of some days is put together of parts of months."""
    metric = catalogue().get(metric_name)
    return metric is not None and adds_up_over_months(metric) and not is_of_months(period)


def in_whole(metric_name: str, value: Decimal, currency: Currency | None = None) -> Decimal:
    """Return a part of a target in whole ones: a count rounded up, money to whole units."""
    unit = catalogue()[metric_name].unit
    if unit is Unit.MONEY:
        return round(value, -currency.digits if currency else 0)
    return value.to_integral_value(ROUND_CEILING) if unit is Unit.COUNT else value


def is_of_months(period: Period) -> bool:
    """Whether some days are whole months."""
    return all(first_day(each, Step.MONTH) == each for each in (period.start, period.end))


def approved_months(metric_name: str, period: Period, bearer: Bearer) -> Mapping[date, Decimal]:
    """Return the approved target of each month that has a day in a period, by the month's first day."""
    borne = Target.objects.filter(metric=metric_name, **bearer.columns)
    return Approved.of(borne, period).values.get((metric_name, bearer), {})


def months_of(period: Period) -> list[date]:
    """Return the first days of the months that have a day in a period; of all time and of a century, none."""
    if period.is_all or period.days > _MOST_DAYS:
        return []
    return [first_day(each.start, Step.MONTH) for each in period.split(Step.MONTH)]


@dataclass(frozen=True)
class Approved:
    """Approved targets, read once: by metric and bearer, the value of each month."""

    values: Mapping[_Place, Mapping[date, Decimal]]

    @classmethod
    def of(cls, targets: QuerySet[Target], period: Period) -> Self:
        """Read the approved ones of some targets, of the months that have a day in a period."""
        start = period.start.replace(day=1)
        found = targets.filter(state=TargetState.APPROVED, month__gte=start, month__lt=period.end).order_by("month")
        values: dict[_Place, dict[date, Decimal]] = defaultdict(dict)
        for each in found:
            values[each.metric, Bearer.bearing(each)][each.month] = each.value
        return cls(values)

    def value(self, metric_name: str, period: Period, bearer: Bearer) -> Decimal | None:
        """Return what a bearer is to reach in a period, as `approved` says it."""
        metric, months = catalogue().get(metric_name), months_of(period)
        known = self.values.get((metric_name, bearer), {})
        if metric is None or not months or not all(month in known for month in months):
            return None
        if not adds_up_over_months(metric):
            return _standing(metric, [known[month] for month in months])
        return sum((known[month] * _part(month, period, bearer) for month in months), Decimal(0))


def _standing(metric: Metric, values: list[Decimal]) -> Decimal | None:
    if metric.is_stock and adds_up_over_people(metric):
        return values[-1]
    return values[0] if len(set(values)) == 1 else None


def _part(month: date, period: Period, bearer: Bearer) -> Decimal:
    """Return which part of a month's working days lies in a period."""
    whole = Period(month, walk(month, Step.MONTH, 1))
    within = Period(max(month, period.start), min(whole.end, period.end))
    if within == whole:
        return Decimal(1)
    days = _days(whole, bearer)
    in_all = sum(days.values(), Decimal(0))
    if not in_all:
        return Decimal(within.days) / whole.days
    return sum((share for day, share in days.items() if within.contains(day)), Decimal(0)) / in_all


def _days(month: Period, bearer: Bearer) -> Mapping[date, Decimal]:
    """Return the working days of a person, and the company's of all others."""
    person = None if bearer.user_id is None else User.objects.filter(pk=bearer.user_id).first()
    own = worked([person], month).get(person.pk, {}) if person is not None else {}
    return own or company_days(month)
