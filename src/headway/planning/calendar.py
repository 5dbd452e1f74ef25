"""Which days a company works: the country's calendar with its working Saturdays, the company's week and own days."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

_DAY = timedelta(days=1)
_FAR = 60
_WEEKDAYS = frozenset(range(5))


class DayKind(StrEnum):
    """Why a day is worked or not: the week, a public holiday, a day worked in exchange, the company's own word."""

    WORKED = "worked"
    REST = "rest"
    HOLIDAY = "holiday"
    EXTRA = "extra"
    OPENED = "opened"
    CLOSED = "closed"


_IS_WORKED = frozenset({DayKind.WORKED, DayKind.EXTRA, DayKind.OPENED})


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day, what it is, and the word for it: the holiday's name, or why the company overruled it."""

    day: date
    kind: DayKind
    word: str = ""

    @property
    def is_worked(self) -> bool:
        """Whether the company works on it."""
        return self.kind in _IS_WORKED


@dataclass(frozen=True, slots=True)
class Country:
    """The public holidays of some years by day, the weekend days worked in exchange, and the weekdays worked."""

    holidays: Mapping[date, str]
    exchanged: frozenset[date]
    weekdays: frozenset[int]


@dataclass(frozen=True)
class Calendar:
    """A company's days; ``ruled`` holds those that it overruled with whether they are worked and why.

    ``weekdays`` are the weekdays worked, Monday is 0; empty for those that the country works.
    """

    country: str
    region: str = ""
    weekdays: frozenset[int] = frozenset()
    ruled: Mapping[date, tuple[bool, str]] = field(default_factory=dict)

    def look(self, day: date, language: str = "") -> CalendarDay:
        """Return what a day is; the holiday's name in a language where the country's calendar knows it."""
        if day in self.ruled:
            is_worked, why = self.ruled[day]
            return CalendarDay(day, DayKind.OPENED if is_worked else DayKind.CLOSED, why)
        country = country_of(self.country, self.region, day.year, language)
        is_of_week = day.weekday() in (self.weekdays or country.weekdays)
        if day in country.exchanged and not is_of_week:
            return CalendarDay(day, DayKind.EXTRA)
        if day in country.holidays:
            return CalendarDay(day, DayKind.HOLIDAY, country.holidays[day])
        return CalendarDay(day, DayKind.WORKED if is_of_week else DayKind.REST)

    def next_worked(self, day: date) -> date:
        """Return a day if it is worked, else the first one after it that is; within two months, or the day itself."""
        later = (day + number * _DAY for number in range(_FAR))
        return next((each for each in later if self.look(each).is_worked), day)

    def days(self, start: date, end: date, language: str = "") -> Iterator[CalendarDay]:
        """Yield what each day is, from the first up to the last, which is left out."""
        for number in range((end - start).days):
            yield self.look(start + number * _DAY, language)


@lru_cache(maxsize=512)
def country_of(code: str, region: str, year: int, language: str = "") -> Country:
    """Return the calendar of a country (ISO 3166, two letters) in a year; of one nobody knows, Monday to Friday."""
    import holidays

    try:
        spoken = language_of(holidays.country_holidays(code, subdiv=region or None).supported_languages, language)
        known = holidays.country_holidays(code, subdiv=region or None, years=year, language=spoken)
    except NotImplementedError:
        return Country({}, frozenset(), _WEEKDAYS)
    weekdays = frozenset(range(7)) - frozenset(known.weekend)
    named = {day: name for day, name in known.items() if day.year == year}
    return Country(named, frozenset(day for day in known.weekend_workdays if day.year == year), weekdays)


def regions_of(code: str) -> tuple[str, ...]:
    """Return the parts of a country that have public holidays of their own, as the calendar names them."""
    import holidays

    return tuple(holidays.list_supported_countries().get(code, ()))


def countries() -> tuple[str, ...]:
    """Return the codes of the countries whose public holidays are known."""
    import holidays

    return tuple(sorted(code for code in holidays.list_supported_countries() if len(code) == _CODE))


_CODE = 2


def language_of(known: tuple[str, ...], wanted: str) -> str | None:
    """Return which language of a calendar to read: the wanted one, else English, else its first; None without any."""
    spoken = {each.split("_", maxsplit=1)[0]: each for each in known}
    return spoken.get(wanted) or spoken.get("en") or next(iter(known), None)
