"""Says a figure, its change and its keys in the reader's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from babel.dates import format_interval
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.engine.answer import Answer, Line
from headway.engine.dimension import Dimension
from headway.engine.figure import ALL_LEFT_OUT, Figure, scaled
from headway.engine.interval import LEVEL
from headway.engine.metric import Measure, Metric, Rule, Unit
from headway.engine.names import NO_VALUE
from headway.engine.question import Key, Question
from headway.engine.text import Sentence, gettext_noop
from headway.web import figures
from headway.web.models import ContactKind, Currency, DealKind
from headway.web.spoken import spoken

_LEFT_OUT = gettext_noop("all left out: %(count)s")
KIND_NAMES: Mapping[str, str | Promise] = dict((*ContactKind.choices, *DealKind.choices))


@dataclass(frozen=True)
class ChangeWords:
    """How a figure changed: in short (+12 %), in a sentence, up or down, and whether that is good.

    ``is_good`` is None where the change is no more than chance would do, or nobody can tell: it has no colour.
    """

    short: str
    words: str
    is_up: bool
    is_good: bool | None


def value_words(unit: Unit, value: Decimal | int | None, currency: Currency | None) -> str | None:
    """Write a value in its unit; None where it is unknown."""
    if value is None:
        return None
    if unit is Unit.SHARE:
        return figures.share(value)
    if unit is Unit.DAYS:
        return figures.days(value)
    if unit is Unit.HOURS:
        return figures.duration(Decimal(value) * 3600)
    if unit is Unit.MONEY and currency is not None:
        whole = int(Decimal(value).quantize(Decimal(1), ROUND_HALF_EVEN))
        return figures.money(whole, currency.code, currency.digits)
    return counted_words(value)


def counted_words(value: Decimal | int) -> str:
    """Write a count: a whole number, or what such were divided to with two digits."""
    return figures.number(value, None if value == int(value) else 2)


def change_words(metric: Metric, told: Answer | Line, currency: Currency | None) -> ChangeWords | None:
    """Say how the figure of an answer or of its line changed; None where there is none to compare with."""
    now, before, changed = told.total if isinstance(told, Answer) else told.figure, told.compared, told.changed
    if before is None:
        return None
    if now.is_young or before.is_young:
        return ChangeWords("", _("Too young to compare"), is_up=True, is_good=None)
    earlier = value_words(metric.unit, before.value, currency)
    if earlier is None or now.value is None:
        return ChangeWords("", _("Nothing to compare with"), is_up=True, is_good=None)
    difference = Decimal(now.value) - Decimal(before.value or 0)
    if difference == 0:
        return ChangeWords("", _("As before"), is_up=True, is_good=None)
    is_up = difference > 0
    size = _size(metric, changed, is_short=True)
    sign = "+" if is_up else "\u2212"
    return ChangeWords(
        short=f"{sign}{size}" if size else "",
        words=_by_chance(
            metric, _sentence(_size(metric, changed, is_short=False), earlier, is_up=is_up), told.beyond_chance
        ),
        is_up=is_up,
        is_good=_is_good(metric, is_up=is_up) if told.beyond_chance else None,
    )


def chance_words(metric: Metric, is_beyond: bool | None) -> str:  # noqa: FBT001 - the answer to one question
    """Say whether a change is more than chance would do, in a sentence."""
    if is_beyond is not None:
        return _("More than chance alone would do.") if is_beyond else _("No more than chance alone may do.")
    if metric.rule is Rule.COHORT:
        return _("The younger cohort had less time.")
    return _("Whether by chance cannot be told.")


def within_of(metric: Metric, question: Question) -> int | None:
    """Return within how many days a followed cohort has to reach the step; None where a number asks for none."""
    return metric.course.within(question) if metric.course and metric.course.days else None


def interval_words(metric: Metric, figure: Figure, currency: Currency | None) -> str:
    """Write what holds a value in 95 of 100 cases; nothing where that is not known."""
    written = range_words(metric, figure, currency)
    return _("%(level)s interval: %(range)s") % {"level": figures.share(LEVEL, 0), "range": written} if written else ""


def range_words(metric: Metric, figure: Figure, currency: Currency | None) -> str:
    """Write the two ends of the interval; nothing where it is not known."""
    within = figure.interval
    if within is None:
        return ""
    low, high = (value_words(metric.unit, each, currency) for each in (within.low, within.high))
    if high is None:
        return _("%(low)s to not reached") % {"low": low}
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def why_words(metric: Metric, figure: Figure, currency: Currency | None) -> str:
    """Say in a word or two why a figure is unknown or not compared; nothing where there is no reason to tell."""
    if figure.so_far is not None:
        return _("too young, %(value)s so far") % {"value": value_words(metric.unit, figure.so_far, currency)}
    if figure.is_young:
        return _("too young")
    if isinstance(figure.why, Sentence) and figure.why.template == ALL_LEFT_OUT:
        return spoken(Sentence(_LEFT_OUT, **figure.why.values))
    if metric.unwritten:
        return _("not written down") if figure.why else ""
    return _("not reached") if figure.why else ""


def marked_words(answer: Answer) -> str:
    """Say of how many rows the number is measured otherwise than it is called; nothing where of none."""
    mark = answer.metric.mark
    return _(mark.words) % {"count": figures.number(answer.marked_count)} if mark and answer.marked_count else ""


def open_words(metric: Metric, figure: Figure) -> str:
    """Say how many of a followed cohort are still on the way; nothing where none are, or none were followed."""
    if not figure.still_open:
        return ""
    count = {"count": figures.number(figure.still_open)}
    if metric.of.facts == "stays":
        return ngettext("%(count)s still stands there", "%(count)s still stand there", figure.still_open) % count
    return ngettext("%(count)s is still on the way", "%(count)s are still on the way", figure.still_open) % count


def key_words(dimension: Dimension, key: Key, label: str) -> str:
    """Write a key of a line: a name as it is, a kind and a month in the reader's language."""
    if key is None:
        return _(NO_VALUE)
    if dimension is Dimension.KIND:
        return str(KIND_NAMES.get(str(key), key)).capitalize()
    if not dimension.is_time or not isinstance(key, date):
        return label
    if dimension is Dimension.WEEK:
        return str(format_interval(key, key + timedelta(days=6), "yMMMd", locale=figures.reader()))
    return figures.day(key) if dimension is Dimension.DAY else figures.month(key)


