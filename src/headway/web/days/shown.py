"""A year of working days as a page shows it: twelve months of small cells, each day with what it is."""

from calendar import Calendar as Weeks
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.dates import get_day_names, get_month_names
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.engine.period import Period
from headway.planning.calendar import CalendarDay, DayKind
from headway.web import figures
from headway.web.models import Company, User
from headway.web.working_days import company_calendar, worked

_KINDS: Mapping[DayKind, str | Promise] = {
    DayKind.WORKED: "",
    DayKind.REST: "",
    DayKind.HOLIDAY: gettext_lazy("Public holiday"),
    DayKind.EXTRA: gettext_lazy("Worked in exchange for another day"),
    DayKind.OPENED: gettext_lazy("Worked, as the company says"),
    DayKind.CLOSED: gettext_lazy("Not worked, as the company says"),
}


@dataclass(frozen=True)
class Cell:
    """A day: how it looks, and what it is in words; None stands where a week belongs to another month."""

    day: date
    look: str
    words: str
    is_today: bool


@dataclass(frozen=True)
class Month:
    """A month with its working days, and its weeks."""

    first: date
    name: str
    days: str
    weeks: list[list[Cell | None]]


@dataclass(frozen=True)
class Year:
    """A year of the company or of a person: the names of weekdays, the months, and the working days in all."""

    number: int
    weekdays: list[str]
    months: list[Month]
    days: str


def year_of(number: int, company: Company | None, person: User | None, today: date) -> Year:
    """Return a year of the company, or of one person in it."""
    start, end = date(number, 1, 1), date(number + 1, 1, 1)
    known = {each.day: each for each in company_calendar(company).days(start, end, figures.reader().language)}
    shares = _shares(known, person, Period(start, end))
    begins = company.week_starts_on if company else 0
    names = get_day_names("short", locale=figures.reader())
    months = [_month(date(number, month, 1), known, shares, begins, today) for month in range(1, 13)]
    return Year(
        number=number,
        weekdays=[names[(begins + place) % 7] for place in range(7)],
        months=months,
        days=figures.days(sum(shares.values(), Decimal(0))),
    )


def _shares(known: Mapping[date, CalendarDay], person: User | None, period: Period) -> Mapping[date, Decimal]:
    if person is None:
        return {day: Decimal(1) for day, each in known.items() if each.is_worked}
    return worked([person], period)[person.pk]


def _month(
    first: date, known: Mapping[date, CalendarDay], shares: Mapping[date, Decimal], begins: int, today: date
) -> Month:
    weeks = [
        [_cell(known[day], shares.get(day, Decimal(0)), today) if day.month == first.month else None for day in week]
        for week in Weeks(begins).monthdatescalendar(first.year, first.month)
    ]
    count = sum((share for day, share in shares.items() if day.month == first.month), Decimal(0))
    names = get_month_names(context="stand-alone", locale=figures.reader())
    return Month(first=first, name=names[first.month].capitalize(), days=figures.days(count), weeks=weeks)


def _cell(known: CalendarDay, share: Decimal, today: date) -> Cell:
    words = ": ".join(filter(None, (str(_KINDS[known.kind]), known.word)))
    return Cell(
        day=known.day,
        look=_look(known, share),
        words=", ".join(filter(None, (figures.day(known.day), words, _away_words(known, share)))),
        is_today=known.day == today,
    )


def _look(known: CalendarDay, share: Decimal) -> str:
    if known.is_worked and not share:
        return "away"
    if share:
        return "part" if share < 1 else "opened" if known.kind in {DayKind.EXTRA, DayKind.OPENED} else "worked"
    return "rest" if known.kind is DayKind.REST else "closed"


def _away_words(known: CalendarDay, share: Decimal) -> str:
    if known.is_worked and not share:
        return _("not at work")
    return _("%(share)s of a day") % {"share": figures.share(share, 0)} if 0 < share < 1 else ""
