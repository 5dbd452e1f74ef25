"""Writes the goal of a plan as a target of its months too, so that one wish need not be said twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from headway.engine.catalogue import catalogue
from headway.web.asking import Asker
from headway.web.models import Target
from headway.web.naming import NotUnderstood
from headway.web.plans.making import Draft
from headway.web.plans.written import span, value_in_words
from headway.web.targets import approved, approved_months, filling, is_of_months, writing
from headway.web.targets.access import may_approve_target, may_propose_target
from headway.web.targets.approved import Approved
from headway.web.targets.bearers import Named, bearers_for


@dataclass(frozen=True)
class Below:
    """What the targets of those right below a goal make together, None where none is approved, and who they are.

    Where ``adds_up``, all below get what those above them have, or nobody below works on the plan.
    """

    parts: tuple[Named, ...]
    together: Decimal | None
    adds_up: bool


@dataclass(frozen=True)
class Offer:
    """That a goal can be written as a target: whether it holds at once or is a draft, and what is approved now.

    ``is_new`` is False where the goal is the target already, ``is_spread`` where those below add up to it or are none.
    """

    is_approved: bool
    now: Decimal | None
    below: Below
    is_new: bool
    is_spread: bool


def offer_of(asker: Asker, draft: Draft) -> Offer | None:
    """Return how a plan's goal can be written as a target; None of days that are no whole months, and for strangers."""
    wish, total = draft.case.wish, draft.case.aim.total
    ids = wish.bearer.team_id, wish.bearer.user_id
    if not is_of_months(wish.period) or not may_propose_target(asker.user, *ids):
        return None
    now, below = approved(wish.goal.value, wish.period, wish.bearer), _below(asker, draft)
    if now == total and below.adds_up:
        return None
    return Offer(may_approve_target(asker.user, *ids), now, below, is_new=now != total, is_spread=below.adds_up)


def offer_words(asker: Asker, draft: Draft, offer: Offer) -> str:
    """Say what would be written; nothing where the goal is the target already."""
    if not offer.is_new:
        return ""
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


def spread_words(draft: Draft, offer: Offer) -> str:
    """Say what would be written for those below; nothing where they add up to the goal, or nobody is below."""
    if offer.is_spread:
        return ""
    if draft.case.wish.bearer.team_id is None:
        return _("Give teams and reps their parts of it as targets too, by working days as the plan does")
    if offer.is_approved:
        return _("Give the team's reps their parts of it as targets too, by working days as the plan does")
    return _("Propose to the team's reps their parts of it as targets too, by working days as the plan does")


def below_words(asker: Asker, draft: Draft, below: Below) -> str:
    """Say what the targets of those below make together where that is not the goal; nothing where nobody is below."""
    wish = draft.case.wish
    if not below.parts or below.together == draft.case.aim.total:
        return ""
    is_team = wish.bearer.team_id is not None
    if below.together is None:
        # One sentence each: a team has reps alone.
        return (
            _("The team's reps have no targets for these days.")
            if is_team
            else _("Teams and reps have no targets for these days.")
        )
    words = {"together": value_in_words(wish.goal, below.together, asker.company)}
    if is_team:
        return _("The targets of the team's reps for these days make %(together)s together.") % words
    return _("The targets of teams and reps for these days make %(together)s together.") % words


def target_words(asker: Asker, draft: Draft) -> str:
    """Say that the goal of a plan is the approved target of its days, and what those below make of it; else nothing."""
    wish, total = draft.case.wish, draft.case.aim.total
    if not is_of_months(wish.period) or approved(wish.goal.value, wish.period, wish.bearer) != total:
        return ""
    words = {"goal": value_in_words(wish.goal, total, asker.company), "days": span(wish.period)}
    said = (_("%(goal)s is the target for %(days)s now.") % words, below_words(asker, draft, _below(asker, draft)))
    return " ".join(filter(None, said))


def write_as_target(asker: Asker, draft: Draft, *, is_spread: bool = False) -> int:
    """Write a plan's goal as targets of its months, by their working days, and return how many targets changed.

    Where it ``is_spread``, all below get what falls to them of the plan. The targets hold at once where the asker may
    approve that of the goal, and are drafts else. Raises NotUnderstood for days that are no whole months,
    PermissionDenied for whoever may not propose them.
    """
    wish = draft.case.wish
    if not is_of_months(wish.period):
        raise NotUnderstood(_("A target is for whole months: plan for such, or adopt the plan alone."), "period")
    metric, total = catalogue()[wish.goal.value], draft.case.aim.total
    wishes = filling.spread_year(asker, metric, wish.bearer, wish.period, whole=total, how=filling.DAYS)
    may_approve = may_approve_target(asker.user, wish.bearer.team_id, wish.bearer.user_id)
    write = writing.establish if may_approve else writing.propose
    # What is approved already keeps its months as somebody set them, whatever else is proposed for them.
    is_held = approved(metric.name, wish.period, wish.bearer) == total
    changed = 0 if is_held else write(asker, wishes)
    if not is_spread:
        return changed
    wholes = approved_months(metric.name, wish.period, wish.bearer) if is_held else _by_month(wishes)
    return changed + write(asker, filling.share_by_part(asker, metric, wish.bearer, _part_of(draft), wholes))


def _by_month(wishes: Sequence[writing.Wish]) -> dict[date, Decimal]:
    return {each.month: each.value for each in wishes if each.value is not None}


def _part_of(draft: Draft) -> dict[int, Decimal]:
    """Return the working days of each of the people by their id."""
    return {user.pk: Decimal(str(draft.case.work.of(user))) for user in draft.case.work.people}


def _below(asker: Asker, draft: Draft) -> Below:
    wish, part_of = draft.case.wish, _part_of(draft)
    named = next((each for top in bearers_for(asker.user) for each in top.all if each.bearer == wish.bearer), None)
    if named is None:
        return Below((), None, adds_up=True)
    known = Approved.of(Target.objects.filter(metric=wish.goal.value), wish.period)

    def value(each: Named) -> Decimal | None:
        return known.value(wish.goal.value, wish.period, each.bearer)

    def together(above: Named) -> Decimal | None:
        values = [found for part in above.parts if (found := value(part)) is not None]
        return sum(values, Decimal(0)) if values else None

    total = draft.case.aim.total
    adds_up = all(together(each) == (total if each is named else value(each)) for each in named.shared)
    works = any(part_of.get(each.bearer.user_id or 0) for each in named.all)
    return Below(named.parts, together(named), adds_up or not works)
