"""The second side of a funnel: the choices that set it beside the first, what the two are called, how far apart."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.engine.dimension import Dimension
from headway.reports.funnel import FunnelQuestion
from headway.reports.funnel_difference import Difference, are_apart
from headway.web import figures
from headway.web.models import User
from headway.web.narrowing import ALL_OF, Asked, Select, name_of, options_of
from headway.web.sides import against_of
from headway.web.templatetags.headway import period_words
from headway.web.wording import key_words

_SAME = gettext_lazy("the same")


@dataclass(frozen=True)
class Sides:
    """What the two sides are called by that in which they differ; ``is_earlier`` where that is nothing but time.

    ``is_apart`` tells whether they have no entry in common, so that chance has a say in their difference.
    """

    here: str
    there: str
    is_earlier: bool
    is_apart: bool

    @classmethod
    def of(cls, user: User, question: FunnelQuestion) -> "Sides | None":
        """Name the sides of a question; None where there is but one."""
        return cls.between(user, question, question.beside) if question.beside else None

    @classmethod
    def between(cls, user: User, question: FunnelQuestion, other: FunnelQuestion) -> "Sides":
        """Name two questions by that in which they differ."""
        differing = list(_differing(question, other))
        is_later = other.period != question.period
        return cls(
            here=_called(user, question, differing, is_dated=is_later),
            there=_called(user, other, differing, is_dated=is_later),
            is_earlier=is_later and not differing and other.period < question.period,
            is_apart=are_apart(question, other),
        )


@dataclass(frozen=True)
class DifferenceWords:
    """A difference of shares in words: in short (+12.4 pp), what chance has to say, and within which ends it lies."""

    short: str
    chance: str
    ends: str
    is_beyond_chance: bool


def difference_words(difference: Difference | None) -> DifferenceWords | None:
    """Say a difference; None where there is none to tell."""
    if difference is None or difference.value is None:
        return None
    within, is_beyond = difference.interval, difference.is_beyond_chance
    chance = {True: _("beyond chance"), False: _("within chance"), None: ""}[is_beyond]
    ends = ""
    if within is not None and within.high is not None:
        ends = _("%(low)s to %(high)s") % {"low": _signed(within.low), "high": _points(within.high)}
    return DifferenceWords(_points(difference.value), chance, ends, bool(is_beyond))


def beside_selects(user: User, asked: Asked, question: FunnelQuestion, narrows: Iterable[Select]) -> list[Select]:
    """Return the choices of the second side: another period, and what it is narrowed to instead."""
    chosen = against_of(question.filters, question.against)
    return [asked.compare, *(_against(select, question, chosen) for select in narrows)]


def _against(select: Select, question: FunnelQuestion, chosen: Iterable[str]) -> Select:
    """Offer the values of a choice for the other side; all of them only where this side is narrowed."""
    dimension = Dimension(select.name)
    is_narrowed = dimension in dict(question.filters.chosen())
    values = [("", _SAME), *((f"{select.name}:{each.value}", each.label) for each in select.options[1:])]
    if is_narrowed:
        values.insert(1, (f"{select.name}:", ALL_OF[dimension]))
    told = next((text for text in chosen if text.startswith(f"{select.name}:")), "")
    return options_of("against", select.label, values, told)


def _differing(question: FunnelQuestion, other: FunnelQuestion) -> Iterator[Dimension]:
    here, there = dict(question.filters.chosen()), dict(other.filters.chosen())
    return (each for each in Dimension if here.get(each) != there.get(each))


def _called(user: User, side: FunnelQuestion, differing: Iterable[Dimension], *, is_dated: bool) -> str:
    filters = dict(side.filters.chosen())
    words = []
    for each in differing:
        keys = sorted(filters.get(each, ()), key=str)
        words += [key_words(each, key, name_of(user, each, key)) for key in keys] or [str(ALL_OF[each])]
    return ", ".join([*words, *([period_words(side.period)] if is_dated else [])]) or _("the same")


def _points(value: Decimal) -> str:
    return _("%(points)s pp") % {"points": _signed(value)}


def _signed(value: Decimal) -> str:
    """Write percentage points with their sign."""
    sign = {1: "+", -1: "\u2212"}.get((value > 0) - (value < 0), "")
    return f"{sign}{figures.number(abs(value) * 100, 1)}"
