"""What a cell says as a moment, a day, an amount, a length of time or a yes; what it cannot say is `Unreadable`."""

import math
import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from headway.engine.text import Sentence, gettext_noop
from headway.importers.detect.kinds import DATE
from headway.importers.months import month_written
from headway.importers.reading import AMBIGUOUS, DAY_MONTH, DAYS, MONTH_DAY, WRITTEN, Reading
from headway.importers.refusals import DateOrderMissing, DecimalSignMissing, TimeZoneMissing, UnknownTimeZone
from headway.importers.row import Cell

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_NO_DATE: Final = gettext_noop("“%(cell)s” is no date: correct it in the file.")
_OTHER_ORDER: Final = gettext_noop(
    "“%(cell)s” is no date: correct it in the file, or change the order of day and month."
)
_NO_AMOUNT: Final = gettext_noop("“%(cell)s” is no amount: correct it in the file.")
_OTHER_SIGN: Final = gettext_noop("“%(cell)s” is no amount: correct it in the file, or change the decimal sign.")
_NO_LENGTH: Final = gettext_noop(
    "“%(cell)s” is no length of time: write seconds, or hours, minutes and seconds as 0:05:30."
)
_NO_FLAG: Final = gettext_noop(
    "“%(cell)s” is neither yes nor no: correct it in the file, or give it an alias in the mapping."
)

_AMOUNT: Final = re.compile(
    r"(?P<bracket>\()?(?P<sign>[+\-−]?)[^\d.,+\-−()]*(?P<sign2>[+\-−]?)(?P<digits>[\d.,]*\d)[^\d,+\-−()]*\)?"
)
_GROUPING: Final = re.compile(r"\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}|\d+")
_BLANKS: Final = re.compile(r"[\s\u00a0\u202f'’]")
_UNCLEAR: Final = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_CLOCK: Final = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2})(?:[.,]\d+)?")
_YES: Final = frozenset({"1", "true", "yes", "y", "да", "истина", "igen", "igaz", "x", "+"})
_NO: Final = frozenset({"0", "false", "no", "n", "нет", "ложь", "nem", "hamis", "-"})


class Unreadable(Exception):
    """A cell does not say what its column is meant for; the sentence tells which and what to do."""

    def __init__(self, reason: str, /, **values: object) -> None:
        self.sentence = Sentence(reason, **values)
        super().__init__(self.sentence)


class Moment(NamedTuple):
    """A point in time in microseconds since 1970 UTC, with its day where it happened."""

    at: int
    on: date


