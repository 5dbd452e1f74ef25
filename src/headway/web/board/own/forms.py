"""The forms of a board: which metric, of which days, compared with what, narrowed to what; and its goal."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from headway.engine.catalogue import catalogue
from headway.engine.dimension import Dimension
from headway.engine.metric import Metric, Unit
from headway.web.asking import FILTERS
from headway.web.boards.holders import Holder, kept_for
from headway.web.boards.picks import COMPARE, PERIOD, Pick
from headway.web.compared import NOTHING
from headway.web.models import GoalStep, User
from headway.web.narrowing import DIMENSION_NAMES, values_for

PERIODS: tuple[tuple[str, str | Promise], ...] = (
    ("today", gettext_lazy("Today")),
    ("yesterday", gettext_lazy("Yesterday")),
    ("this week", gettext_lazy("This week")),
    ("last week", gettext_lazy("Last week")),
    ("this month", gettext_lazy("This month")),
    ("last month", gettext_lazy("Last month")),
    ("this quarter", gettext_lazy("This quarter")),
    ("last quarter", gettext_lazy("Last quarter")),
    ("this year", gettext_lazy("This year")),
    ("last year", gettext_lazy("Last year")),
    ("this fiscal quarter", gettext_lazy("This fiscal quarter")),
    ("this fiscal year", gettext_lazy("This fiscal year")),
    ("last fiscal year", gettext_lazy("Last fiscal year")),
    ("last 30 days", gettext_lazy("The last 30 days")),
    ("last 90 days", gettext_lazy("The last 90 days")),
    ("last 12 months", gettext_lazy("The last 12 months")),
    ("all", gettext_lazy("All time")),
)
_COMPARES: tuple[tuple[str, str | Promise], ...] = (
    ("previous", pgettext_lazy("compare with", "the period before")),
    ("year", pgettext_lazy("compare with", "a year before")),
    (NOTHING, pgettext_lazy("compare with", "nothing")),
)
_NARROWS = (Dimension.TEAM, Dimension.REP, Dimension.SOURCE, Dimension.SEGMENT, Dimension.KIND, Dimension.FUNNEL)


class TileForm(forms.Form):
    """What a tile shows; a tile that stands already keeps its metric."""

    metric = forms.ChoiceField(label=gettext_lazy("Number"))
    period = forms.ChoiceField(label=gettext_lazy("Period"), initial=PERIOD)
    compare = forms.ChoiceField(label=pgettext_lazy("compare with", "Compare with"), initial=COMPARE)
    saved = forms.ChoiceField(label=gettext_lazy("Kept words"), required=False)

    def __init__(self, *args: Any, user: User, holder: Holder, pick: Pick | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = catalogue().get(pick.metric) if pick else None
        if pick is not None:
            del self.fields["metric"]
            told = {"period": pick.period, "compare": pick.compare or NOTHING, "saved": pick.saved}
            self.initial.update(told, **{name: list(texts) for name, texts in pick.filters.items()})
        else:
            self._choose("metric", _by_heading())
        self._choose("period", _with(PERIODS, pick.period if pick else ""))
        self._choose("compare", _with(_COMPARES, pick.compare if pick else ""))
        names = dict.fromkeys(each.name for each in kept_for(user, holder))
        kept = _with([(name, name) for name in names], pick.saved if pick else "")
        self._choose("saved", [("", "—"), *kept])
        if not kept:
            del self.fields["saved"]
        if pick is not None and known is not None:
            self.fields.update(_narrowing(user, holder, known, pick))

    @property
    def narrows(self) -> list[str]:
        """The dimensions by which it can be narrowed."""
        return [each.value for each in FILTERS if each.value in self.fields]

    def pick(self, metric: str = "") -> Pick:
        """Return what was chosen."""
        chosen = self.cleaned_data
        filters = {name: tuple(texts) for name in self.narrows if (texts := chosen[name])}
        return Pick(
            metric=metric or chosen["metric"],
            period=chosen["period"],
            compare="" if chosen["compare"] == NOTHING else chosen["compare"],
            saved=chosen.get("saved", ""),
            filters=filters,
        )

    def _choose(self, name: str, choices: Iterable[Any]) -> None:
        if name in self.fields:
            self.fields[name].choices = list(choices)  # type: ignore[attr-defined]


class GoalForm(forms.Form):
    """The goal of a tile; an empty value ends it."""

    value = forms.CharField(label=gettext_lazy("Goal"), required=False, max_length=30)
    every = forms.ChoiceField(label=gettext_lazy("How often"), required=False)
    by = forms.CharField(
        label=gettext_lazy("Or by this day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, metric: Metric, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = [(value, str(label)) for value, label in GoalStep.choices]
        self.fields["every"].choices = [*steps, ("", _("once"))]  # type: ignore[attr-defined]
        helps = {
            Unit.MONEY: _("Money, in the company's currency."),
            Unit.SHARE: _("In per cent."),
            Unit.DAYS: _("In days."),
            Unit.HOURS: _("In hours."),
        }
        self.fields["value"].help_text = helps.get(metric.unit, "")
        self.fields["value"].widget.attrs["inputmode"] = "decimal"


def _by_heading() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the metrics under their headings, by name."""
    headings: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for metric in sorted(catalogue().values(), key=lambda each: _(each.label)):
        headings[_(metric.group.heading)].append((metric.name, _(metric.label)))
    order = [_(group.heading) for group in dict.fromkeys(each.group for each in catalogue().values())]
    return [(heading, headings[heading]) for heading in sorted(set(order))]


def _narrowing(user: User, holder: Holder, metric: Metric, pick: Pick) -> Iterator[tuple[str, forms.Field]]:
    """Return a field for each dimension by which a tile can be narrowed, and for whatever else narrows it already."""
    for dimension in FILTERS:
        chosen = pick.filters.get(dimension.value, ())
        values = values_for(user, dimension, metric.of.facts, chosen)
        # A team's board is of that team already.
        is_offered = dimension in _NARROWS and dimension in metric.dimensions and len(values) > 1
        if chosen or (is_offered and (dimension is not Dimension.TEAM or holder.team is None)):
            label, box = str(DIMENSION_NAMES[dimension]), forms.CheckboxSelectMultiple
            yield dimension.value, forms.MultipleChoiceField(label=label, choices=values, required=False, widget=box)


def _with(choices: Iterable[tuple[str, str | Promise]], chosen: str) -> list[tuple[str, str | Promise]]:
    """Return choices with what was chosen elsewhere among them."""
    known = list(choices)
    return known if not chosen or chosen in dict(known) else [*known, (chosen, chosen)]
