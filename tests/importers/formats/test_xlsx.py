"""Workbooks are read as they were last calculated, and a broken one is refused with its remedy."""
# ruff: noqa: DTZ001 - times without a zone are what workbooks hold

import gzip
import io
import zipfile
from datetime import datetime, time, timedelta

import openpyxl
import pytest

from headway.importers.refusals import BrokenWorkbook, NoSheet, NotWhole, OtherArchive


def _workbook(*rows, **more_sheets):
    workbook = openpyxl.Workbook()
    workbook.active.title = "Deals"
    for row in rows:
        workbook.active.append(row)
    for title, sheet_rows in more_sheets.items():
        sheet = workbook.create_sheet(title)
        for row in sheet_rows:
            sheet.append(row)
    return workbook


def _bytes(workbook) -> bytes:
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def test_rows_keep_their_types_and_their_numbers(read):
    found = read(
        _bytes(
            _workbook(["deal", "entered", "value", "length"], ["A", datetime(2024, 1, 5), 1.5, timedelta(minutes=5)])
        ),
        "deals.xlsx",
    )
    assert found.rows == [{"deal": "A", "entered": datetime(2024, 1, 5), "value": 1.5, "length": 300}]
    assert found.lines == [2]
    assert found.source.done <= found.source.total


def test_a_time_of_day_is_text(read):
    found = read(_bytes(_workbook(["deal", "at"], ["A", time(9, 30)])), "deals.xlsx")
    assert found.rows == [{"deal": "A", "at": "09:30:00"}]


def test_blank_lead_rows_merged_titles_and_gaps_are_passed_over(read):
    workbook = _workbook([], ["Deals of March"], [], ["deal", "value", "rep"], ["A", 1], [], ["B", 2, "Bob"])
    workbook.active.merge_cells("A2:C2")
    found = read(_bytes(workbook), "deals.xlsx")
    assert found.rows == [{"deal": "A", "value": 1, "rep": None}, {"deal": "B", "value": 2, "rep": "Bob"}]
    assert found.lines == [5, 7]


def test_a_cell_beyond_the_columns_is_told(read):
    found = read(_bytes(_workbook(["deal", "value"], ["A", 1], ["B", 2, "beyond"])), "deals.xlsx")
    assert [row["deal"] for row in found.rows] == ["A"]
    assert [(problem.line, problem.raw) for problem in found.problems] == [(3, "B,2,beyond")]


def test_a_formula_that_was_never_calculated_is_told(read):
    found = read(
        _bytes(_workbook(["deal", "value", "cost"], ["A", 1, 1], ["B", "=1+1", "=2+2"], ["C", 3, 3])), "deals.xlsx"
    )
    assert [row["deal"] for row in found.rows] == ["A", "C"]
    assert str(found.problems[0].reason) == (
        "Cell B3 holds a formula without its result: "
        "open the workbook in a spreadsheet program, save it, and import it again."
    )


def test_a_calculated_formula_counts_as_its_result(read):
    calculated = _replaced(
        _bytes(_workbook(["deal", "value"], ["A", "=1+1"])), b"<v></v>", b"<v>2</v>", b"<v />", b"<v>2</v>"
    )
    assert read(calculated, "deals.xlsx").rows == [{"deal": "A", "value": 2}]


def test_the_first_sheet_with_rows_is_read_unless_another_is_named(read):
    workbook = _workbook(Found=[["deal", "value"], ["A", 1]], Later=[["deal", "value"], ["B", 2]])
    assert read(_bytes(workbook), "deals.xlsx").rows == [{"deal": "A", "value": 1}]
    assert read(_bytes(workbook), "deals.xlsx", sheet="Later").rows == [{"deal": "B", "value": 2}]


def test_a_workbook_without_a_header_numbers_its_columns(read):
    assert read(_bytes(_workbook([1, 2.5], [2, 3.5])), "deals.xlsx").rows[0] == {"column 1": 1, "column 2": 2.5}


def test_a_gzipped_workbook_is_read(read):
    assert read(_bytes(_workbook(["deal", "value"], ["A", 1])), "deals.xlsx.gz").rows == [{"deal": "A", "value": 1}]


def test_an_empty_workbook_has_no_rows(read):
    found = read(_bytes(_workbook()), "deals.xlsx", sheet=None)
    assert (found.rows, found.problems) == ([], [])


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(read):
    with pytest.raises(NoSheet) as refused:
        read(_bytes(_workbook(["deal"], ["A"])), "deals.xlsx", sheet="March")
    assert "has no sheet “March”: choose one of Deals." in str(refused.value)


def test_another_zip_archive_is_refused(read):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("deals.csv", "deal,value\nA,1\n")
    with pytest.raises(OtherArchive):
        read(content.getvalue(), "deals.zip")


@pytest.mark.parametrize("damage", [lambda whole: whole[:-200], lambda whole: _replaced(whole, b"<row", b"<wro")])
def test_a_damaged_workbook_is_refused(read, damage):
    whole = _bytes(_workbook(["deal", "value"], ["A", 1]))
    with pytest.raises(BrokenWorkbook):
        read(damage(whole), "deals.xlsx")


def test_a_compressed_workbook_that_was_cut_off_is_not_blamed_on_the_workbook(read):
    packed = gzip.compress(_bytes(_workbook(["deal", "value"], ["A", 1])))
    with pytest.raises(NotWhole) as refused:
        read(packed[: len(packed) // 2], "deals.xlsx")
    assert str(refused.value).startswith("The compressed file “deals.xlsx” was cut off or is damaged")


def _replaced(whole: bytes, *changes: bytes) -> bytes:
    """Write a workbook again with pieces of its first sheet changed."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive, zipfile.ZipFile(changed, "w") as copy:
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith("sheet1.xml"):
                for old, new in zip(changes[::2], changes[1::2], strict=True):
                    content = content.replace(old, new)
            copy.writestr(name, content)
    return changed.getvalue()
