"""What adopting a plan would do, in words: whose place it takes, and whether its goal becomes the target too."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from headway.engine.period import Period
from headway.web.asking import Asker
from headway.web.models import Plan
from headway.web.plans import saying, written
from headway.web.plans.as_target import offer_of, offer_words
from headway.web.plans.bearers import may_plan
from headway.web.plans.keeping import replaced_by
from headway.web.plans.making import Draft


@dataclass(frozen=True, kw_only=True)
class Adopting:
    """Whether the reader may adopt a plan, else why not; what it replaces, and what its goal would be as a target."""

    may: bool
    why_not: str
    replaces: str
    as_target: str

    @classmethod
    def of(cls, asker: Asker, draft: Draft) -> "Adopting":
        """Say it of a plan."""
        may, offer = _may(asker, draft), offer_of(asker, draft)
        return cls(
            may=may,
            why_not=_why_not(asker, draft),
            replaces=_replaces(asker, draft) if may else "",
            as_target="" if offer is None else offer_words(asker, draft, offer),
        )


def _may(asker: Asker, draft: Draft) -> bool:
    case = draft.case
    is_plan = draft.sure.tries is not None and not saying.is_reached(draft)
    return is_plan and case.today == asker.today and may_plan(asker.user, case.wish.bearer)


def _why_not(asker: Asker, draft: Draft) -> str:
    """Say that a plan made as of an earlier day cannot be adopted; nothing of one made today."""
    if draft.case.today == asker.today:
        return ""
    if draft.case.wish.period.end <= asker.today:
        return _("This period is over: it can be read, not adopted.")
    return _("A plan is adopted on the day it is made: leave the earlier day out.")


def _replaces(asker: Asker, draft: Draft) -> str:
    told = [_told(asker, each) for each in replaced_by(draft)]
    return _("It takes the place of the plan in force: %(plans)s.") % {"plans": "; ".join(told)} if told else ""


def _told(asker: Asker, plan: Plan) -> str:
    goal = written.amount_in_words(plan.goal, plan.amount, asker.company)
    return f"{goal} ({written.span(Period(plan.starts_on, plan.ends_on))})"
