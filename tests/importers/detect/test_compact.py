"""Days written as numbers of eight digits are told from ids that look like them."""

import io
from itertools import pairwise

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from headway.importers import inspect
from headway.importers.cells import Cells
from headway.importers.detect.compact import CompactDays

DAYS = ["20240131", "20240201", "20240131"]


def _holds_days(name, *parts):
    days = CompactDays(name)
    for cells in parts:
        days.add(cells)
    return bool(days)


@pytest.mark.parametrize(
    "name", ["date", "OrderDate", "sold_on", "orderdate", "Дата заказа", "számla kelte", "column 3"]
)
def test_days_of_several_months_are_days(name):
    assert _holds_days(name, DAYS)


@pytest.mark.parametrize(
    "name",
    [
        "id", "customer_id", "customerid", "CustomerID", "order", "Order No.", "invoice number", "date code", "Клиент",
        "Номер заказа", "ügyfél azonosító", "számlaszám", "phone", "deal", "name",
    ],
)  # fmt: skip
def test_ids_that_look_like_days_stay_ids(name):
    assert not _holds_days(name, DAYS)


def test_numbers_given_one_after_another_are_days_only_where_the_name_says_so():
    running = [str(number) for number in range(20240101, 20240129)]
    assert all(int(after) - int(before) == 1 for before, after in pairwise(running))
    assert not _holds_days("column 1", running)
    assert _holds_days("date", running)
    assert not _holds_days("date", [*running, "20240132"])


@pytest.mark.parametrize(
    "cells",
    [
        ["20240131", "20240230"],
        ["20240131", "20241301"],
        ["20240131", "18990101"],
        ["20240131", "2024-02-01"],
        ["20240131", "202402"],
        ["20240131", "soon"],
        ["20240131", True],
        ["20240131", 20240201.5],
        ["20240131", "٢٠٢٤٠٢٠١"],
        ["20240131", "20240131"],
        [],
    ],
    ids=str,
)
def test_one_cell_that_is_no_such_day_or_no_second_day_and_none_is(cells):
    assert not _holds_days("date", cells)


def test_a_cell_far_below_counts_like_the_first():
    assert not _holds_days("date", DAYS, ["20240301"], ["20240399"], ["20240401"])


@pytest.mark.parametrize("values", [[20240131, 20240201, None], [20240131.0, 20240201.0, None]])
def test_typed_numbers_are_days_too_and_are_read_so(file, values):
    content = io.BytesIO()
    pq.write_table(pa.table({"date": values, "client_id": values}), content)
    look = inspect(file(content.getvalue(), "deals.parquet"))
    assert [column.kind for column in look.columns] == ["date", "number"]
    assert look.reading.time_zone == "days"
    assert str(Cells(look.reading, "UTC").moment(values[0]).on) == "2024-01-31"


def test_the_page_can_say_on_what_it_rests(file):
    look = inspect(file("day;deal\n20240131;20240131\n20240201;20240201\n"))
    assert [column.kind for column in look.columns] == ["date", "number"]
    assert look.evidence[0] == "“day” holds days written as year, month and day without marks, such as 20240131."
    assert len(look.evidence) == 2