class Cells:
    """Reads cells by the facts of reading; days are counted in the zone, where one is named.

    A day without a time of day begins in that zone, or else in the home zone of the reading: nothing is asked for it.
    """

    def __init__(self, reading: Reading, time_zone: str | None = None) -> None:
        self.reading = reading
        self._zone = _zone(time_zone or reading.time_zone)
        self._home = self._zone or _zone(reading.home_zone)

    def text(self, cell: Cell) -> str | None:
        """Give the text of a cell without the blanks around it, or ``None`` for an empty one."""
        if isinstance(cell, str):
            return cell.strip() or None
        if isinstance(cell, float) and cell.is_integer():
            return str(int(cell))
        return None if cell is None else str(cell)

    def moment(self, cell: Cell) -> Moment | None:
        """Give the moment; a bare date is the start of its day, a time that a clock change skips is an hour later."""
        when = self._datetime(cell)
        if when is None:
            return None
        if not 1900 <= when.year < 2200:
            raise Unreadable(_NO_DATE, cell=cell)
        zone = self._zone
        if when.tzinfo is None:
            zone = zone or (self._home if when.time() == time.min else None)
            if zone is None:
                raise TimeZoneMissing
            return Moment((when.replace(tzinfo=zone) - _EPOCH) // _MICROSECOND, when.date())
        on = when.astimezone(zone).date() if zone else when.date()
        return Moment((when - _EPOCH) // _MICROSECOND, on)

    def tells_time(self, cell: Cell) -> bool:
        """Tell whether a cell names a time of day beside the day: midnight is none."""
        when = self._datetime(cell)
        return when is not None and when.time() != time.min

    def month(self, cell: Cell) -> date | None:
        """Give the first day of a month, written as one or as any day of it."""
        month = month_written(cell) if isinstance(cell, str) else None
        moment = None if month else self.moment(cell)
        return month or (moment and moment.on.replace(day=1))

    def amount(self, cell: Cell) -> Decimal | None:
        """Give the amount of money, with currency signs and grouping put aside."""
        if isinstance(cell, str):
            bare = _BLANKS.sub("", cell)
            return self._written_amount(bare, cell) if bare else None
        if cell is None:
            return None
        if isinstance(cell, bool | date) or not math.isfinite(cell):
            raise Unreadable(_NO_AMOUNT, cell=cell)
        return Decimal(str(cell))

    def seconds(self, cell: Cell) -> int | None:
        """Give a length of time in seconds, written as a number of them or by the clock."""
        if isinstance(cell, str) and (match := _CLOCK.fullmatch(cell.strip())):
            hours, minutes, seconds = (int(part or 0) for part in match.groups())
            return hours * 3600 + minutes * 60 + seconds
        try:
            length = self.amount(cell)
        except Unreadable:
            length = Decimal(-1)
        if length is not None and length < 0:
            raise Unreadable(_NO_LENGTH, cell=cell)
        return None if length is None else round(length)

    def flag(self, cell: Cell) -> bool | None:
        """Give a yes or a no, in any of the languages."""
        if cell is None or isinstance(cell, bool):
            return cell
        word = (self.text(cell) or "").casefold()
        if word and word not in _YES and word not in _NO:
            raise Unreadable(_NO_FLAG, cell=cell)
        return word in _YES if word else None

    def _written_amount(self, bare: str, cell: str) -> Decimal:
        match = _AMOUNT.fullmatch(bare)
        if not match:
            raise Unreadable(_NO_AMOUNT, cell=cell)
        amount = Decimal(self._plain(match["digits"], cell))
        is_negative = match["bracket"] or {match["sign"], match["sign2"]} & {"-", "−"}
        return -amount if is_negative else amount

    def _datetime(self, cell: Cell) -> datetime | None:
        if isinstance(cell, str):
            try:
                return datetime.fromisoformat(cell)
            except ValueError:
                text = cell.strip()
                return self._written_date(text) if text else None
        if isinstance(cell, datetime) or cell is None:
            return cell
        if isinstance(cell, date):
            return datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - the zone follows in `moment`
        return self._datetime(self.text(cell))

    def _written_date(self, text: str) -> datetime:
        """Read a date that is not ISO 8601, in the order of day and month that the reading names."""
        match = DATE.fullmatch(text)
        if not match:
            raise Unreadable(_NO_DATE, cell=text)
        numbers = [int(number) for number in re.findall(r"\d+", text.removesuffix(match["clock"] or ""))]
        clock = match["clock"] or ""
        if match["year"]:
            year, month, day = numbers
        else:
            month, day = self._in_order(numbers[0], numbers[1], text)
            year = numbers[2] if numbers[2] > 99 else numbers[2] + (1900 if numbers[2] > 68 else 2000)
        when = _moment(year, month, day, clock)
        if when is None:
            is_turned = not match["year"] and _moment(year, day, month, clock) is not None
            raise Unreadable(_OTHER_ORDER if is_turned else _NO_DATE, cell=text)
        return when

    def _in_order(self, first: int, second: int, text: str) -> tuple[int, int]:
        if self.reading.date_order == DAY_MONTH:
            return second, first
        if self.reading.date_order == MONTH_DAY:
            return first, second
        raise DateOrderMissing(example=text)

    def _plain(self, digits: str, cell: str) -> str:
        """Write digits with grouping and either decimal sign as Python does."""
        if self.reading.decimal_sign == AMBIGUOUS:
            if _UNCLEAR.fullmatch(digits):
                raise DecimalSignMissing(example=cell)
            decimal_sign = "," if digits.rfind(",") > digits.rfind(".") else "."
        else:
            decimal_sign = self.reading.decimal_sign
        plain = _with_point(digits, decimal_sign)
        if plain is None:
            is_turned = _with_point(digits, "." if decimal_sign == "," else ",") is not None
            raise Unreadable(_OTHER_SIGN if is_turned else _NO_AMOUNT, cell=cell)
        return plain


def _with_point(digits: str, decimal_sign: str) -> str | None:
    whole, _, fraction = digits.partition(decimal_sign)
    if not _GROUPING.fullmatch(whole or "0") or not (fraction or "0").isdigit():
        return None
    return f"{re.sub('[.,]', '', whole) or '0'}.{fraction}"


def _zone(name: str | None) -> ZoneInfo | None:
    if name is None or name in {WRITTEN, DAYS}:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownTimeZone(time_zone=name) from None


def _moment(year: int, month: int, day: int, clock: str) -> datetime | None:
    """Give a day with its time of day, or ``None`` where there is no such day or time."""
    try:
        return _with_clock(datetime(year, month, day), clock)  # noqa: DTZ001 - the zone follows in `Cells.moment`
    except ValueError:
        return None


def _with_clock(day: datetime, clock: str) -> datetime:
    """Add the time of day, written with or without seconds, AM and PM, and an offset."""
    if not clock:
        return day
    text = clock.strip(" ,T").upper().replace(".M.", "M").replace(",", ".")
    half = next((half for half in ("AM", "PM") if half in text), "")
    moment = datetime.fromisoformat(
        f"{day:%Y-%m-%d}T" + _padded(text.replace(half, "").replace("UTC", "Z").replace(" ", ""))
    )
    if not half:
        return moment
    if not 1 <= moment.hour <= 12:
        raise ValueError(clock)
    return moment.replace(hour=moment.hour % 12 + (12 if half == "PM" else 0))


def _padded(clock: str) -> str:
    return clock if clock[1:2] != ":" else f"0{clock}"
