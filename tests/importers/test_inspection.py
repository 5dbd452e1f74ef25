"""A look at a whole file finds how it is to be read, and says on what that rests."""
# ruff: noqa: DTZ001 - times without a zone are what files hold

import gzip
import io
from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from headway.importers import Reading, detect, inspect
from headway.importers.refusals import BrokenCompression, NoRows, UnknownFormat

LATE = "A;05.01.2024\n" * 20_000 + "B;13.01.2024\n"


def test_the_columns_their_kinds_and_their_values(file):
    look = inspect(
        file("""
            deal;entered;value;stage;mail
            A;05.01.2024;1,5;Need;bob@pumps.example
            B;13.01.2024;2,5;Offer;
            C;;3;Need;eve@pumps.example
        """)
    )
    assert [(column.name, column.kind, column.filled) for column in look.columns] == [
        ("deal", "text", 3),
        ("entered", "date", 2),
        ("value", "number", 3),
        ("stage", "text", 3),
        ("mail", "email", 2),
    ]
    assert look.column("stage").values == (("Need", 2), ("Offer", 1))
    assert look.column("nothing") is None
    assert look.sample_rows[2] == ("C", "", "3", "Need", "eve@pumps.example")
    assert (look.row_count, look.problem_count, look.format, look.name) == (3, 0, "csv_text", "deals.csv")


@pytest.mark.parametrize(
    ("dates", "order", "evidence"),
    [
        (
            ["13.01.2024", "05.01.2024"],
            "day-month",
            "The day comes before the month. Different dates that allow nothing else: 1, such as 13.01.2024.",
        ),
        (
            ["01/13/2024", "05/01/2024"],
            "month-day",
            "The month comes before the day. Different dates that allow nothing else: 1, such as 01/13/2024.",
        ),
        (["01/02/2024", "05/01/2024"], "ambiguous", "Every date can be read in two ways, such as 01/02/2024"),
        (["32/13/2024", "05/01/2024"], "ambiguous", "Every date can be read in two ways, such as 05/01/2024"),
        (["32/13/2024", "41/20/2024"], "day-month", "No date can be read, whatever comes first: 32/13/2024, for one"),
        (["2024-01-13", "2024-05-01"], None, "No date says a time of day"),
        (["2024-01-13 09:00", "2024-05-01"], None, "Different times that do not say their time zone: 1."),
    ],
)
def test_the_order_of_day_and_month_is_proven_and_never_guessed(file, dates, order, evidence):
    look = inspect(file("on,deal\n" + "".join(f"{day},A\n" for day in dates)))
    assert look.reading.date_order == order
    assert look.evidence[0].startswith(evidence)


def test_one_late_date_proves_the_order(file):
    assert inspect(file("deal;on\n" + LATE)).reading.date_order == "day-month"


def test_dates_against_the_order_are_told(file):
    look = inspect(file("on,deal\n13.01.2024,A\n14.01.2024,A\n01.14.2024,A\n31.31.2024,A\n"))
    assert look.reading.date_order == "day-month"
    assert look.evidence[1] == "Different dates that are against it and will be left out: 1, such as 01.14.2024."


@pytest.mark.parametrize(
    ("amounts", "sign"),
    [
        (["1,5", "2,25"], ","),
        (["1.5", "1.250"], "."),
        (["1,234.5"], "."),
        (["1.234,5"], ","),
        (["1,234,567"], "."),
        (["1.234.567"], ","),
        (["0,125"], ","),
        (["1,234", "12,345"], "ambiguous"),
        (["1234"], "."),
        (["1.5", "2.5", "3,5"], "."),
    ],
)
def test_the_decimal_sign_is_proven_and_never_guessed(file, amounts, sign):
    look = inspect(file("value;deal\n" + "".join(f"{amount};A\n" for amount in amounts)))
    assert look.reading.decimal_sign == sign


