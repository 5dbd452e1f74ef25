"""Prints what a goal takes, and the plans in force; adopts and drops them."""

import json
from argparse import Namespace

from django.utils.translation import gettext as _

from headway.cli.asking.table import Column, print_table
from headway.cli.asking.written import old_log
from headway.cli.problem import CommandProblem
from headway.engine.period import Period
from headway.web import figures
from headway.web.api.backwards import KeptPlanOut, PlanLinkOut, PlanOut
from headway.web.asking import Asker
from headway.web.bearers import Bearer
from headway.web.plans import written
from headway.web.plans.as_target import target_words
from headway.web.plans.asked import draft_told
from headway.web.plans.keeping import adopt, drop, plans_for

_WORDS = ("goal", "amount", "more", "period", "until", "certainty", "start", "months", "norm", "as_of")


def show(asker: Asker, arguments: Namespace) -> None:
    """Print the answer, and adopt it where that is wanted."""
    words = {name: getattr(arguments, name) for name in _WORDS} | {"for": arguments.whom}
    draft = draft_told(asker, words)
    kept = adopt(asker, draft, as_target=arguments.as_target) if arguments.adopt else None
    told = PlanOut.of(asker, draft)
    if arguments.json:
        print(told.model_dump_json(indent=2))
        return
    print(told.answer, *told.sentences, sep="\n")
    if told.last_closed is not None:
        print(old_log(told.last_closed))
    print()
    print_table(_columns(), [_cells(each) for each in told.links])
    for each in told.reps:
        print(_("%(rep)s: %(needed)s") % {"rep": each.rep, "needed": written.on_monday(each.a_day)})
    if kept is not None:
        target = target_words(asker, draft) if arguments.as_target else ""
        print(_("The plan is in force as %(id)s.") % {"id": kept.pk}, *([target] if target else []))


def show_kept(asker: Asker, arguments: Namespace) -> None:
    """Print the plans in force."""
    plans = list(plans_for(asker.user))
    if arguments.json:
        print(json.dumps([KeptPlanOut.of(each).model_dump(mode="json") for each in plans], indent=2))
        return
    if not plans:
        print(_("No plan is in force. Say how much is to be reached: headway plan 50"))
    for each in plans:
        goal = written.amount_in_words(each.goal, each.amount, asker.company)
        days = written.span(Period(each.starts_on, each.ends_on))
        print(each.pk, goal, Bearer.of(each.team or each.user).label, days, sep="  ")


def drop_one(asker: Asker, plan_id: int) -> None:
    """Let a plan no longer be in force. Raises CommandProblem where there is none of this number."""
    plan = plans_for(asker.user).filter(pk=plan_id).first()
    if plan is None:
        raise CommandProblem(_("There is no plan %(id)s. `headway plan` shows those in force.") % {"id": plan_id})
    drop(asker, plan)
    print(_("The plan is no longer in force."))


def _columns() -> list[Column]:
    numbers = (_("tried"), _("made"), _("rate"), _("on average"), _("needed"))
    return [Column(_("step")), *(Column(each, is_number=True) for each in numbers)]


def _cells(link: PlanLinkOut) -> list[str]:
    rate = "—" if link.rate is None else figures.share(link.rate)
    numbers = ("—" if each is None else figures.number(round(each)) for each in (link.plain, link.needed))
    return [link.label, figures.number(link.tried), figures.number(link.made), rate, *numbers]
