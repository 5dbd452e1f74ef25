"""What can be a target at all, and whether targets of it add up: over people, and over months."""

from django.utils.translation import gettext as _

from headway.engine.catalogue import catalogue, find
from headway.engine.metric import Aggregate, Grade, Group, Metric, Unit
from headway.web.explained import explained
from headway.web.naming import NotUnderstood

# What to take in the place of a volume: the number that the same work is done for.
_INSTEAD = {Group.CONTACTS: "effective_contacts", Group.TIMES: "effective_contacts", Group.LEADS: "new_leads"}
_OTHERWISE = "deals_won"


def target_metric(text: str) -> Metric:
    """Return the metric of a name or label, if it can be a target. Raises NotUnderstood with the field 'metric'."""
    with explained():
        metric = find(text)
    if not may_be_target(metric):
        raise NotUnderstood(refusal(metric), "aim")
    return metric


def target_metrics() -> list[Metric]:
    """Return every metric that can be a target, by its label."""
    return sorted(filter(may_be_target, catalogue().values()), key=lambda each: _(each.label))


def may_be_target(metric: Metric) -> bool:
    """Return whether people may be graded by a metric."""
    return metric.grade is not Grade.VOLUME


def refusal(metric: Metric) -> str:
    """Say why a metric cannot be a target, and what to take instead."""
    instead = catalogue()[_INSTEAD.get(metric.group, _OTHERWISE)]
    told = {"metric": _(metric.label), "instead": _(instead.label), "plan": _("From the goal")}
    words = _(
        "%(metric)s: this number tells how much is done, not what comes of it. Whoever is measured by it does more of "
        "it, and not better. Take '%(instead)s' as the target; how much work that needs is told under '%(plan)s'."
    )
    return words % told


def adds_up_over_people(metric: Metric) -> bool:
    """Return whether the company's number is the sum of its people's: pieces, money and hours are, shares are not."""
    is_plain = metric.per is None and not metric.factors and metric.course is None
    is_summed = metric.of.aggregate is Aggregate.SUM and metric.unit in {Unit.COUNT, Unit.MONEY, Unit.HOURS}
    return is_plain and is_summed


def adds_up_over_months(metric: Metric) -> bool:
    """Return whether a year's number is the sum of its months': of what stands at a day it is not."""
    return adds_up_over_people(metric) and not metric.is_stock and metric.of.again_on is None