@pytest.mark.parametrize(
    ("times", "zone"),
    [
        (["2024-01-05T09:00:00+01:00", "2024-01-05 09:00Z"], "written"),
        (["2024-01-05T09:00:00+01:00", "2024-01-05 09:00"], None),
        (["05.01.2024 09:00 +01:00"], "written"),
        (["2024-01-05"], "days"),
        (["2024-01-05 00:00:00", "2024-01-06T00:00"], "days"),
        (["1/13/2024 12:00:00 AM"], "days"),
        (["1/13/2024 12:00:00 PM"], None),
        (["2024-01-05", "2024-01-05T09:00:00Z"], "written"),
        (["2024-01-05", "2024-01-05 00:01"], None),
        (["soon"], None),
    ],
)
def test_the_time_zone_is_known_only_where_it_is_written(file, times, zone):
    assert inspect(file("at;deal\n" + "".join(f"{at};A\n" for at in times))).reading.time_zone == zone


@pytest.mark.parametrize(
    ("values", "kind", "zone"),
    [
        ([datetime(2024, 1, 5, 9), None], "moment", None),
        ([datetime(2024, 1, 5, 9, tzinfo=UTC)], "moment", "written"),
        ([date(2024, 1, 5)], "date", "days"),
        ([datetime(2024, 1, 5), datetime(2024, 1, 6)], "moment", "days"),
        ([1.5], "number", None),
        ([True, False], "flag", None),
    ],
)
def test_typed_columns_tell_by_themselves(file, values, kind, zone):
    content = io.BytesIO()
    pq.write_table(pa.table({"value": values}), content)
    look = inspect(file(content.getvalue(), "deals.parquet"))
    assert (look.columns[0].kind, look.reading.time_zone) == (kind, zone)


def test_a_column_of_several_kinds_is_text(file):
    look = inspect(file("what,deal\n1,A\n2024-01-05,B\nsoon,C\n,D\n"))
    assert look.columns[0].kind == "text"


def test_days_and_times_together_are_moments(file):
    assert inspect(file("at,deal\n2024-01-05,A\n2024-01-05 09:00,B\n")).columns[0].kind == "moment"


def test_a_date_that_is_none_proves_nothing(file):
    look = inspect(file("on,deal\nsoon,A\n13.01.2024,A\n14.01.2024,A\n"))
    assert look.reading.date_order == "day-month"
    assert look.evidence[1] == "No date says a time of day, so that a day is a day in any time zone."


def test_too_many_values_are_not_listed(file):
    rows = "".join(f"{number},Need\n" for number in range(6000))
    look = inspect(file("deal,stage\n" + rows))
    assert [column.values for column in look.columns] == [(), (("Need", 6000),)]


def test_a_corrected_reading_is_kept(file):
    corrected = Reading("csv_text", encoding="utf-8", separator=",", date_order="month-day", time_zone="UTC")
    look = inspect(file("on,deal\n13.01.2024,A\n"), corrected)
    assert look.reading == corrected
    assert "The day comes before the month" in look.evidence[0]


def test_an_unknown_format_is_refused_with_those_there_are(file):
    with pytest.raises(UnknownFormat) as refused:
        inspect(file("deal\nA\n"), Reading("json"))
    assert str(refused.value) == "There is no format “json”: use one of csv_text, parquet, xes, xlsx."


def test_problems_are_counted_and_the_first_are_shown(file):
    look = inspect(file("deal,value\nA,1\n" + "ragged\n" * 150))
    assert (look.row_count, look.problem_count, len(look.problems)) == (1, 150, 100)


def test_a_truncated_file_is_looked_at_as_far_as_it_goes(file):
    text = "deal,value\n" + "".join(f"{number},{number * 7919 % 104729}\n" for number in range(50_000))
    look = inspect(file(gzip.compress(text.encode())[:100_000]))
    assert look.row_count > 5000
    assert look.problem_count == 2
    assert "was cut off: what came before was read" in look.problems[-1].reason


def test_a_file_without_rows_is_refused(file):
    with pytest.raises(NoRows):
        inspect(file("deal,value\n"))


def test_a_file_damaged_before_its_first_row_is_refused(file):
    packed = gzip.compress(("deal,value\n" + "A,1\n" * 3).encode())
    with pytest.raises(BrokenCompression):
        inspect(file(packed[:-12]))


def test_progress_is_told_and_can_end_the_look(file):
    told = []
    path = file("deal,value\n" + "A,1\n" * 20_000)
    inspect(path, progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1] == (path.stat().st_size,) * 2

    def cancel(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        inspect(path, progress=cancel)


def test_detecting_looks_at_no_more_than_it_must(file):
    assert detect(file("deal;value\nA;1\n")) == Reading("csv_text", encoding="utf-8", separator=";")
