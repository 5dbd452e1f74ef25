"""Says a question as it was understood: the number, the days, whose, and what it is narrowed to and compared with."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.engine.catalogue import catalogue
from headway.engine.dimension import Dimension
from headway.engine.question import Filters, Question
from headway.web.asking import Asker, Words
from headway.web.narrowing import DIMENSION_NAMES, chips_of
from headway.web.templatetags.headway import compared_words, period_words


def said(asker: Asker, question: Question) -> str:
    """Say a question in one line, in the reader's language."""
    return " \u00b7 ".join(parts_of(asker, question))


def parts_of(asker: Asker, question: Question) -> Iterator[str]:
    """Yield the parts of the line, the metric's name first."""
    yield _(catalogue()[question.metric].label)
    yield period_words(question.period)
    yield from _whose(asker, question)
    yield from chips_of(asker.user, question.filters)
    for dimension in question.by:
        yield _("by %(dimension)s") % {"dimension": str(DIMENSION_NAMES[dimension]).lower()}
    if question.compare:
        yield compared_words(question.period, question.compare, asker.today)


def page_of(question: Question) -> str:
    """Return the address of the page that shows the same question in full."""
    return f"{reverse('metric', args=[question.metric])}?{Words.telling(question).query()}"


def _whose(asker: Asker, question: Question) -> Iterator[str]:
    """Say whose rows are counted, where the narrowing does not say it already."""
    if question.scope.is_total:
        yield _("your whole team")
    elif not _names_whom(question.filters):
        if question.scope.rep_ids is not None:
            yield _("your own")
        else:
            yield _("your team") if question.scope.team_ids is not None else _("everybody")


def _names_whom(filters: Filters) -> bool:
    return any(dimension in {Dimension.REP, Dimension.TEAM} for dimension, _keys in filters.chosen())
