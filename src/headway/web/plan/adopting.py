"""What adopting a plan would do, in words: whose place it takes, and whether its goal becomes a target too."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from headway.engine.period import Period
from headway.web import figures
from headway.web.asking import Asker
from headway.web.models import Plan
from headway.web.plans import written
from headway.web.plans.as_target import below_words, offer_of, offer_words, spread_words, target_words
from headway.web.plans.bearers import may_plan
from headway.web.plans.keeping import in_force, replaced_by
from headway.web.plans.making import Draft


@dataclass(frozen=True, kw_only=True)
class Adopting:
    """Whether the reader may adopt a plan, else why not; what it replaces, and what its goal would be as a target.

    ``below`` says what the targets of those below make together, ``spread`` what each of them would get. ``in_force``
    says since when the plan is in force just as it stands.
    """

    may: bool
    why_not: str
    replaces: str
    as_target: str
    below: str
    spread: str
    in_force: str

    @classmethod
    def of(cls, asker: Asker, draft: Draft) -> "Adopting":
        """Say it of a plan."""
        in_force = _in_force(asker, draft)
        may, offer = not in_force and _may(asker, draft), offer_of(asker, draft)
        return cls(
            may=may,
            why_not=_why_not(asker, draft),
            replaces=_replaces(asker, draft) if may else "",
            as_target="" if offer is None else offer_words(asker, draft, offer),
            below="" if offer is None else below_words(asker, draft, offer.below),
            spread="" if offer is None else spread_words(draft, offer),
            in_force=in_force,
        )


def _in_force(asker: Asker, draft: Draft) -> str:
    """Say since when a plan is in force as it stands, and that its goal is the target; nothing of any other."""
    plan = None if draft.case.today != asker.today or draft.sure.tries is None else in_force(draft)
    if plan is None:
        return ""
    said = _("This plan is in force since %(day)s.") % {"day": figures.day(plan.adopted_at)}
    return " ".join([said, *([target] if (target := target_words(asker, draft)) else [])])


def _may(asker: Asker, draft: Draft) -> bool:
    case = draft.case
    is_plan = draft.sure.tries is not None and not draft.is_reached
    return is_plan and case.today == asker.today and may_plan(asker.user, case.wish.bearer)


def _why_not(asker: Asker, draft: Draft) -> str:
    """Say that a plan made as of an earlier day cannot be adopted; nothing of one made today."""
    if draft.case.today == asker.today:
        return ""
    if draft.case.wish.period.end <= asker.today:
        return _("This period is over: it can be read, not adopted.")
    return _("A plan is adopted on the day it is made: leave the earlier day out.")


def _replaces(asker: Asker, draft: Draft) -> str:
    plans, case = list(replaced_by(draft)), draft.case
    for each in plans:
        if (each.amount, Period(each.starts_on, each.ends_on)) == (case.aim.total, case.wish.period):
            words = {"day": figures.day(each.adopted_at), "certainty": figures.chance(float(each.certainty))}
            return (
                _("The plan in force has the same goal: it was worked out on %(day)s, with %(certainty)s certainty.")
                % words
            )
    told = [_told(asker, each) for each in plans]
    return _("It takes the place of the plan in force: %(plans)s.") % {"plans": "; ".join(told)} if told else ""


def _told(asker: Asker, plan: Plan) -> str:
    goal = written.amount_in_words(plan.goal, plan.amount, asker.company)
    return f"{goal} ({written.span(Period(plan.starts_on, plan.ends_on))})"
