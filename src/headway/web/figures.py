"""Writes numbers, money, times and days as the reader's language writes them."""

import re
from datetime import date, datetime, time, tzinfo
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton, format_time
from babel.numbers import format_compact_currency, format_currency, format_decimal, format_percent
from babel.units import format_unit
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

NO_BREAK = "\u00a0"
Number = int | float | Decimal

_LETTERS_AND_NUMBER = re.compile(r"([A-Za-z]{2,3})([\d.,])")
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
# From so many of a hundred on one says one of ten, and up to as many from the other end nine.
_ABOUT_ONE = 8


@lru_cache
def locale_of(language: str) -> Locale:
    """Return Babel's locale of a language code."""
    return Locale.parse(language or "en", sep="-")


def reader() -> Locale:
    """Return the locale of whoever reads this page."""
    return locale_of(get_language() or "en")


def number(value: Number, digits: int | None = None) -> str:
    """Write a number, rounded to ``digits`` after the decimal sign where they are given."""
    if digits is None and type(value) is int:
        return _whole(value, reader())
    if digits is not None:
        return _rounded(Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN), digits, reader())
    return _kept_together(format_decimal(value, locale=reader(), decimal_quantization=False))


def share(value: Number, digits: int = 1) -> str:
    """Write a share from 0 to 1 as per cent."""
    return _percent(value, digits, reader())


def chance(value: float, digits: int = 0) -> str:
    """Write a chance from 0 to 1 as per cent; 0 and 100 are for what is quite impossible and quite certain alone."""
    if 0 < value < 0.01:
        return _("under %(share)s") % {"share": share(0.01, 0)}
    most = 1 - 0.01 / 10**digits
    if most < value < 1:
        return _("over %(share)s") % {"share": share(most, digits)}
    return share(value, digits)


def likely(value: float) -> str:
    """Write the chance of what is open yet: no model knows it to be quite impossible or quite certain."""
    return chance(min(max(value, 1e-9), 1 - 1e-9))


def in_cases(value: float) -> str:
    """Say a chance so that one can picture it, in so many of ten such cases, with the percentage behind it."""
    of_hundred, words = round(value * 100), {"chance": likely(value)}
    if of_hundred < 1:
        return _("in hardly any such case (%(chance)s)") % words
    if of_hundred > 99:
        return _("in nearly every such case (%(chance)s)") % words
    if of_hundred < _ABOUT_ONE:
        return _("in fewer than 1 of 10 such cases (%(chance)s)") % words
    if of_hundred > 100 - _ABOUT_ONE:
        return _("in more than 9 of 10 such cases (%(chance)s)") % words
    return _("in about %(count)s of 10 such cases (%(chance)s)") % {**words, "count": round(value * 10)}


def money(amount: int, code: str, digits: int) -> str:
    """Write minor units of a currency; the digits after the decimal sign only where there are any."""
    value = Decimal(amount).scaleb(-digits)
    pattern = str(reader().currency_formats["standard"].pattern)
    if value == value.to_integral_value():
        pattern = pattern.replace("0.00", "0")
    return _spaced(format_currency(value, code, format=pattern, locale=reader(), currency_digits=False))


def short_money(amount: int, code: str, digits: int) -> str:
    """Write minor units of a currency as people say them: 48.2 M."""
    value = Decimal(amount).scaleb(-digits)
    return _spaced(format_compact_currency(value, code, fraction_digits=1, locale=reader()))


def days(value: Number) -> str:
    """Write a number of days with its word."""
    shown = Decimal(value).quantize(Decimal("0.1"), ROUND_HALF_EVEN)
    return _unit(shown.to_integral_value() if shown == shown.to_integral_value() else shown, "day", "long", reader())


