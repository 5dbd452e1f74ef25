"""Prints a rep's day, or a line for each rep."""

import json
import shlex
from argparse import Namespace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.cli.asking.table import Column, print_table
from headway.cli.asking.written import plain
from headway.web import figures
from headway.web.access import reps_for
from headway.web.api.finding import named
from headway.web.api.planned import TodayOut, planned_of
from headway.web.asking import Asker
from headway.web.models import Role, User
from headway.web.rep_day import PlannedDay, rep_days, suggested, team_days, words_anew
from headway.web.rep_day.said import (
    HOW_BEHIND,
    HOW_NEEDED,
    HOW_RESULT,
    day_words,
    needs_words,
    plans_words,
    said_needs,
    streak_words,
)
from headway.web.rep_day.said_first import HOW_ORDERED, SHORT, reason_words


def show(asker: Asker, arguments: Namespace) -> None:
    """Print the day of a rep; for those who lead, without a rep, a line for each. Raises NotUnderstood."""
    rep = named(reps_for(asker.user), arguments.rep, "rep")
    if rep is None and asker.user.role == Role.REP:
        rep = asker.user
    if arguments.json:
        _print_json(asker, rep)
    elif rep is None:
        _print_lines(team_days(asker, _sellers(asker)))
    else:
        _print_day(asker, rep)


def _print_json(asker: Asker, rep: User | None) -> None:
    if rep is not None:
        told = TodayOut.for_rep(asker, rep).model_dump(mode="json")
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return
    days = [each.model_dump(mode="json") for each in planned_of(asker, _sellers(asker))]
    print(json.dumps(days, ensure_ascii=False, indent=2))


def _sellers(asker: Asker) -> list[User]:
    return list(reps_for(asker.user).filter(role=Role.REP, is_active=True).order_by("name"))


def _print_lines(days: list[PlannedDay]) -> None:
    if days and days[0].is_ahead:
        words = {"day": figures.long_day(days[0].day)}
        print(plain(_("Today is a day off. What each rep needs on %(day)s:") % words))
    columns = [Column(_("Rep")), Column(_("Needed")), Column(_("How the day stands"))]
    print_table(columns, [[each.rep.name, needs_words(each) or "-", day_words(each)] for each in days])
    print()
    print(plain(f"{HOW_NEEDED} {HOW_BEHIND}"))


def _print_day(asker: Asker, rep: User) -> None:
    planned, ahead = rep_days(asker, rep)
    print(plain(f"{rep.name}, {figures.long_day(planned.day)}"))
    print(*(plain(each) for each in (day_words(planned), plans_words(planned)) if each), sep="\n")
    if words := words_anew(asker, planned):
        print(_("Work the plan out anew"), _command(words), sep=": ")
    if planned.lines:
        _print_needs(asker, ahead or planned, streak_words(planned))
    first = suggested(asker, rep)
    print()
    print(_("Whom to contact first"))
    columns = [Column(_("Client")), Column(pgettext("column", "Why")), Column("")]
    print_table(
        columns,
        [
            [one.client.name, str(SHORT[one.first.why]), "; ".join(reason_words(one, each) for each in one.reasons)]
            for one in first
        ],
    )
    print()
    print(plain(str(HOW_ORDERED)))


def _command(words: dict[str, str]) -> str:
    """Return the command that asks for a plan in such words."""
    told = [f"--{name} {shlex.quote(text)}" for name, text in words.items() if text and name != "amount"]
    return " ".join(["headway plan", words["amount"], *told])


def _print_needs(asker: Asker, planned: PlannedDay, streak: str) -> None:
    print()
    columns = [Column(_("Number")), *(Column(each, is_number=True) for each in (_("Needed"), _("Done"), _("Left")))]
    said = said_needs(planned, asker.company.currency if asker.company else None)
    print_table(
        [*columns, Column(_("Plan"))], [[each.label, each.needed, each.done, each.left, each.plan] for each in said]
    )
    if streak:
        print(plain(streak))
    print(plain(f"{HOW_NEEDED} {HOW_RESULT}"))
