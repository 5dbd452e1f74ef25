"""What every page of the funnel asks: the question, its choices, and the tabs that lead to the other pages."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.engine.dimension import Dimension
from headway.reports.funnel import FunnelQuestion
from headway.web.asking import funnel_question_of
from headway.web.funnel.words import ENTRIES, SPLITS, VIEWS
from headway.web.models import User
from headway.web.naming import funnels_for
from headway.web.narrowing import Asked, Select, options_of, selects_for
from headway.web.page import PageRequest
from headway.web.parts import Tab

_NARROWS = (Dimension.TEAM, Dimension.REP, Dimension.SOURCE, Dimension.SEGMENT, Dimension.KIND, Dimension.LOSS_REASON)
# What belongs to one page alone, and is left behind on the way to another.
_OF_ONE_PAGE = ("page", "format", "end")


def question_of(request: PageRequest, asked: Asked, split: str = "") -> FunnelQuestion:
    """Return the question that the address asks. Raises NotUnderstood."""
    wish = request.GET
    return funnel_question_of(
        asked.asker, asked.words, name=wish.get("funnel", ""), split=split, entries=wish.get("entries", "")
    )


def narrows_of(user: User, asked: Asked) -> list[Select]:
    """Return the choices that say which deals count."""
    return selects_for(user, _NARROWS, asked.words.filters)


def funnel_select(user: User, question: FunnelQuestion) -> list[Select]:
    """Return the choice of the funnel, where there is more than one."""
    funnels = [(str(pk), name) for pk, name in funnels_for(user).values_list("pk", "name")]
    return [options_of("funnel", _("Funnel"), funnels, str(question.funnel_id))] if len(funnels) > 1 else []


def split_select(question: FunnelQuestion, narrows: Sequence[Select]) -> Select:
    """Return the choice of what the funnel is split by."""
    has = {each.name for each in narrows}
    splits = [(value, label) for value, label in SPLITS if not value or value in has]
    return options_of("split", _("Split"), splits, question.split or "")


def entries_select(question: FunnelQuestion) -> Select:
    """Return the choice of which entries count."""
    return options_of("entries", _("Count"), ENTRIES, question.entries)


def tabs_of(request: PageRequest, current: str) -> list[Tab]:
    """Return the tabs of the funnel's pages, each with the same question."""
    kept = request.GET.copy()
    for name in _OF_ONE_PAGE:
        kept.pop(name, None)
    query = f"?{kept.urlencode()}" if kept else ""
    return [Tab(str(label), f"{reverse(name)}{query}", name == current) for name, label in VIEWS]
