"""Answers the further questions about a funnel: where deals went next, how long they stayed, what became of cohorts."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext as _

from headway.engine.calendar import Step, first_day
from headway.engine.rows import RowSet
from headway.engine.store import FactStore
from headway.reports.funnel import FunnelQuestion
from headway.reports.funnel_cohorts import LONGEST, CohortsReport, End, cohort_rows, cohorts
from headway.reports.funnel_flow import FlowReport, flow
from headway.reports.funnel_times import TimesReport, times
from headway.web.asking import Asker
from headway.web.facts import get_store
from headway.web.naming import NotUnderstood
from headway.web.still import still_facts

_Report = TypeVar("_Report")
Ask = Callable[[Asker, FunnelQuestion, FactStore], _Report]


def flow_of(asker: Asker, question: FunnelQuestion, store: FactStore | None = None) -> FlowReport:
    """Return where the entries of a period went next, as the facts stand now."""
    return flow(store or get_store(), question, asker.today)


def times_of(asker: Asker, question: FunnelQuestion, store: FactStore | None = None) -> TimesReport:
    """Return how long the entries of a period stayed in each stage, as the facts stand now."""
    return times(store or get_store(), question, asker.today)


def cohorts_of(asker: Asker, question: FunnelQuestion, store: FactStore | None = None) -> CohortsReport:
    """Return what became of the deals that entered in each month, as the facts stand now."""
    return cohorts(store or get_store(), question, asker.today)


def both(ask: Ask[_Report], asker: Asker, question: FunnelQuestion) -> list[_Report]:
    """Return the report of each side of a question, one or two side by side, from facts of one moment."""
    with still_facts() as facts:
        return [ask(asker, side, facts) for side in question.sides]


def cohort_rows_of(
    asker: Asker,
    question: FunnelQuestion,
    *,
    month: str,
    end: str = "",
    months: str | int = 0,
    limit: int | None = None,
    offset: int = 0,
) -> RowSet:
    """Return the deals behind one number of a cohort. Raises NotUnderstood."""
    return cohort_rows(
        get_store(),
        question,
        asker.today,
        month=month_told(asker, month),
        end=end_told(end),
        months=months_told(months),
        limit=limit,
        offset=offset,
    )


def month_told(asker: Asker, text: str) -> date:
    """Return the first day of the month that a text names. Raises NotUnderstood."""
    period = asker.period(text, "month")
    if period.is_all:
        raise NotUnderstood(_("A cohort is that of one month: write it as 2024-05."), "month")
    return first_day(period.start, Step.MONTH)


def end_told(text: str) -> End | None:
    """Return the end that a text names, none for all deals of a cohort. Raises NotUnderstood."""
    if text and text not in set(End):
        words = {"text": text, "known": ", ".join(End)}
        raise NotUnderstood(_("'%(text)s' is not known here. There are: %(known)s.") % words, "end")
    return End(text) if text else None


def months_told(text: str | int) -> int:
    """Return a number of months as an address names it. Raises NotUnderstood."""
    told = str(text)
    if told.isdecimal() and len(told) < 4 and int(told) <= LONGEST:
        return int(told)
    words = {"text": told, "most": LONGEST}
    raise NotUnderstood(_("'%(text)s' is not a number of months from 0 to %(most)s.") % words, "months")
