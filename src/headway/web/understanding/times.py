"""The times that a text names: each as the engine reads a period."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TypeAlias, cast

from headway.engine.calendar import Step, walk
from headway.engine.period import Period
from headway.web.asking import PREVIOUS, Asker
from headway.web.naming import NotUnderstood
from headway.web.understanding.languages import Language, listed
from headway.web.understanding.meanings import YEAR_BEFORE, Against, When
from headway.web.understanding.patterns import Patterns, Slot, Values
from headway.web.understanding.texts import Token

Texts: TypeAlias = tuple[str, ...]

_YEARS = range(1900, 2200)
_SPAN = "span"
_FISCAL = (Step.QUARTER, Step.YEAR)
# After 'than' the same words are shorter: 'по сравнению с мартом' is March alone.
_NEVER_BESIDE = frozenset({"some", "since"})


class Times:
    """The words of time in one language, on one day."""

    def __init__(self, language: Language, asker: Asker) -> None:
        self._language = language
        self._asker, self._today = asker, asker.today
        self._patterns = Patterns(language, self._slots())

    def at(self, tokens: Sequence[Token], start: int) -> Iterator[tuple[int, tuple[When | Against, ...]]]:
        """Yield what begins at a place: its end, and the one or several periods that it can mean."""
        for end, texts in self._periods(tuple(self._language.periods), tokens, start):
            yield end, tuple(When(text) for text in texts)
        for end, values in self._patterns.found(self._language.compares["period"], tokens, start):
            yield end, tuple(Against(text, _BESIDE.get(text, "")) for text in cast("Texts", dict(values)["period"]))
        for name in (PREVIOUS, YEAR_BEFORE):
            for end, _values in self._patterns.found(self._language.compares[name], tokens, start):
                yield end, (Against(name),)

    def _periods(self, names: Sequence[str], tokens: Sequence[Token], start: int) -> Iterator[tuple[int, Texts]]:
        if tokens[start].is_calendar and self._is_period(tokens[start].word):
            yield start + 1, (tokens[start].word,)
        ends: set[int] = set()
        for name in names:
            for end, values in self._patterns.found(self._language.periods.get(name, ""), tokens, start):
                # Two times side by side make a span only where they are not one time: 'May 2024'.
                texts = () if name == _SPAN and end in ends else self._read(name, values)
                if texts and all(map(self._is_period, texts)):
                    ends.add(end)
                    yield end, texts

    def _read(self, name: str, values: Values) -> Texts:
        """Return the periods that a phrase means; none where it names a day that does not exist."""
        days = [value for slot, value in values if slot == "when"]
        told = {slot: value for slot, value in values if slot != "when"}
        try:
            return _MEANT[name](self._today, *days, **told)
        except (ValueError, OverflowError):
            return ()

    def _is_period(self, text: str) -> bool:
        try:
            self._asker.period(text)
        except NotUnderstood:
            return False
        return True

    def _slots(self) -> Mapping[str, Slot]:
        tables = {
            "{month}": enumerate(_tables(self._language.months), 1),
            "{weekday}": enumerate(_tables(self._language.weekdays)),
            "{step}": [(step, words) for step, words in self._language.steps.items() if step != Step.DAY],
            "{span}": self._language.steps.items(),
            "{fiscal}": [(step, words) for step, words in self._language.steps.items() if step in _FISCAL],
        }
        named: dict[str, Slot] = {slot: partial(self._named, tuple(rows)) for slot, rows in tables.items()}
        return {
            **named,
            "{n}": partial(self._number, range(1, 1000), _tables(self._language.numbers)),
            "{quarter}": partial(self._number, range(1, 5), _tables(self._language.ordinals)),
            "{day}": partial(self._number, range(1, 32), ()),
            "{first}": partial(self._number, range(1, 32), ()),
            "{year}": partial(self._number, _YEARS, ()),
            "{when}": self._when,
            "{period}": partial(
                self._periods, tuple(each for each in self._language.periods if each not in _NEVER_BESIDE)
            ),
        }

    def _named(
        self, rows: Sequence[tuple[object, str]], tokens: Sequence[Token], start: int
    ) -> Iterator[tuple[int, object]]:
        for value, words in rows:
            if self._patterns.word(words, tokens[start]):
                yield start + 1, value

    def _number(
        self, known: range, words: Sequence[str], tokens: Sequence[Token], start: int
    ) -> Iterator[tuple[int, object]]:
        """Yield a number that is known, in digits or as a word."""
        word = tokens[start].word
        if word.isdecimal() and len(word) < 5 and int(word) in known:
            yield start + 1, int(word)
        yield from self._named(tuple(enumerate(words, 1)), tokens, start)

    def _when(self, tokens: Sequence[Token], start: int) -> Iterator[tuple[int, object]]:
        """Yield a day, a month, a quarter or a year that is told by its own name."""
        for end, texts in self._periods(_DATED, tokens, start):
            yield end, self._asker.period(texts[0])


def _tables(text: str) -> tuple[str, ...]:
    return tuple(" ".join(phrase) for phrase in listed(text))


def _month(today: date, month: int, year: int = 0) -> Texts:
    """Return a month, without a year the latest that has begun."""
    return (f"{year or today.year - (month > today.month)}-{month:02d}",)


def _day(today: date, month: int, day: int, year: int = 0) -> Texts:
    """Return a day, without a year the latest that has come."""
    if not year:
        year = today.year - ((month, day) > (today.month, today.day))
    return (date(year, month, day).isoformat(),)


def _days(today: date, first: int, day: int, month: int) -> Texts:
    """Return the days of one month from the first to the latest that is told, without a year the latest that came."""
    (latest,) = _day(today, month, day)
    start = date.fromisoformat(latest).replace(day=first)
    return _span(today, Period.day(start), Period.day(date.fromisoformat(latest)))


def _weekday(today: date, weekday: int, latest: int = 0) -> Texts:
    """Return the latest such day of the week, that many days ago at the least."""
    return ((today - timedelta(days=(today.weekday() - latest - weekday) % 7 + latest)).isoformat(),)


def _quarter(today: date, quarter: int, year: int = 0) -> Texts:
    return (f"{year or today.year - (quarter * 3 - 2 > today.month)}-Q{quarter}",)


def _since(today: date, first: Period) -> Texts:
    return (f"{first.start}..{walk(today, Step.DAY, 1)}",)


def _span(_today: date, first: Period, latest: Period) -> Texts:
    """Return the days of both and between; the year of the latest is that of the first, where this came later."""
    if first.start >= latest.end:
        first = Period(first.start.replace(year=latest.start.year), latest.end)
    return (f"{first.start}..{latest.end}",)


_DATED = ("day_year", "month_year", "quarter_year", "day", "month", "quarter", "year")
_BESIDE = {
    "yesterday": "today",
    **{f"last {step}": f"this {step}" for step in Step if step is not Step.DAY},
}
# 'The week' is this one to some and the last one to others.
_MEANT: Mapping[str, Callable[..., Texts]] = {
    "today": lambda _today: ("today",),
    "yesterday": lambda _today: ("yesterday",),
    "before_yesterday": lambda today: (walk(today, Step.DAY, -2).isoformat(),),
    "this": lambda _today, step: (f"this {step}",),
    "last": lambda _today, step: (f"last {step}",),
    "some": lambda _today, step: (f"this {step}", f"last {step}"),
    "this_fiscal": lambda _today, fiscal: (f"this fiscal {fiscal}",),
    "last_fiscal": lambda _today, fiscal: (f"last fiscal {fiscal}",),
    "this_year": lambda _today: ("this year",),
    "last_year": lambda _today: ("last year",),
    "latest": lambda _today, n, span: (f"last {n} {span}s",),
    "month": _month,
    "month_year": _month,
    "month_this_year": lambda today, month: _month(today, month, today.year),
    "month_last_year": lambda today, month: _month(today, month, today.year - 1),
    "day": _day,
    "day_year": _day,
    "days": _days,
    "weekday": _weekday,
    "last_weekday": lambda today, weekday: _weekday(today, weekday, latest=1),
    "quarter": _quarter,
    "quarter_year": _quarter,
    "year": lambda _today, year: (f"{year}",),
    "since": _since,
    "span": _span,
    "all": lambda _today: ("all",),
}
