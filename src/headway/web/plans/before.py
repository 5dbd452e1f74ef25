"""Says what holds until a plan begins, from which working day on it asks for something, and what it rests on."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from headway.engine.period import Period
from headway.web import figures
from headway.web.asking import Asker
from headway.web.plans.beside import plan_of
from headway.web.plans.making import Draft
from headway.web.plans.saying import sentences
from headway.web.plans.written import amount_in_words


def all_sentences(asker: Asker, draft: Draft) -> list[str]:
    """Say in a row what holds until a plan begins, what it rests on, and which link to mend."""
    begins = before_in_words(asker, draft)
    return [*([begins] if begins else []), *sentences(draft, asker.company)]


def begins_on(draft: Draft) -> date | None:
    """Return the first working day of a plan that is still to begin; None of one that has begun."""
    case = draft.case
    return min(case.work.by_day, default=case.wish.period.start) if case.wish.period.start > case.today else None


def before_in_words(asker: Asker, draft: Draft) -> str:
    """Say from which day on a plan asks for what, and which plan in force holds until then; nothing once it began."""
    first, case = begins_on(draft), draft.case
    if first is None or not draft.sure.tries or case.today != asker.today:
        return ""
    words = {"day": figures.day(first)}
    start, now = case.wish.period.start, plan_of(asker, case.wish.goal, Period.day(case.today), case.wish.bearer)
    # The place of a plan that goes on beyond that is taken at once.
    if now is None or now.ends_on > start:
        return _("Its first working day is %(day)s; it asks for nothing before.") % words
    words["plan"] = amount_in_words(now.goal, now.amount, asker.company)
    words["last"] = figures.day(now.ends_on - timedelta(days=1))
    return _("Its first working day is %(day)s. Until %(last)s the plan in force holds: %(plan)s.") % words
