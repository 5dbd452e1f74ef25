"""What a page of numbers lets its reader choose: the period, the one to compare with, and which rows count."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from headway.engine.dimension import Dimension
from headway.engine.period import Period
from headway.engine.question import Filters, Key
from headway.web.access import reps_for, teams_for
from headway.web.asking import Asker, Words
from headway.web.clock import now
from headway.web.models import ContactKind, DealKind, LossReason, Role, Segment, Source, Stage, User
from headway.web.naming import NotUnderstood, funnels_for
from headway.web.page import PageRequest, period_of
from headway.web.wording import key_words

_Parameters = ParamSpec("_Parameters")
_View = Callable[Concatenate[PageRequest, _Parameters], HttpResponse]
NOTHING = "none"

_COMPARES = (
    (NOTHING, pgettext_lazy("compare with", "nothing")),
    ("previous", pgettext_lazy("compare with", "the period before")),
    ("year", pgettext_lazy("compare with", "a year before")),
)
_ALL: Mapping[str, str | Promise] = {
    "rep": gettext_lazy("All reps"),
    "team": gettext_lazy("All teams"),
    "source": gettext_lazy("All sources"),
    "segment": gettext_lazy("All segments"),
    "funnel": gettext_lazy("All funnels"),
    "kind": gettext_lazy("All kinds"),
    "loss_reason": gettext_lazy("All reasons of loss"),
}
DIMENSION_NAMES: Mapping[str, str | Promise] = {
    "rep": gettext_lazy("Rep"),
    "team": gettext_lazy("Team"),
    "source": gettext_lazy("Source"),
    "segment": gettext_lazy("Segment"),
    "kind": gettext_lazy("Kind"),
    "funnel": gettext_lazy("Funnel"),
    "stage": gettext_lazy("Stage"),
    "loss_reason": gettext_lazy("Reason of loss"),
    "month": gettext_lazy("Month"),
    "week": gettext_lazy("Week"),
    "day": gettext_lazy("Day"),
}


@dataclass(frozen=True)
class Option:
    """One of the values of a choice."""

    value: str
    label: str | Promise
    is_chosen: bool


@dataclass(frozen=True)
class Select:
    """A choice that the reader has."""

    name: str
    label: str | Promise
    options: tuple[Option, ...]

    @property
    def chosen(self) -> str | Promise:
        """What is chosen, in words; nothing where it is the first option, which narrows nothing."""
        return next((option.label for option in self.options[1:] if option.is_chosen), "")


@dataclass(frozen=True)
class Asked:
    """Who asks, in which words, of which period; ``name`` is how the address calls the period."""

    asker: Asker
    words: Words
    period: Period
    name: str
    compared: Period | None
    compare: Select


def understood(view: _View[_Parameters]) -> _View[_Parameters]:
    """Answer a question that cannot be put with a sentence, and one about what does not exist with 'not here'."""

    @wraps(view)
    def explained(request: PageRequest, *args: _Parameters.args, **kwargs: _Parameters.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotUnderstood as trouble:
            if trouble.field in {"metric", "part"}:
                raise Http404(str(trouble)) from trouble
            return render(request, "parts/not_understood.html", {"sentence": str(trouble)}, status=400)

    return cast("_View[_Parameters]", explained)


def asked_of(request: PageRequest, *, period: str, compare: str = NOTHING) -> Asked:
    """Read what the address asks; ``period`` and ``compare`` are taken where it does not say."""
    asker = Asker(request.user, request.company, now())
    days, name = period_of(request, period)
    wish = request.GET.get("compare") or compare
    compared = None if days.is_all else _compared(asker, wish, days)
    words = Words.of(request.GET)
    text = f"{compared.start}..{compared.end}" if compared else ""
    return Asked(asker, replace(words, period=name, compare=text), days, name, compared, _compare_select(wish))


def selects_for(
    user: User, dimensions: Iterable[Dimension], chosen: Mapping[str, Sequence[str]], facts: str = "deals"
) -> list[Select]:
    """Return the choices by which a user can narrow facts; those with a single value are left out."""
    values = {dimension: _values(user, dimension, facts) for dimension in dimensions}
    return [
        Select(
            dimension.value,
            DIMENSION_NAMES[dimension],
            _options([("", _ALL[dimension]), *known], (chosen.get(dimension) or [""])[0]),
        )
        for dimension, known in values.items()
        if len(known) > 1
    ]


def options_of(name: str, label: str | Promise, values: Iterable[tuple[str, str | Promise]], chosen: str) -> Select:
    """Return a choice among values that are known."""
    return Select(name, label, _options(values, chosen))


def chips_of(user: User, filters: Filters, by: Iterable[Dimension] = (), keys: Iterable[Key] = ()) -> list[str]:
    """Say what rows are narrowed to, one thing at a time: 'Rep: Bob'."""
    narrowed = [(dimension, key) for dimension, wanted in filters.chosen() for key in sorted(wanted, key=str)]
    return [
        f"{DIMENSION_NAMES[dimension]}: {key_words(dimension, key, _name(user, dimension, key))}"
        for dimension, key in [*narrowed, *zip(by, keys, strict=False)]
    ]


def kept_of(request: PageRequest, selects: Iterable[Select]) -> list[tuple[str, str]]:
    """Return what else the address says, to be kept when a choice changes."""
    chosen = {"page", "format", *(select.name for select in selects)}
    return [(name, text) for name, texts in request.GET.lists() if name not in chosen for text in texts]


def _options(values: Iterable[tuple[str, str | Promise]], chosen: str) -> tuple[Option, ...]:
    return tuple(Option(value, label, value == chosen) for value, label in values)


def _compare_select(wish: str) -> Select:
    known: list[tuple[str, str | Promise]] = [*_COMPARES]
    if wish not in dict(known):
        known.append((wish, _("other days")))
    return options_of("compare", pgettext_lazy("compare with", "Compare with"), known, wish)


def _compared(asker: Asker, wish: str, period: Period) -> Period | None:
    """Return the period to compare with; one that is still running is compared up to the same day."""
    if wish == NOTHING:
        return None
    if wish not in {"previous", "year"}:
        return asker.period(wish, "compare")
    try:
        before = period.previous() if wish == "previous" else year_before(period)
    except ValueError:
        # There is nothing before the first year of the calendar.
        return None
    gone = (asker.today - period.start).days + 1
    if not 0 < gone < period.days:
        return before
    return Period(before.start, min(before.start + timedelta(days=gone), before.end))


def year_before(period: Period) -> Period:
    """Return the same days a year before. Raises ValueError where the calendar has none."""
    return Period(_same_day(period.start, leap_day=28), _same_day(period.end, leap_day=29))


def _same_day(on: date, leap_day: int) -> date:
    """Return the same date a year before; for 29 February, the 28th or (29) the day after it."""
    if (on.month, on.day) == (2, 29):
        return date(on.year - 1, 2, 28) + timedelta(days=leap_day - 28)
    return on.replace(year=on.year - 1)


def _name(user: User, dimension: Dimension, key: Key) -> str:
    """Return the name of an id, as far as it exists for the reader."""
    if not dimension.is_named:
        return str(key)
    return next((name for pk, name in _NAMED[dimension](user) if pk == key), f"#{key}")


def _values(user: User, dimension: Dimension, facts: str) -> list[tuple[str, str | Promise]]:
    if dimension is Dimension.KIND:
        return list((ContactKind if facts == "contacts" else DealKind).choices)
    return [(str(pk), name) for pk, name in _NAMED[dimension](user)]


_NAMED: Mapping[Dimension, Callable[[User], Iterable[tuple[int, str]]]] = {
    Dimension.REP: lambda user: reps_for(user).exclude(role=Role.ANALYST).order_by("name").values_list("pk", "name"),
    Dimension.TEAM: lambda user: teams_for(user).order_by("name").values_list("pk", "name"),
    Dimension.SOURCE: lambda _user: Source.objects.order_by("name").values_list("pk", "name"),
    Dimension.SEGMENT: lambda _user: Segment.objects.order_by("name").values_list("pk", "name"),
    Dimension.FUNNEL: lambda user: funnels_for(user).values_list("pk", "name"),
    Dimension.STAGE: lambda user: Stage.objects.filter(funnel__in=funnels_for(user)).values_list("pk", "name"),
    Dimension.LOSS_REASON: lambda _user: LossReason.objects.order_by("name").values_list("pk", "name"),
}
