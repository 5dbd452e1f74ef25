"""Prints what a goal takes, and the plans in force; adopts and drops them."""

import json
from argparse import Namespace
from collections.abc import Iterator

from django.utils.translation import gettext as _

from headway.cli.asking.table import Column, print_table
from headway.cli.asking.written import old_log
from headway.cli.asking.written import plain as in_plain_signs
from headway.cli.problem import CommandProblem
from headway.engine.period import Period
from headway.web import figures
from headway.web.asking import Asker
from headway.web.bearers import Bearer
from headway.web.plans import written
from headway.web.plans.as_target import target_words
from headway.web.plans.asked import draft_told, last_close_of
from headway.web.plans.before import all_sentences, begins_on
from headway.web.plans.keeping import adopt, drop, plans_for
from headway.web.plans.making import Draft
from headway.web.plans.saying import answer_in_words
from headway.web.plans.shares import heads_of, labels_of, shares_of

_WORDS = ("goal", "amount", "more", "period", "until", "certainty", "start", "months", "norm", "as_of")


def show(asker: Asker, arguments: Namespace) -> None:
    """Print the answer, and adopt it where that is wanted."""
    words = {name: getattr(arguments, name) for name in _WORDS} | {"for": arguments.whom}
    draft = draft_told(asker, words)
    wanted = {"as_target": arguments.as_target or arguments.spread, "is_spread": arguments.spread}
    kept = adopt(asker, draft, **wanted) if arguments.adopt else None
    if arguments.json:
        from headway.web.api.backwards import PlanOut

        print(PlanOut.of(asker, draft).model_dump_json(indent=2))
        return
    print(answer_in_words(draft, asker.company), *all_sentences(asker, draft), sep="\n")
    if (last_closed := last_close_of(draft)) is not None:
        print(old_log(last_closed))
    print()
    print_table(_columns(), _rows(draft))
    _print_reps(draft)
    if kept is not None:
        target = target_words(asker, draft) if wanted["as_target"] else ""
        print(_("The plan is in force as %(id)s.") % {"id": kept.pk}, *([target] if target else []))


def show_kept(asker: Asker, arguments: Namespace) -> None:
    """Print the plans in force."""
    plans = list(plans_for(asker.user))
    if arguments.json:
        from headway.web.api.backwards import KeptPlanOut

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


def _rows(draft: Draft) -> Iterator[list[str]]:
    """Return a row for each step of the chain, and one for the sales that it ends in."""
    case, history, sure = draft.case, draft.case.history, draft.sure
    passing = sure.passing or (None,) * len(history.links)
    for label, counted, link, plain, needed in zip(
        labels_of(draft), history.counted, history.links, sure.plain, passing, strict=False
    ):
        rate = "—" if link.rate is None else figures.share(link.rate)
        counts = (figures.number(counted.size), figures.number(counted.made))
        numbers = ("—" if each is None else figures.number(round(each)) for each in (plain, needed))
        yield [label, *counts, rate, *numbers]
    goal = None if case.aim.deals is None else max(0.0, case.aim.deals - case.brought.mean)
    last = sure.passing[-1] if sure.passing else None
    ends = (written.in_time(each, sure.part) for each in (goal, last))
    yield [history.steps[-1].next_label, "—", "—", "—", *ends]


def _print_reps(draft: Draft) -> None:
    """Print what falls to each who works on the days that are left: each working day, in all, and their days."""
    shares, begins = list(shares_of(draft)), begins_on(draft)
    if not shares:
        return
    each_day = (
        _("On Monday, and every working day")
        if begins is None
        else _("Each working day from %(day)s") % {"day": figures.day(begins)}
    )
    heads = [Column(name, is_number=True) for name in (in_plain_signs(each_day), *heads_of(draft), _("Working days"))]
    print()
    print_table(
        [Column(_("Rep")), *heads],
        [[each.name, in_plain_signs(each.a_day), *(need for _head, need in each.needs), each.days] for each in shares],
    )
