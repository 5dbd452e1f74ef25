"""What Headway can look at by itself to see whether a week was done, and which numbers a week can move."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from headway.engine.dimension import Dimension
from headway.engine.metric import Aggregate, Metric

# Beside the counts of the catalogue.
CHECKS: Mapping[str, str | Promise] = {
    "costs": gettext_lazy("every sale of the week has its cost"),
    "sources": gettext_lazy("every new lead of the week has its source"),
    "logging": gettext_lazy("every rep logged contacts on so many days"),
    "next_steps": gettext_lazy("every open deal has a next step"),
    "comments": gettext_lazy("so many contacts were commented"),
    "aim": gettext_lazy("an aim was set"),
}


def is_weekly(metric: Metric) -> bool:
    """Whether a number is counted week by week: a sum, or a ratio of sums."""
    if metric.course is not None or metric.is_stock or metric.factors or Dimension.WEEK not in metric.dimensions:
        return False
    return metric.of.aggregate is not Aggregate.MEDIAN
