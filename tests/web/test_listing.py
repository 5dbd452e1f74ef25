"""Lists of rows: their pages, and their file."""

import pytest
from django.test import RequestFactory

from headway.web.listing import Cell, Head, RowsPage, csv_file


@pytest.mark.parametrize(
    ("asked", "number", "first", "latest", "has_previous", "has_next"),
    [
        ("", 1, 1, 50, False, True),
        ("page=2", 2, 51, 100, True, True),
        ("page=3", 3, 101, 120, True, False),
        ("page=99", 3, 101, 120, True, False),
        ("page=0", 1, 1, 50, False, True),
        ("page=two", 1, 1, 50, False, True),
    ],
)
def test_a_page_is_the_nearest_one_to_what_is_asked(asked, number, first, latest, has_previous, has_next):
    page = RowsPage.of(RequestFactory().get(f"/rows?{asked}"), 120)
    assert (page.number, page.start_index, page.end_index) == (number, first, latest)
    assert (page.has_previous, page.has_next, page.has_other_pages) == (has_previous, has_next, True)


def test_one_page_needs_no_pager():
    assert not RowsPage.of(RequestFactory().get("/rows"), 50).has_other_pages
    assert RowsPage.of(RequestFactory().get("/rows"), 0).number == 1


@pytest.mark.parametrize(
    ("cell", "filed"),
    [
        (Cell("Pump Ltd"), "Pump Ltd"),
        (Cell("May 3", plain="2024-05-03"), "2024-05-03"),
        (Cell("=1+1"), "'=1+1"),
        (Cell("@SUM(A1)"), "'@SUM(A1)"),
        (Cell("-12.50", is_number=True), "-12.50"),
        (Cell("-12.50"), "'-12.50"),
        (Cell("-A1", is_number=True), "'-A1"),
    ],
)
def test_a_file_holds_plain_values_and_no_formula(cell, filed):
    assert cell.filed == filed


def test_a_file_opens_in_a_spreadsheet_with_its_letters_right():
    response = csv_file("deals", [Head("Клиент"), Head("Deal")], [[Cell("Árpád, Kft"), Cell('"quoted"')]])
    assert response.content.decode("utf-8") == '\ufeffКлиент,Deal\r\n"Árpád, Kft","""quoted"""\r\n'
    assert response.headers["Content-Disposition"] == 'attachment; filename="deals.csv"'
