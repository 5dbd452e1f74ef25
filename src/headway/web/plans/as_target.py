"""Writes the goal of a plan as a target of its months too, so that one wish need not be said twice."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from headway.engine.calendar import Step, first_day
from headway.engine.catalogue import catalogue
from headway.engine.period import Period
from headway.web.asking import Asker
from headway.web.naming import NotUnderstood
from headway.web.plans.making import Draft
from headway.web.plans.written import span, value_in_words
from headway.web.targets import approved, filling, writing
from headway.web.targets.access import may_approve_target, may_propose_target


@dataclass(frozen=True)
class Offer:
    """That a goal can be written as a target: whether it holds at once or is a draft, and what is approved now."""

    is_approved: bool
    now: Decimal | None


def offer_of(asker: Asker, draft: Draft) -> Offer | None:
    """Return how a plan's goal can be written as a target; None of days that are no whole months, and for strangers."""
    wish = draft.case.wish
    ids = wish.bearer.team_id, wish.bearer.user_id
    if not _is_of_months(wish.period) or not may_propose_target(asker.user, *ids):
        return None
    now = approved(wish.goal.value, wish.period, wish.bearer)
    return None if now == draft.case.aim.total else Offer(may_approve_target(asker.user, *ids), now)


def offer_words(asker: Asker, draft: Draft, offer: Offer) -> str:
    """Say what would be written."""
    wish = draft.case.wish
    words = {"goal": value_in_words(wish.goal, draft.case.aim.total, asker.company), "days": span(wish.period)}
    if offer.now is not None:
        words["now"] = value_in_words(wish.goal, offer.now, asker.company)
        if offer.is_approved:
            return _("Make %(goal)s the target for %(days)s too, instead of %(now)s") % words
        return _("Propose %(goal)s as the target for %(days)s too, instead of %(now)s") % words
    if offer.is_approved:
        return _("Make %(goal)s the target for %(days)s too") % words
    return _("Propose %(goal)s as the target for %(days)s too") % words


def target_words(asker: Asker, draft: Draft) -> str:
    """Say that the goal of a plan is the approved target of its days; nothing where it is not."""
    wish, total = draft.case.wish, draft.case.aim.total
    if not _is_of_months(wish.period) or approved(wish.goal.value, wish.period, wish.bearer) != total:
        return ""
    words = {"goal": value_in_words(wish.goal, total, asker.company), "days": span(wish.period)}
    return _("%(goal)s is the target for %(days)s now.") % words


def write_as_target(asker: Asker, draft: Draft) -> int:
    """Write a plan's goal as targets of its months, by their working days, and return how many months changed.

    They hold at once where the asker may approve them, and are drafts else. Raises NotUnderstood for days that are no
    whole months, PermissionDenied for whoever may not propose them.
    """
    wish = draft.case.wish
    if not _is_of_months(wish.period):
        raise NotUnderstood(_("A target is for whole months: plan for such, or adopt the plan alone."), "period")
    metric, total = catalogue()[wish.goal.value], draft.case.aim.total
    wishes = filling.spread_year(asker, metric, wish.bearer, wish.period, whole=total, how=filling.DAYS)
    may_approve = may_approve_target(asker.user, wish.bearer.team_id, wish.bearer.user_id)
    return writing.establish(asker, wishes) if may_approve else writing.propose(asker, wishes)


def _is_of_months(period: Period) -> bool:
    return all(first_day(each, Step.MONTH) == each for each in (period.start, period.end))