def duration(seconds: Number, *, is_work: bool = False) -> str:
    """Write a length of time in the largest unit that fits it; of work in hours, for no day of work has 24 of them."""
    seconds = round(seconds)
    if seconds >= _DAY and not is_work:
        return days(Decimal(seconds) / _DAY)
    if seconds < _HOUR:
        return _short(seconds // _MINUTE, "minute") if seconds >= _MINUTE else _short(seconds, "second")
    hours, rest = divmod(seconds, _HOUR)
    return " ".join([_short(hours, "hour"), *([_short(rest // _MINUTE, "minute")] if rest >= _MINUTE else [])])


def clock(moment: datetime | time, zone: tzinfo | None = None) -> str:
    """Write the time of day."""
    if isinstance(moment, datetime):
        moment = moment.astimezone(zone or get_current_timezone())
    return _minute(moment.hour, moment.minute, reader())


def day(on: date | datetime, zone: tzinfo | None = None) -> str:
    """Write a day with its year."""
    return _kept_together(_date(on, "yMMMd", zone))


def days_from(first: date, latest: date) -> str:
    """Write the first and the last day of a period, with what they share written once."""
    written = str(format_interval(first, latest, "yMMMd", locale=reader())).replace("\u2009", " ")
    # A narrow screen may break the line at the dash and nowhere else.
    return _kept_together(written).replace(f"{NO_BREAK}–{NO_BREAK}", " – ")


def short_day(on: date | datetime, zone: tzinfo | None = None) -> str:
    """Write a day without its year."""
    return _kept_together(_date(on, "MMMd", zone))


def month(on: date) -> str:
    """Write a month with its year, as the beginning of a line."""
    written = _date(on, "yMMMM", None)
    return written[:1].upper() + written[1:]


def short_month(on: date) -> str:
    """Write a month alone, in short."""
    return str(format_date(on, "LLL", locale=reader()))


def long_day(on: date | datetime, zone: tzinfo | None = None) -> str:
    """Write a day with its weekday, in full words."""
    written = str(format_date(_local(on, zone), "full", locale=reader()))
    return written[:1].upper() + written[1:]


def day_and_clock(moment: datetime, zone: tzinfo | None = None) -> str:
    """Write a day with its time."""
    return f"{day(moment, zone)}, {clock(moment, zone)}"


def _date(on: date | datetime, skeleton: str, zone: tzinfo | None) -> str:
    return _skeleton(skeleton, _local(on, zone), reader())


def _local(on: date | datetime, zone: tzinfo | None) -> date:
    return on.astimezone(zone or get_current_timezone()).date() if isinstance(on, datetime) else on


def _short(value: int, name: str) -> str:
    return _unit(value, name, "short", reader())


# What a page writes hundreds of times is kept: Babel takes longer for a number than a template for its row.
@lru_cache(maxsize=4096)
def _whole(value: int, locale: Locale) -> str:
    return _kept_together(format_decimal(value, locale=locale, decimal_quantization=False))


@lru_cache(maxsize=4096)
def _rounded(value: Decimal, digits: int, locale: Locale) -> str:
    # The digits tell 2.0 from 2.00, which are equal.
    return _kept_together(format_decimal(value, locale=locale, decimal_quantization=False))


@lru_cache(maxsize=4096, typed=True)
def _percent(value: Number, digits: int, locale: Locale) -> str:
    pattern = str(locale.percent_formats[None].pattern)
    if digits:
        pattern = pattern.replace("0", f"0.{'0' * digits}")
    return _kept_together(format_percent(value, format=pattern, locale=locale))


@lru_cache(maxsize=4096)
def _minute(hour: int, minute: int, locale: Locale) -> str:
    return _kept_together(format_time(time(hour, minute), "short", locale=locale))


@lru_cache(maxsize=4096)
def _skeleton(skeleton: str, on: date, locale: Locale) -> str:
    return str(format_skeleton(skeleton, on, locale=locale))


@lru_cache(maxsize=1024)
def _unit(value: Number, name: str, length: Literal["short", "long"], locale: Locale) -> str:
    return _kept_together(format_unit(value, f"duration-{name}", length=length, locale=locale))


def _spaced(text: str) -> str:
    """Part a currency's letters from the number: Babel joins them where the language has no sign for it."""
    return _kept_together(_LETTERS_AND_NUMBER.sub(r"\1 \2", text))


def _kept_together(text: str) -> str:
    return text.replace(" ", NO_BREAK).replace("\u202f", NO_BREAK)
