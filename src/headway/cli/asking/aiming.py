"""Prints where the company stands, sets aims and ends them."""

from argparse import Namespace
from datetime import date

from django.utils.translation import gettext as _

from headway.cli.asking import written
from headway.cli.asking.table import Column, print_table
from headway.cli.problem import CommandProblem
from headway.web import figures
from headway.web.access import aims_for
from headway.web.aims.indicators import indicator_named
from headway.web.aims.keeping import end_aim, send_standing, set_aim
from headway.web.aims.ladder import ladder_of, take_next
from headway.web.aims.standing import standing_of
from headway.web.aims.told import ToldAim, told_aims
from headway.web.api.aimed import StandsOut
from headway.web.asking import Asker
from headway.web.read_words import number_of, scaled
from headway.web.still import still_facts

_RECORDED, _MISSING = "●", "○"


def show(asker: Asker, arguments: Namespace) -> None:
    """Print the aims in force, and the indicators to keep up."""
    with still_facts() as facts:
        if arguments.json:
            print(StandsOut.asked(asker, facts).model_dump_json(indent=2))
            return
        aims, ladder = told_aims(asker, facts), ladder_of(asker, facts)
    for told in aims:
        _print_aim(told)
    columns = [Column(_("number")), Column(_("the last five weeks")), Column(_("kept up"))]
    print_table(
        columns,
        [
            [
                str(each.rung.label),
                "".join(_RECORDED if is_recorded else _MISSING for _week, is_recorded in each.weeks),
                _("yes") if each.is_kept_up else _("no"),
            ]
            for each in ladder.stood_on
        ],
    )
    if ladder.offered is not None:
        print(_("Next: %(label)s") % {"label": ladder.offered.rung.label})


def aim(asker: Asker, arguments: Namespace) -> None:
    """Set an aim. Raises CommandProblem, NotUnderstood."""
    indicator = indicator_named(arguments.indicator)
    value = scaled(asker.company, indicator.unit, number_of(arguments.value.removesuffix("%"), "value"))
    kept = set_aim(asker, indicator=indicator.name, value=value, since=_day(arguments.since), by=_day(arguments.by))
    with still_facts() as facts:
        _print_aim(ToldAim(standing_of(asker, kept, facts), asker.company))


def end(asker: Asker, arguments: Namespace) -> None:
    """End the aim of a number. Raises CommandProblem, NotUnderstood."""
    indicator = indicator_named(arguments.indicator)
    found = aims_for(asker.user).filter(indicator=indicator.name, ended_at=None).first()
    if found is None:
        raise CommandProblem(_("There is no aim for '%(name)s'.") % {"name": indicator.name})
    end_aim(asker, found)
    print(_("This aim is closed. The audit trail keeps it."))


def take(asker: Asker, arguments: Namespace) -> None:
    """Take the next indicator on. Raises NotUnderstood."""
    with still_facts() as facts:
        take_next(asker, arguments.indicator, facts)
    show(asker, Namespace(json=False))


def mail(asker: Asker, arguments: Namespace) -> None:
    """Be told once a week, or no longer."""
    weekday = None if arguments.weekday == "never" else int(arguments.weekday)
    send_standing(asker, weekday)
    print(_("You will no longer be told once a week.") if weekday is None else _("You will be told once a week."))


def _print_aim(told: ToldAim) -> None:
    print(written.plain(told.verdict))
    for saying in filter(None, (*told.sayings, told.beside)):
        print(written.plain(f"  {saying}"))
    columns = [
        Column(_("up to")),
        *(Column(each, is_number=True) for each in (_("by even steps"), _("reached"), _("likely"))),
    ]
    rows = [[figures.short_day(each.day), each.planned, each.actual, each.likely] for each in told.weeks]
    print_table([*columns, Column(_("in 9 of 10 cases"))], [[*row, _between(told, at)] for at, row in enumerate(rows)])
    print()


def _between(told: ToldAim, place: int) -> str:
    between = list(told.weeks)[place].between
    return " – ".join(between) if between else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise CommandProblem(_("'%(text)s' is not a day. Write 2024-01-31.") % {"text": text}) from None
