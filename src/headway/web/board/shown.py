"""A figure as a page shows it: its value, what it was counted from, and the way to the rows of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.engine.answer import Answer
from headway.engine.figure import Figure
from headway.engine.metric import Aggregate, Measure, Metric, Unit
from headway.engine.plan import Part
from headway.engine.question import Key, Question
from headway.web import figures
from headway.web.asking import Words
from headway.web.models import Currency
from headway.web.naming import NOBODY
from headway.web.spoken import spoken
from headway.web.wording import (
    contribution_unit,
    interval_words,
    open_words,
    range_words,
    rows_words,
    summed_words,
    value_words,
    why_words,
)


@dataclass(frozen=True)
class Count:
    """One of the two counts of a ratio, with the way to its rows."""

    text: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A figure: ``value`` in words (None: unknown), ``exact`` for programs, ``basis`` where it is no plain count.

    ``why`` says why it is not known, or too young to be compared.
    """

    value: str | None
    exact: str
    url: str
    of: Count | None = None
    per: Count | None = None
    basis: str = ""
    interval: str = ""
    range: str = ""
    still_open: str = ""
    why: str = ""
    why_short: str = ""
    is_young: bool = False


def shown(
    question: Question, metric: Metric, figure: Figure, currency: Currency | None, keys: Sequence[Key] = ()
) -> Shown:
    """Return a figure of a question, or of its line of ``keys``, with the addresses of its rows."""
    url = rows_url(question, Part.OF, keys)
    ratio = metric.per is not None and figure.of is not None and figure.per is not None
    return Shown(
        value=value_words(metric.unit, figure.value, currency),
        exact="" if figure.value is None else str(figure.value),
        url=url if figure.rows else "",
        of=_count(metric, metric.of, figure.of, url, currency) if ratio else None,
        per=_count(metric, metric.per, figure.per, rows_url(question, Part.PER, keys), currency) if ratio else None,
        basis=_basis(metric, figure, currency),
        interval=interval_words(metric, figure, currency),
        range=range_words(metric, figure, currency),
        still_open=open_words(metric, figure),
        why=spoken(figure.why) if figure.why else "",
        why_short=why_words(metric, figure, currency),
        is_young=figure.is_young,
    )


def left_out_of(answer: Answer) -> Count | None:
    """Return how many rows could not be counted, with the way to them; None where there are none."""
    if not answer.left_out_count:
        return None
    return Count(figures.number(answer.left_out_count), rows_url(answer.question, Part.LEFT_OUT))


def rows_url(question: Question, part: Part, keys: Sequence[Key] = ()) -> str:
    """Return the address of the rows behind the total of a question, or behind its line of ``keys``.

    A total without rows has none.
    """
    if question.scope.is_total:
        return ""
    wanted = replace(question, compare=None, by=question.by if keys else ())
    further = {"keys": [NOBODY if key is None else str(key) for key in keys]} if keys else {}
    return f"{reverse('rows', args=[question.metric])}?{Words.telling(wanted).query(part=part.value, **further)}"


def _count(metric: Metric, measure: Measure | None, value: int | None, url: str, currency: Currency | None) -> Count:
    unit = contribution_unit(metric, measure or metric.of)
    return Count(summed_words(unit, value or 0, currency), url if value else "")


def _basis(metric: Metric, figure: Figure, currency: Currency | None) -> str:
    if not figure.rows:
        return ""
    if metric.factors:
        return _product(metric, figure, currency)
    rows = rows_words("deals" if metric.is_stock else metric.of.facts, figure.rows)
    if metric.of.aggregate is Aggregate.MEDIAN:
        return _("median of %(rows)s") % {"rows": rows}
    if metric.of.aggregate is Aggregate.MEAN:
        return _("mean of %(rows)s") % {"rows": rows}
    return _("from %(rows)s") % {"rows": rows} if metric.unit is Unit.MONEY and metric.per is None else ""


def _product(metric: Metric, figure: Figure, currency: Currency | None) -> str:
    """Write what a figure was multiplied from: money x share / days."""
    words = value_words(metric.unit, figure.of, currency) or ""
    for factor, value in zip(metric.factors, figure.factors, strict=True):
        told = value_words(factor.metric.unit, value, currency) or _("unknown")
        words += f" {'/' if factor.is_divisor else '×'} {told}"
    return words
