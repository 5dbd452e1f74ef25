"""Counts working days and settles them from words."""

from argparse import Namespace
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from headway.cli.asking.table import Column, print_table
from headway.cli.asking.written import plain
from headway.cli.problem import CommandProblem
from headway.engine.period import Period
from headway.planning.calendar import CalendarDay, DayKind
from headway.web import figures
from headway.web.access import Verb, absences_for, may_arrange, may_be_away, reps_for, require
from headway.web.api.finding import named
from headway.web.asking import Asker
from headway.web.models import User
from headway.web.working_days import company_calendar, company_days, worked
from headway.web.working_days.writing import (
    MOST_SHOWN,
    enter_absence,
    follow_calendar,
    overrule_day,
    remove_absence,
    set_own_week,
    settle_week,
    too_long,
)


def show(asker: Asker, arguments: Namespace) -> None:
    """Print the working days of each month, and the weekdays that are none. Raises CommandProblem or NotUnderstood."""
    period = asker.period(getattr(arguments, "period", "this month"))
    if period.days > MOST_SHOWN:
        raise CommandProblem(too_long())
    rep = named(reps_for(asker.user), getattr(arguments, "rep", None), "rep")
    shares = worked([rep], period)[rep.pk] if rep else company_days(period)
    months: dict[date, Decimal] = {}
    for day, share in shares.items():
        months[day.replace(day=1)] = months.get(day.replace(day=1), Decimal(0)) + share
    columns = [Column(_("Month")), Column(_("Working days"), is_number=True)]
    rows = [[figures.month(first), _count(days)] for first, days in months.items()]
    print_table(columns, [*rows, [_("Together"), _count(sum(shares.values(), Decimal(0)))]])
    _print_special(asker, period)


def away(asker: Asker, arguments: Namespace) -> None:
    """Enter an absence. Raises CommandProblem, NotUnderstood or LogProblem."""
    rep, first = _rep(asker, arguments.rep), _day(arguments.first)
    latest = _day(arguments.latest) if arguments.latest else first
    enter_absence(rep, first, latest, kind=arguments.kind, is_half=arguments.half, by=asker.user, now=asker.now)
    words = {"name": rep.name, "days": figures.days_from(first, latest) if latest > first else figures.day(first)}
    print(plain(_("%(name)s is away: %(days)s.") % words))


def back(asker: Asker, arguments: Namespace) -> None:
    """Take the absence of a day out. Raises CommandProblem or NotUnderstood."""
    rep, day = _rep(asker, arguments.rep), _day(arguments.day)
    known = absences_for(asker.user).filter(user=rep, starts_on__lte=day, ends_on__gt=day).first()
    words = {"name": rep.name, "day": figures.day(day)}
    if known is None:
        raise CommandProblem(plain(_("No absence of %(name)s is written down for %(day)s.") % words))
    remove_absence(known, by=asker.user, now=asker.now)
    print(plain(_("The absence of %(name)s on %(day)s is taken out.") % words))


def rule(asker: Asker, arguments: Namespace) -> None:
    """Let a day be worked by the company or not. Raises CommandProblem or LogProblem."""
    require(asker.user, Verb.ADMINISTER)
    day = _day(arguments.day)
    if arguments.what == "calendar":
        follow_calendar(day, by=asker.user, now=asker.now)
    else:
        overrule_day(day, is_worked=arguments.what == "worked", why=arguments.why, by=asker.user, now=asker.now)
    is_worked = company_calendar().look(day).is_worked
    said = _("%(day)s is a working day.") if is_worked else _("%(day)s is no working day.")
    print(plain(said % {"day": figures.day(day)}))


def week(asker: Asker, arguments: Namespace) -> None:
    """Set the country and the weekdays. Raises CommandProblem or LogProblem."""
    require(asker.user, Verb.ADMINISTER)
    weekdays = [number - 1 for number in _numbers(arguments.weekdays)]
    settle_week(
        country=arguments.country.upper(), region=arguments.region, weekdays=weekdays, by=asker.user, now=asker.now
    )
    days = company_days(asker.period("this year"))
    print(plain(_("This year has %(days)s.") % {"days": figures.days(len(days))}))


def part_time(asker: Asker, arguments: Namespace) -> None:
    """Say what part of each weekday somebody works. Raises CommandProblem, NotUnderstood or LogProblem."""
    rep, since = named(reps_for(asker.user), arguments.rep, "rep") or asker.user, _day(arguments.since)
    if not may_arrange(asker.user, rep):
        raise PermissionDenied
    percents = None if arguments.percents == "company" else _numbers(arguments.percents)
    set_own_week(rep, since, percents, by=asker.user, now=asker.now)
    print(plain(_("The week of %(name)s holds from %(day)s on.") % {"name": rep.name, "day": figures.day(since)}))


def _print_special(asker: Asker, period: Period) -> None:
    """Name the days that are not as the week has them."""
    language = figures.reader().language
    special = [
        each
        for each in company_calendar(asker.company).days(period.start, period.end, language)
        if each.kind not in {DayKind.WORKED, DayKind.REST}
    ]
    if special:
        print()
        columns = [Column(_("Day")), Column(_("What it is")), Column("")]
        print_table(columns, [[figures.day(each.day), _what(each), each.word] for each in special])


def _what(day: CalendarDay) -> str:
    return _("worked") if day.is_worked else _("not worked")


def _rep(asker: Asker, told: str | None) -> User:
    rep = named(reps_for(asker.user), told, "rep") or asker.user
    if not may_be_away(asker.user, rep):
        raise PermissionDenied
    return rep


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandProblem(_("'%(text)s' is not a day. Write 2024-01-31.") % {"text": text}) from None


def _numbers(text: str) -> list[int]:
    try:
        return [int(part) for part in text.split(",") if part]
    except ValueError:
        raise CommandProblem(_("'%(text)s' are no numbers. Write them with commas: 1,2,3.") % {"text": text}) from None


def _count(days: Decimal) -> str:
    return figures.number(days, 0 if days == int(days) else 1)
