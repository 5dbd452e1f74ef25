"""Cells say moments, amounts, lengths of time and yes or no, or that they cannot."""
# ruff: noqa: DTZ001 - times without a zone are what files hold

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.importers.cells import Cells, Unreadable
from headway.importers.reading import Reading
from headway.importers.refusals import DateOrderMissing, DecimalSignMissing, TimeZoneMissing, UnknownTimeZone

BUDAPEST = "Europe/Budapest"


def _cells(zone=BUDAPEST, **facts):
    return Cells(Reading("csv_text", **facts), zone)


def _micros(when: datetime) -> int:
    return (when - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("cell", "local"),
    [
        ("2024-01-05", datetime(2024, 1, 5)),
        ("20240105", datetime(2024, 1, 5)),
        (" 2024-01-05 09:30 ", datetime(2024, 1, 5, 9, 30)),
        ("2024-01-05T09:30:15.250", datetime(2024, 1, 5, 9, 30, 15, 250000)),
        ("2024. 01. 05.", datetime(2024, 1, 5)),
        ("2024/1/5 9:30", datetime(2024, 1, 5, 9, 30)),
        ("05.01.2024", datetime(2024, 1, 5)),
        ("5-1-2024, 09:30:15", datetime(2024, 1, 5, 9, 30, 15)),
        ("5/1/24 12:05 a.m.", datetime(2024, 1, 5, 0, 5)),
        ("5/1/24 12:05 PM", datetime(2024, 1, 5, 12, 5)),
        ("5/1/99", datetime(1999, 1, 5)),
        (20240105, datetime(2024, 1, 5)),
        (date(2024, 1, 5), datetime(2024, 1, 5)),
        (datetime(2024, 1, 5, 9, 30), datetime(2024, 1, 5, 9, 30)),
    ],
)
def test_a_local_moment_is_read(cell, local):
    moment = _cells(date_order="day-month").moment(cell)
    assert moment.at == _micros(local.replace(tzinfo=ZoneInfo(BUDAPEST)))
    assert moment.on == local.date()


def test_the_order_of_day_and_month_is_the_readings():
    assert _cells(date_order="day-month").moment("05/01/2024").on == date(2024, 1, 5)
    assert _cells(date_order="month-day").moment("05/01/2024").on == date(2024, 5, 1)


def test_a_written_offset_decides_the_moment_and_the_zone_decides_the_day():
    late = "2024-01-05T23:30:00+00:00"
    at = _micros(datetime(2024, 1, 5, 23, 30, tzinfo=UTC))
    assert _cells().moment(late) == (at, date(2024, 1, 6))
    assert _cells(None, time_zone="written").moment(late) == (at, date(2024, 1, 5))
    assert _cells(date_order="day-month").moment("5.1.2024 23:30 UTC") == (at, date(2024, 1, 6))
    assert _cells().moment(datetime(2024, 1, 6, 1, 30, tzinfo=timezone(timedelta(hours=2)))) == (at, date(2024, 1, 6))


def test_a_day_that_begins_without_a_midnight_is_still_that_day():
    moment = _cells("America/Sao_Paulo", date_order="day-month").moment("15-10-2017")
    assert moment == (_micros(datetime(2017, 10, 15, 3, tzinfo=UTC)), date(2017, 10, 15))


@pytest.mark.parametrize(
    "cell", ["31.02.2024", "2024-13-01", "05.01.2024 25:00", "1/5/24 13:05 PM", "soon", "0024-01-05", 12, True]
)
def test_an_impossible_moment_is_told(cell):
    with pytest.raises(Unreadable) as trouble:
        _cells(date_order="day-month").moment(cell)
    assert str(trouble.value) == f"“{cell}” is no date: correct it in the file."


@pytest.mark.parametrize(("cell", "order"), [("01.31.2024", "day-month"), ("31/01/24 9:00", "month-day")])
def test_the_other_order_is_advised_only_where_it_gives_a_date(cell, order):
    with pytest.raises(Unreadable) as trouble:
        _cells(date_order=order).moment(cell)
    assert str(trouble.value) == f"“{cell}” is no date: correct it in the file, or change the order of day and month."


def test_a_day_begins_at_home_and_a_time_of_day_is_not_guessed():
    """
    cell             | zone of the mapping | begins
    2024-01-05       | none                | at home, Budapest
    2024-01-05       | Sao Paulo           | in Sao Paulo
    2024-01-05 09:00 | none                | has to be asked
    """
    home = Cells(Reading("csv_text", time_zone="days", home_zone=BUDAPEST))
    away = Cells(Reading("csv_text", home_zone=BUDAPEST), "America/Sao_Paulo")
    assert home.moment("2024-01-05") == (_micros(datetime(2024, 1, 4, 23, tzinfo=UTC)), date(2024, 1, 5))
    assert away.moment("2024-01-05") == (_micros(datetime(2024, 1, 5, 3, tzinfo=UTC)), date(2024, 1, 5))
    with pytest.raises(TimeZoneMissing):
        home.moment("2024-01-05 09:00")


