"""Prints the lists of next steps, and writes what becomes of one."""

import json
from argparse import Namespace
from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from headway.cli.asking import written
from headway.cli.asking.logged import client_told, deal_told, kind_told, when_told
from headway.cli.asking.table import Column, print_csv, print_table
from headway.cli.problem import CommandProblem
from headway.web import figures
from headway.web.access import Verb, contacts_for, may_settle, reps_for, require, steps_for
from headway.web.agenda import Agenda, SeenStep
from headway.web.api.records import DealOut
from headway.web.api.stepped import NextStepOut
from headway.web.asking import Asker
from headway.web.log import NewStep, drop_step, keep_step, move_step, reopen_step, set_step
from headway.web.models import Deal, NextStep, User
from headway.web.naming import one_named


def show(asker: Asker, arguments: Namespace) -> None:
    """Print a list; of a head of sales and the owner, that of everybody they lead."""
    rep = _rep(asker.user, arguments.rep) if arguments.rep else None
    agenda = Agenda(asker.user, asker.today, rep)
    if arguments.list == "missing":
        _show_missing(list(agenda.missing().select_related("source", "milestones__funnel")), arguments)
        return
    lists = ("overdue", "today") if arguments.list == "due" else (arguments.list,)
    _show_steps([seen for which in lists for seen in agenda.seen(agenda.steps(which))], arguments)


def agree(asker: Asker, arguments: Namespace) -> None:
    """Write a next step down. Raises CommandProblem, NotUnderstood or LogProblem."""
    require(asker.user, Verb.LOG)
    client = client_told(asker.user, arguments.client)
    deal = deal_told(asker.user, client, arguments.deal)
    on, at = when_told(arguments.when)
    new = NewStep(uuid4(), kind_told(arguments.kind), on, at, arguments.what)
    _say(set_step(new, client=client, deal=deal, rep=asker.user, by=asker.user, now=asker.now))


def move(asker: Asker, arguments: Namespace) -> None:
    """Move a next step to another day or rep."""
    step, (on, at) = _own(asker, arguments), when_told(arguments.when)
    rep = _rep(asker.user, arguments.to) if arguments.to else None
    new = NewStep(uuid4(), step.kind, on, at, step.what)
    _say(move_step(step, new, rep=rep, by=asker.user, now=asker.now))


def keep(asker: Asker, arguments: Namespace) -> None:
    """Say which contact a next step was."""
    step = _own(asker, arguments)
    contact = contacts_for(asker.user).filter(uid=_uid(arguments.contact)).first()
    if contact is None:
        raise CommandProblem(_("There is no contact %(id)s that you can see.") % {"id": arguments.contact})
    keep_step(step, contact, by=asker.user, now=asker.now)
    print(_("Kept."))


def drop(asker: Asker, arguments: Namespace) -> None:
    """End a next step that will not be held."""
    drop_step(_own(asker, arguments), by=asker.user, now=asker.now)
    print(_("Dropped."))


def reopen(asker: Asker, arguments: Namespace) -> None:
    """Take back that a next step was kept or dropped."""
    _say(reopen_step(_own(asker, arguments), by=asker.user, now=asker.now))


def _show_steps(seen: list[SeenStep], arguments: Namespace) -> None:
    if arguments.json:
        print(json.dumps([NextStepOut.of(each).model_dump(mode="json") for each in seen], indent=2, ensure_ascii=False))
    elif arguments.csv:
        headings = ["id", "due_on", "due_at", "rep", "kind", "client", "deal", "what"]
        print_csv(headings, [[each.step.pk, each.step.due_on, _at(each.step), *_words(each)] for each in seen])
    elif not seen:
        print(_("Nothing is agreed for then."))
    else:
        headings = ["id", _("day"), _("time"), _("rep"), _("kind"), _("client"), _("deal"), _("what")]
        print_table([Column(heading) for heading in headings], [_cells(each) for each in seen])


def _cells(seen: SeenStep) -> list[str]:
    step = seen.step
    time = figures.clock(step.due_at) if step.due_at else ""
    words = [step.rep.name, str(step.get_kind_display()), *_words(seen)[2:]]
    return [str(step.pk), figures.day(step.due_on), time, *words]


def _words(seen: SeenStep) -> list[str]:
    names = (seen.client.name if seen.client else "", seen.deal.name if seen.deal else "")
    return [seen.step.rep.name, seen.step.kind, *names, seen.step.what]


def _at(step: NextStep) -> str:
    return localtime(step.due_at).isoformat() if step.due_at else ""


def _show_missing(deals: list[Deal], arguments: Namespace) -> None:
    if arguments.json:
        print(json.dumps([DealOut.of(deal).model_dump(mode="json") for deal in deals], indent=2, ensure_ascii=False))
        return
    if arguments.csv:
        rows = [[*_deal(deal), at and localtime(at).date()] for deal, at in _with_latest(deals)]
        print_csv(["id", "deal", "client", "owner", "latest_contact_on"], rows)
    elif not deals:
        print(_("Every open deal has a next step."))
    else:
        headings = ["id", _("deal"), _("client"), _("owner"), _("latest contact")]
        cells = [[*_deal(deal), figures.day(at) if at else ""] for deal, at in _with_latest(deals)]
        print_table([Column(heading) for heading in headings], cells)


def _with_latest(deals: list[Deal]) -> list[tuple[Deal, datetime | None]]:
    return [(deal, deal.milestones.latest_contact_at) for deal in deals]


def _deal(deal: Deal) -> list[str]:
    return [str(deal.pk), deal.name, deal.client.name, deal.owner.name if deal.owner else ""]


def _own(asker: Asker, arguments: Namespace) -> NextStep:
    step = steps_for(asker.user).select_related("client", "deal", "rep").filter(pk=arguments.step).first()
    if step is None:
        raise CommandProblem(_("There is no next step %(id)s that you can see.") % {"id": arguments.step})
    if not may_settle(asker.user, step):
        raise PermissionDenied
    return step


def _rep(user: User, text: str) -> User:
    reps = reps_for(user)
    return reps.get(pk=one_named(reps.values_list("pk", "name"), text, "rep"))


def _uid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise CommandProblem(_("'%(text)s' is no uid of a contact.") % {"text": text}) from None


def _say(step: NextStep) -> None:
    told = {"client": step.client.name, "day": figures.day(step.due_on), "id": step.pk}
    print(written.plain(_("%(client)s: next step %(id)s on %(day)s.") % told))
