"""The card of a metric: what it is and what it is counted from, and the ways it can be cut."""

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import dedent

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from headway.engine.catalogue import catalogue
from headway.engine.course import DAYS
from headway.engine.dimension import Dimension
from headway.engine.given import last_day
from headway.engine.metric import Grade, Metric, Rule
from headway.engine.period import Period
from headway.engine.prospects import reference
from headway.engine.question import Question
from headway.web.asking import Words
from headway.web.narrowing import DIMENSION_NAMES, Select, options_of
from headway.web.parts import Tab

_WITHIN = (30, 60, 90, 180, 365)
_UNITS: Mapping[str, str | Promise] = {
    "count": gettext_lazy("a number of pieces"),
    "money": gettext_lazy("money, in the company's currency"),
    "share": gettext_lazy("a share, in per cent"),
    "days": gettext_lazy("days"),
    "hours": gettext_lazy("hours and minutes"),
}
_SOURCES: Mapping[str, str | Promise] = {
    "contacts": gettext_lazy("the contacts of the log"),
    "deals": gettext_lazy("the deals, with the milestones that follow from their log"),
    "moves": gettext_lazy("the changes of stage without a contact"),
    "stays": gettext_lazy("the stays of deals on stages, which follow from their log"),
    "pipeline": gettext_lazy("the open opportunities, with the values that held on each day"),
    "expectations": gettext_lazy("the days on which deals were expected to be won"),
    "sales": gettext_lazy("the sales booked"),
    "appointments": gettext_lazy("the meetings that contacts agreed, with the contacts that kept them"),
    "tallies": gettext_lazy("the tallies of the reps"),
    "costs": gettext_lazy("the costs of sources, spread over their days"),
    "time_entries": gettext_lazy("the time that reps wrote down, and what it was spent on"),
}

RULES: Mapping[Rule, str | Promise] = {
    Rule.PERIOD: pgettext_lazy("rule of a number", "By period"),
    Rule.COHORT: pgettext_lazy("rule of a number", "By cohort"),
    Rule.STOCK: pgettext_lazy("rule of a number", "As of the end"),
    Rule.MATURE: pgettext_lazy("rule of a number", "Mature"),
}


@dataclass(frozen=True)
class Link:
    """A way to another page."""

    label: str
    url: str


@dataclass(frozen=True)
class Fact:
    """One line of the card."""

    label: str
    text: str


def card_of(metric: Metric) -> list[Fact]:
    """Return all that there is to know about a metric, its example apart."""
    facts = [
        Fact(_("Formula"), _(metric.formula)),
        Fact(_("Rule"), f"{RULES[metric.rule]}. {_(metric.rule.meaning)}"),
        Fact(_("Left out"), _(metric.left_out)),
        *([Fact(_("Known in the field as"), _(metric.source))] if metric.source else []),
        *([Fact(_("A metric of the company's own"), metric.origin)] if metric.origin else []),
        Fact(_("Unit"), str(_UNITS[metric.unit])),
        Fact(_("Counted from"), str(_SOURCES.get(metric.of.facts, metric.of.facts))),
        Fact(_("Grading"), _(metric.grade.meaning)),
        Fact(_("Name in the API and on the command line"), metric.name),
    ]
    better = {"higher": _("More is better."), "lower": _("Less is better.")}
    return [*facts, *([Fact(_("Direction"), better[metric.better])] if metric.better else [])]


def example_of(metric: Metric) -> str:
    """Return the worked example as a text table."""
    return dedent(metric.example).strip()


def told_by(metric: Metric, question: Question) -> Link | None:
    """Return the way to the metric that tells what a number is multiplied by, as it did on that day."""
    given = metric.of.given
    if given is None or not given.told_by:
        return None
    teller = catalogue()[given.told_by]
    words = Words.telling(Question(metric=teller.name, period=reference(last_day(question)), by=(Dimension.STAGE,)))
    return Link(_(teller.label), f"{reverse('metric', args=[teller.name])}?{words.query()}")


def default_cut(metric: Metric, period: Period) -> Dimension:
    """Return the step that gives a period a readable number of columns; of what is not cut in time, the stage."""
    if Dimension.DAY not in metric.dimensions:
        return Dimension.STAGE
    if period.is_all or period.days > 120:
        return Dimension.MONTH
    return Dimension.WEEK if period.days > 45 else Dimension.DAY


def cut_tabs(request: HttpRequest, metric: Metric, chosen: str) -> list[Tab]:
    """Return the ways to cut a metric, the others of the address kept."""
    known = [each for each in Dimension if each in metric.dimensions]
    return [
        Tab(str(DIMENSION_NAMES[each]), _address(request, "by", each.value), each.value == chosen) for each in known
    ]


def within_selects(metric: Metric, chosen: int | None) -> list[Select]:
    """Return the choice of days within which a followed cohort has to reach the step; none where no days are asked."""
    if metric.course is None or metric.course.days is None:
        return []
    days = [DAYS, *sorted({*_WITHIN, chosen or DAYS} - {DAYS})]
    values = [(str(each), ngettext("%(count)s day", "%(count)s days", each) % {"count": each}) for each in days]
    return [options_of("within", _("Within"), values, str(chosen or DAYS))]


def tabs_of(request: HttpRequest, *, is_volume: bool) -> list[Tab]:
    """Return the two tabs of the catalogue."""
    volumes = sum(metric.grade is Grade.VOLUME for metric in catalogue().values())
    return [
        Tab(_("Numbers"), _address(request, "tab", ""), not is_volume, len(catalogue()) - volumes),
        Tab(_("For analysis"), _address(request, "tab", "analysis"), is_volume, volumes),
    ]


def _address(request: HttpRequest, name: str, value: str) -> str:
    query = request.GET.copy()
    query.pop(name, None)
    query.pop("page", None)
    if value:
        query[name] = value
    return f"?{query.urlencode()}"