def contribution_unit(metric: Metric, measure: Measure) -> Unit:
    """Return what the rows of a measure add up in."""
    if measure.unit is not None:
        return measure.unit
    if isinstance(measure.value, int):
        return Unit.COUNT
    if metric.unit is Unit.SHARE:
        # Of sales a share is a share of money; all else is counted in pieces.
        return Unit.MONEY if measure.facts == "sales" else Unit.COUNT
    return metric.unit


def contribution_words(unit: Unit, contribution: int, currency: Currency | None) -> str:
    """Write what one row adds: microseconds as days or hours, all else in its unit."""
    return value_words(unit, scaled(unit, contribution), currency) or ""


def summed_words(unit: Unit, total: int, currency: Currency | None) -> str:
    """Write what rows add up to: times that are added up are times of work."""
    if unit is Unit.HOURS:
        return figures.duration(Decimal(total) / 1_000_000, is_work=True)
    return contribution_words(unit, total, currency)


def rows_words(facts: str, count: int) -> str:
    """Write how many contacts, deals, sales or stays there are."""
    words = {
        "contacts": ngettext("%(count)s contact", "%(count)s contacts", count),
        "deals": ngettext("%(count)s deal", "%(count)s deals", count),
        "sales": ngettext("%(count)s sale", "%(count)s sales", count),
        "moves": ngettext("%(count)s move", "%(count)s moves", count),
        "stays": ngettext("%(count)s stay", "%(count)s stays", count),
        "pipeline": ngettext("%(count)s open opportunity", "%(count)s open opportunities", count),
        "expectations": ngettext("%(count)s expected deal", "%(count)s expected deals", count),
        "appointments": ngettext("%(count)s appointment", "%(count)s appointments", count),
        "tallies": ngettext("%(count)s tally", "%(count)s tallies", count),
        "costs": ngettext("%(count)s day with costs", "%(count)s days with costs", count),
        "time_entries": ngettext("%(count)s time entry", "%(count)s time entries", count),
    }
    return words[facts] % {"count": figures.number(count)}


def _size(metric: Metric, changed: Decimal | None, *, is_short: bool) -> str:
    """Write how large a change is: of shares in percentage points, of all else in per cent."""
    if changed is None:
        return ""
    if metric.unit is not Unit.SHARE:
        return figures.share(abs(changed), 0 if abs(changed) >= Decimal("0.1") else 1)
    points = {"points": figures.number(abs(changed) * 100, 1)}
    return (_("%(points)s pp") if is_short else _("%(points)s percentage points")) % points


def _is_good(metric: Metric, *, is_up: bool) -> bool | None:
    return None if metric.better is None else is_up == (metric.better == "higher")


def _by_chance(metric: Metric, change: str, is_beyond: bool | None) -> str:  # noqa: FBT001 - the answer to one question
    words = {"change": change}
    if is_beyond is not None:
        return (_("%(change)s, beyond chance") if is_beyond else _("%(change)s, within chance")) % words
    if metric.rule is Rule.COHORT:
        return _("%(change)s; the younger cohort had less time") % words
    return _("%(change)s; chance cannot be told here") % words


def _sentence(size: str, earlier: str, *, is_up: bool) -> str:
    words = {"size": size, "earlier": earlier}
    if not size:
        return _("%(earlier)s before") % words
    return (_("%(size)s more than %(earlier)s before") if is_up else _("%(size)s less than %(earlier)s before")) % words