@pytest.mark.parametrize("cell", [None, "", "  "])
def test_an_empty_cell_says_nothing(cell):
    cells = _cells()
    assert (cells.moment(cell), cells.amount(cell), cells.seconds(cell), cells.flag(cell), cells.text(cell)) == (
        None,
    ) * 5


def test_what_has_to_be_asked_is_never_guessed():
    with pytest.raises(TimeZoneMissing):
        _cells(None).moment("2024-01-05")
    with pytest.raises(DateOrderMissing) as refused:
        _cells(date_order="ambiguous").moment("05.01.2024")
    assert "The date 05.01.2024 can be read in two ways" in str(refused.value)
    with pytest.raises(DateOrderMissing):
        _cells(date_order=None).moment("05.01.2024")
    with pytest.raises(DecimalSignMissing):
        _cells(decimal_sign="ambiguous").amount("1,234")
    with pytest.raises(UnknownTimeZone):
        _cells("Europe/Atlantis")


@pytest.mark.parametrize(
    ("cell", "sign", "amount"),
    [
        ("1054", ".", "1054"),
        ("1,200.50", ".", "1200.50"),
        ("$1,200.50", ".", "1200.50"),
        ("1.200,50 Ft", ",", "1200.50"),
        ("1 200 000 руб.", ",", "1200000"),
        ("1\u00a0200,5\u202f€", ",", "1200.5"),
        ("1’200.50 CHF", ".", "1200.50"),
        ("12,00,000", ".", "1200000"),
        ("-5", ".", "-5"),
        ("−5", ".", "-5"),
        ("$-5", ".", "-5"),
        ("(5.25)", ".", "-5.25"),
        (".5", ".", "0.5"),
        (",5", "ambiguous", "0.5"),
        ("1,200.50", "ambiguous", "1200.50"),
        ("1.200,50", "ambiguous", "1200.50"),
        (5, ".", "5"),
        (5.25, ".", "5.25"),
        (Decimal("5.10"), ".", "5.10"),
    ],
)
def test_an_amount_is_read(cell, sign, amount):
    assert _cells(decimal_sign=sign).amount(cell) == Decimal(amount)


@pytest.mark.parametrize(
    ("cell", "sign"),
    [
        ("1,23", "."),
        ("1.5.2024", "."),
        ("12.5", ","),
        ("5 or 6", "."),
        ("many", "."),
        (float("nan"), "."),
        (True, "."),
        (date(2024, 1, 5), "."),
    ],
)
def test_what_is_no_amount_is_told_and_not_turned_into_one(cell, sign):
    with pytest.raises(Unreadable) as trouble:
        _cells(decimal_sign=sign).amount(cell)
    assert "is no amount" in str(trouble.value)


@settings(deadline=None)
@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from(["{:,}", "{}", "{} EUR", "${:,}", "€ {:,}"]))
def test_whatever_way_an_amount_is_written_it_stays_the_same(amount, form):
    written = form.format(amount)
    assert _cells().amount(written) == amount
    swapped = written.translate(str.maketrans(",.", ".,"))
    assert _cells(decimal_sign=",").amount(swapped) == amount


@pytest.mark.parametrize(
    ("cell", "seconds"), [("90", 90), (90.4, 90), ("1:30", 90), ("0:01:30", 90), ("25:00:00", 90_000), ("0", 0)]
)
def test_a_length_of_time_is_read(cell, seconds):
    assert _cells().seconds(cell) == seconds


@pytest.mark.parametrize("cell", ["-5", "long", "1:2:3:4"])
def test_what_is_no_length_of_time_is_told(cell):
    with pytest.raises(Unreadable) as trouble:
        _cells().seconds(cell)
    assert "0:05:30" in str(trouble.value)


@pytest.mark.parametrize(
    ("cell", "flag"),
    [("Yes", True), ("да", True), ("igen", True), (1, True), (True, True), ("no", False), ("0", False), ("nem", False)],
)
def test_a_yes_or_a_no_is_read(cell, flag):
    assert _cells().flag(cell) is flag


def test_what_is_neither_yes_nor_no_is_told():
    with pytest.raises(Unreadable):
        _cells().flag("maybe")


@pytest.mark.parametrize(
    ("cell", "text"), [(" A ", "A"), (5.0, "5"), (5.5, "5.5"), (7, "7"), (date(2024, 1, 5), "2024-01-05")]
)
def test_any_cell_has_a_text(cell, text):
    assert _cells().text(cell) == text
