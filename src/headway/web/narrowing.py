"""What a page of numbers lets its reader choose: the period, the one to compare with, and which rows count."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from headway.engine.dimension import Dimension
from headway.engine.names import NO_VALUE
from headway.engine.period import Period
from headway.engine.question import Filters, Key
from headway.web.access import referrers_for, reps_for, teams_for
from headway.web.asking import Asker, Words, told_in_full
from headway.web.clock import now
from headway.web.compared import NOTHING, compared_days
from headway.web.models import (
    ContactKind,
    DealKind,
    LossReason,
    Role,
    Segment,
    Source,
    Stage,
    TallyKind,
    TimeCategory,
    User,
)
from headway.web.naming import NOBODY, NotUnderstood, funnels_for, unknown_ids
from headway.web.page import PageRequest, period_of, say_not_understood
from headway.web.wording import key_words

_Parameters = ParamSpec("_Parameters")
_View = Callable[Concatenate[PageRequest, _Parameters], HttpResponse]

_COMPARES = (
    (NOTHING, pgettext_lazy("compare with", "nothing")),
    ("previous", pgettext_lazy("compare with", "the period before")),
    ("year", pgettext_lazy("compare with", "a year before")),
)
ALL_OF: Mapping[str, str | Promise] = {
    "rep": gettext_lazy("All reps"),
    "team": gettext_lazy("All teams"),
    "source": gettext_lazy("All sources"),
    "segment": gettext_lazy("All segments"),
    "funnel": gettext_lazy("All funnels"),
    "kind": gettext_lazy("All kinds"),
    "loss_reason": gettext_lazy("All reasons of loss"),
    "referrer": gettext_lazy("All who referred"),
    "tally_kind": gettext_lazy("All counters"),
    "time_category": gettext_lazy("All time categories"),
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
    "referrer": gettext_lazy("Referred by"),
    "tally_kind": gettext_lazy("Counter"),
    "time_category": gettext_lazy("Time category"),
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
    words = words_of(request, asker)
    days, name = period_of(request, words.period, period)
    for sentence in unknown_ids(request.user, words.filters):
        say_not_understood(request, sentence)
    wish = request.GET.get("compare") or compare
    compared = None if days.is_all else compared_days(asker, wish, days)
    text = f"{compared.start}..{compared.end}" if compared else ""
    return Asked(asker, replace(words, period=name, compare=text), days, name, compared, _compare_select(wish))


def words_of(request: PageRequest, asker: Asker) -> Words:
    """Return the words of an address, kept ones in full; a choice that the address leaves open on purpose stays so.

    The period is empty where neither says one. Raises NotUnderstood.
    """
    words = told_in_full(asker, Words.of(request.GET, period=""))
    open_ones = {name for name in words.filters if name in request.GET and not request.GET[name]}
    return replace(words, filters={name: texts for name, texts in words.filters.items() if name not in open_ones})


def selects_for(
    user: User, dimensions: Iterable[Dimension], chosen: Mapping[str, Sequence[str]], facts: str = "deals"
) -> list[Select]:
    """Return the choices by which a user can narrow facts; those with a single value are left out."""
    values = {dimension: _values(user, dimension, facts) for dimension in dimensions}
    return [
        Select(
            dimension.value,
            DIMENSION_NAMES[dimension],
            _options(_offered(dimension, known, chosen), (chosen.get(dimension) or [""])[0]),
        )
        for dimension, known in values.items()
        if len(known) > 1
    ]


def values_for(
    user: User, dimension: Dimension, facts: str, chosen: Iterable[str] = ()
) -> list[tuple[str, str | Promise]]:
    """Return the values by which a user can narrow facts, and behind them what is chosen beside these."""
    known = _values(user, dimension, facts)
    further = dict.fromkeys(text for text in chosen if text not in dict(known))
    return [*known, *((text, _value_name(user, dimension, text)) for text in further)]


def _value_name(user: User, dimension: Dimension, text: str) -> str:
    key: Key = None if text == NOBODY else int(text) if dimension.is_named and text.isdecimal() else text
    return key_words(dimension, key, name_of(user, dimension, key))


def _offered(
    dimension: Dimension, known: Iterable[tuple[str, str | Promise]], chosen: Mapping[str, Sequence[str]]
) -> list[tuple[str, str | Promise]]:
    """Return the values of a choice; what has none is offered where it was asked for."""
    without = [(NOBODY, _(NO_VALUE))] if NOBODY in chosen.get(dimension, ()) else []
    return [("", ALL_OF[dimension]), *known, *without]


def options_of(name: str, label: str | Promise, values: Iterable[tuple[str, str | Promise]], chosen: str) -> Select:
    """Return a choice among values that are known."""
    return Select(name, label, _options(values, chosen))


def chips_of(user: User, filters: Filters, by: Iterable[Dimension] = (), keys: Iterable[Key] = ()) -> list[str]:
    """Say what rows are narrowed to, one thing at a time: 'Rep: Bob'."""
    narrowed = [(dimension, key) for dimension, wanted in filters.chosen() for key in sorted(wanted, key=str)]
    return [
        f"{DIMENSION_NAMES[dimension]}: {key_words(dimension, key, name_of(user, dimension, key))}"
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


def name_of(user: User, dimension: Dimension, key: Key) -> str:
    """Return the name of an id, as far as it exists for the reader."""
    if not dimension.is_named:
        return str(key)
    return next((name for pk, name in _NAMED[dimension](user) if pk == key), f"#{key}")


def kinds_of(facts: str) -> type[ContactKind | DealKind]:
    """Return the kinds that rows of some facts are of: those of contacts, or those of deals."""
    return ContactKind if facts in {"contacts", "appointments"} else DealKind


def _values(user: User, dimension: Dimension, facts: str) -> list[tuple[str, str | Promise]]:
    if dimension is Dimension.KIND:
        return list(kinds_of(facts).choices)
    return [(str(pk), name) for pk, name in _NAMED[dimension](user)]


_NAMED: Mapping[Dimension, Callable[[User], Iterable[tuple[int, str]]]] = {
    Dimension.REP: lambda user: reps_for(user).exclude(role=Role.ANALYST).order_by("name").values_list("pk", "name"),
    Dimension.TEAM: lambda user: teams_for(user).order_by("name").values_list("pk", "name"),
    Dimension.SOURCE: lambda _user: Source.objects.order_by("name").values_list("pk", "name"),
    Dimension.SEGMENT: lambda _user: Segment.objects.order_by("name").values_list("pk", "name"),
    Dimension.FUNNEL: lambda user: funnels_for(user).values_list("pk", "name"),
    Dimension.STAGE: lambda user: Stage.objects.filter(funnel__in=funnels_for(user)).values_list("pk", "name"),
    Dimension.LOSS_REASON: lambda _user: LossReason.objects.order_by("name").values_list("pk", "name"),
    Dimension.REFERRER: lambda user: referrers_for(user).order_by("name").values_list("pk", "name"),
    Dimension.TALLY_KIND: lambda _user: TallyKind.objects.values_list("pk", "name"),
    Dimension.TIME_CATEGORY: lambda _user: TimeCategory.objects.order_by("name").values_list("pk", "name"),
}
