"""Turns plain words into questions about norms, and asks them: the pages, the API and the command line alike."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from headway.engine.dimension import Dimension
from headway.engine.question import Filters, Key, Scope
from headway.reports.norm_deals import WonPart
from headway.reports.norm_standing import OpenDeal, open_deals
from headway.reports.norms import (
    USUAL_MONTHS,
    NormsQuestion,
    NormsReport,
    WonDeal,
    norms,
    won_deals,
    won_deals_count,
)
from headway.web.asking import Asker, Words, told_in_full
from headway.web.facts import get_store
from headway.web.naming import NotUnderstood, keys_told, line_key
from headway.web.owners_then import owned_then

EVER = "all"
MOST_MONTHS = 1200
# The first day that has one before it.
_FIRST = date.min + timedelta(days=1)


def norms_question_of(asker: Asker, words: Words, *, as_of: str = "", months: str = "") -> NormsQuestion:
    """Return the question about the norms at the end of a day (today's without one), within what the asker may see.

    ``as_of`` may be any period: its last day counts, but none after today. Raises NotUnderstood.
    """
    wanted = told_in_full(asker, words).filters
    filters = {name: keys_told(asker.user, Dimension(name), texts) for name, texts in wanted.items() if texts}
    return NormsQuestion(
        as_of=_day(asker, as_of), months=_months(months), filters=Filters(**filters), scope=asker.scope
    )


def norms_of(question: NormsQuestion) -> NormsReport:
    """Return the norms; they rest on all won deals of the company, whoever asks."""
    return norms(get_store(), question)


def open_deals_of(
    asker: Asker, question: NormsQuestion, deal_ids: Collection[int] | None = None
) -> tuple[OpenDeal, ...]:
    """Return the open deals that the asker may see, beside their norms, those furthest past them first.

    As of a day that is over they are their owners' of that day; the facts know those of now.
    """
    if question.as_of >= asker.today:
        return open_deals(get_store(), question, deal_ids)
    whoever = replace(question, filters=replace(question.filters, rep=None, team=None))
    return owned_then(open_deals(get_store(), whoever, deal_ids), question.as_of, question.filters)


def standings_of(asker: Asker, deal_ids: Collection[int]) -> dict[int, OpenDeal]:
    """Return how some deals stand today, by id; those that are not open have no place there.

    The caller has looked up what the asker may see.
    """
    question = NormsQuestion(as_of=asker.today, scope=Scope())
    return {each.deal_id: each for each in open_deals_of(asker, question, deal_ids)} if deal_ids else {}


def past_norm_ids(asker: Asker) -> list[int]:
    """Return the open deals that are past their norm today, of those that the asker may see."""
    question = NormsQuestion(as_of=asker.today, scope=asker.scope)
    return [each.deal_id for each in open_deals_of(asker, question) if each.is_past]


def won_deals_of(
    question: NormsQuestion, group: tuple[Key, ...], part: WonPart, limit: int | None = None, offset: int = 0
) -> tuple[WonDeal, ...]:
    """Return the won deals of a funnel, or of a segment in it, that the asker may see."""
    return won_deals(get_store(), question, *group, part=part, limit=limit, offset=offset)


def won_deals_count_of(question: NormsQuestion, group: tuple[Key, ...], part: WonPart) -> int:
    """Return how many such deals there are."""
    return won_deals_count(get_store(), question, *group, part=part)


def group_of(asker: Asker, funnel: str, segment: str) -> tuple[Key, ...]:
    """Return the group that a funnel and a segment name; without a segment ('none' is one), the whole funnel."""
    if not funnel:
        raise NotUnderstood(_("Say of which funnel."), "funnel")
    whole = line_key(asker.user, Dimension.FUNNEL, funnel)
    return (whole, line_key(asker.user, Dimension.SEGMENT, segment)) if segment else (whole,)


def part_of(text: str) -> WonPart:
    """Return the part that is called so."""
    if text not in set(WonPart):
        known = ", ".join(WonPart)
        raise NotUnderstood(
            _("'%(text)s' is not known here. There are: %(known)s.") % {"text": text, "known": known}, "part"
        )
    return WonPart(text)


def _day(asker: Asker, text: str) -> date:
    end = asker.period(text, "as_of").end if text else date.max
    return min(asker.today, max(end, _FIRST) - timedelta(days=1))


def _months(text: str) -> int | None:
    if not text:
        return USUAL_MONTHS
    if text == EVER:
        return None
    if text.isascii() and text.isdecimal() and len(text) <= len(str(MOST_MONTHS)) and 1 <= int(text) <= MOST_MONTHS:
        return int(text)
    raise NotUnderstood(
        _("'%(text)s' is not a number of months. Write one from 1 to %(most)s, or 'all'.")
        % {"text": text, "most": MOST_MONTHS},
        "months",
    )
