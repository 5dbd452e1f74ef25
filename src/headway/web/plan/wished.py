"""The short form of a wish: what, how much, until when, for whom, how surely."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from headway.web.asking import Asker
from headway.web.naming import NotUnderstood
from headway.web.narrowing import Select, options_of
from headway.web.plans.bearers import bearers_for
from headway.web.plans.saying import STARTS
from headway.web.plans.wishes import GOALS, MONTHS, More
from headway.web.plans.written import span

_MORE: tuple[tuple[str, str | Promise], ...] = (
    (More.NO, gettext_lazy("in all")),
    (More.LAST, gettext_lazy("more than the last time")),
    (More.YEAR, gettext_lazy("more than a year before")),
)
_PERIODS: tuple[tuple[str, str | Promise], ...] = (
    ("next quarter", pgettext_lazy("days of a plan", "Next quarter")),
    ("this quarter", pgettext_lazy("days of a plan", "This quarter")),
    ("next month", pgettext_lazy("days of a plan", "Next month")),
    ("this month", pgettext_lazy("days of a plan", "This month")),
    ("this year", pgettext_lazy("days of a plan", "This year")),
)
_MONTHS: tuple[tuple[str, str | Promise], ...] = (
    (str(MONTHS), gettext_lazy("12 months and this one")),
    ("6", gettext_lazy("6 months and this one")),
    ("3", gettext_lazy("3 months and this one")),
    ("24", gettext_lazy("24 months and this one")),
)


@dataclass(frozen=True, kw_only=True)
class WishForm:
    """The choices of the form, with what is chosen."""

    goal: Select
    more: Select
    period: Select
    whom: Select
    start: Select
    months: Select
    amount: str
    until: str
    as_of: str
    certainty: str


def form_of(asker: Asker, words: Mapping[str, str]) -> WishForm:
    """Return the form as the words fill it."""

    def choice(name: str, label: str | Promise, values: Iterable[tuple[str, str | Promise]], usual: str) -> Select:
        known, chosen = list(values), words.get(name, usual)
        named = known if chosen in dict(known) else [*known, (chosen, _label(asker, name, chosen))]
        return options_of(name, label, named, chosen)

    bearers = bearers_for(asker.user)
    return WishForm(
        goal=choice("goal", gettext_lazy("What"), [(each.value, word) for each, word in GOALS.items()], "deals_won"),
        more=choice("more", gettext_lazy("How it is meant"), _MORE, ""),
        period=choice("period", gettext_lazy("When"), _PERIODS, "next quarter"),
        whom=choice("for", gettext_lazy("For whom"), [(each.key, each.label) for each in bearers], bearers[0].key),
        start=choice(
            "start", gettext_lazy("Beginning with"), [(each.value, word) for each, word in STARTS.items()], ""
        ),
        months=choice("months", gettext_lazy("Learnt from the last"), _MONTHS, str(MONTHS)),
        amount=words.get("amount", ""),
        until=words.get("until", ""),
        as_of=words.get("as_of", ""),
        certainty=words.get("certainty", "80"),
    )


def _label(asker: Asker, name: str, text: str) -> str:
    """Return what a word of somebody's own is called among the choices: of days, the first and the last."""
    if name != "period":
        return text
    try:
        period = asker.period(text)
    except NotUnderstood:
        return text
    return text if period.is_all else span(period)
