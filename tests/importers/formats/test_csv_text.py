"""Separated text is read line by line, and what cannot be read costs its own line and no other."""

import csv
import gzip
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.importers.formats import csv_text
from headway.importers.reading import Reading
from headway.importers.refusals import UnknownEncoding, UnusableSeparator
from headway.importers.row import Row
from headway.importers.source import Source


def test_rows_carry_their_line_and_their_cells_by_column(read):
    found = read("""
        deal;client;value
        A;Győri Kft.;1,5

        B;"Pump; Co
        and sons";2,5
        C;;3
    """)
    assert found.rows == [
        {"deal": "A", "client": "Győri Kft.", "value": "1,5"},
        {"deal": "B", "client": "Pump; Co\nand sons", "value": "2,5"},
        {"deal": "C", "client": "", "value": "3"},
    ]
    assert found.lines == [2, 4, 6]
    assert found.problems == []


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_encodings_and_line_ends_make_no_difference(read, newline, encoding):
    text = newline.join(["сделка;город", "А;Тверь", "Б;Москва", ""])
    assert read(text.encode(encoding)).rows == [{"сделка": "А", "город": "Тверь"}, {"сделка": "Б", "город": "Москва"}]


def test_a_ragged_row_is_told_and_the_others_are_read(read):
    found = read("""
        deal,client,value
        A,Pump,1
        B,Pump, Sons & Co,2
        C,3
        D,Pump,4,,
    """)
    assert [row["deal"] for row in found.rows] == ["A", "D"]
    assert [(problem.line, problem.raw) for problem in found.problems] == [(3, "B,Pump, Sons & Co,2"), (4, "C,3")]
    assert str(found.problems[0].reason) == (
        "Line 3 has 4 cells where the table has 3 columns: look for a separator too many or too few."
    )


def test_a_quotation_mark_that_is_never_closed_costs_its_own_line(read):
    found = read("""
        deal,note
        A,fine
        B,"never closed
        C,fine
        D,"closed"
        E,fine
    """)
    assert [row["deal"] for row in found.rows] == ["A", "C", "D", "E"]
    assert found.lines == [2, 4, 5, 6]
    assert [(problem.line, problem.raw) for problem in found.problems] == [(3, 'B,"never closed')]
    assert "quotation marks of line 3" in found.problems[0].reason


def test_a_line_of_another_encoding_is_told_and_the_others_are_read(read):
    found = read("deal;city\nA;Győr\nB;Pécs\n".encode() + "C;Тверь\n".encode("cp1251") + b"D;Eger\n")
    assert [row["city"] for row in found.rows] == ["Győr", "Pécs", "Eger"]
    assert [(problem.line, problem.raw) for problem in found.problems] == [(4, r"C;\xd2\xe2\xe5\xf0\xfc")]
    assert "line 4 is not written in utf-8" in found.problems[0].reason.casefold()


@pytest.mark.parametrize(("encoding", "city"), [("cp1251", "Тверь"), ("cp1250", "Győr")])
def test_a_line_of_utf_8_in_a_file_of_a_code_page_is_told_and_not_garbled(read, encoding, city):
    headings = "сделка;город\n" if encoding == "cp1251" else "üzlet;város\n"
    found = read(f"{headings}A;{city}\nB;{city}\n".encode(encoding) + f"C;{city}\nD;Eger\n".encode())
    assert [[*row.values()][1] for row in found.rows] == [city, city, "Eger"]
    assert [problem.line for problem in found.problems] == [4]
    assert f"line 4 is not written in {encoding}" in found.problems[0].reason.casefold()


def test_an_encoding_by_another_of_its_names_reads_the_same(file):
    source = Source(file("deal;city\nA;Тверь\n"))
    reading = Reading("csv_text", encoding="U8", separator=";", header_rows=1)
    assert [row.cells["city"] for row in csv_text.read(source, reading)] == ["Тверь"]


def test_a_broken_character_of_utf_16_costs_its_line(read):
    text = "deal;city\nA;Győr\n".encode("utf-16") + b"\x00\xd8" + "B;Eger\nC;Pécs\n".encode("utf-16-le")
    found = read(text)
    assert [row["city"] for row in found.rows] == ["Győr", "Pécs"]
    assert [problem.line for problem in found.problems] == [3]


def test_zero_bytes_are_told(read):
    found = read(b"deal,value\nA,1\nB,\x00\x00\nC,3\n")
    assert [row["deal"] for row in found.rows] == ["A", "C"]
    assert "zero bytes" in found.problems[0].reason


def test_title_rows_stand_before_the_header(read):
    found = read("""
        Deals of March;;
        exported by Alice;;

        deal;value;deal
        A;1;x
    """)
    assert found.reading.header_rows == 3
    assert found.rows == [{"deal": "A", "value": "1", "deal (2)": "x"}]


def test_a_table_without_a_header_numbers_its_columns(read):
    found = read("1,2024-01-05,11.77\n2,2024-01-12,12.00\n")
    assert found.rows[0] == {"column 1": "1", "column 2": "2024-01-05", "column 3": "11.77"}
    assert found.lines == [1, 2]


def test_a_corrected_reading_counts(read):
    found = read("deal;cost,value\nA;1,5\n", separator=",", header_rows=0)
    assert found.rows == [{"column 1": "deal;cost", "column 2": "value"}, {"column 1": "A;1", "column 2": "5"}]


def test_a_truncated_file_leaves_out_its_last_line(read, file):
    text = "deal,value\n" + "".join(f"{number},{number * 7919 % 104729}\n" for number in range(50_000))
    path = file(gzip.compress(text.encode())[:100_000], "deals.csv.gz.part")
    source = Source(path)
    found = [*csv_text.read(source, Reading("csv_text", encoding="utf-8", separator=","))]
    whole = [row for row in found if isinstance(row, Row)]
    assert all(int(row.cells["value"]) == int(row.cells["deal"]) * 7919 % 104729 for row in whole)
    assert "cut off with the end of the file" in found[-1].reason
    assert len(whole) == len(found) - 1


def test_a_header_alone_has_no_rows(read):
    assert read("deal,value\n").rows == []


def test_nothing_but_broken_lines_has_no_rows(read):
    found = read('"never closed\n')
    assert (found.rows, found.reading.header_rows) == ([], 0)


def test_an_unknown_encoding_is_refused(read):
    with pytest.raises(UnknownEncoding) as refused:
        read("deal,value\nA,1\n", encoding="klingon")
    assert "“klingon”" in str(refused.value)


@pytest.mark.parametrize(("separator", "quote"), [(";;", '"'), (";", "''")])
def test_an_unusable_separator_is_refused(read, separator, quote):
    with pytest.raises(UnusableSeparator) as refused:
        read("deal;value\nA;1\n", separator=separator, quote=quote)
    assert "use one character each" in str(refused.value)


@settings(deadline=None)
@given(st.lists(st.tuples(st.text("ab,;\"' \n", max_size=6), st.text('xyü,"\n', max_size=6)), min_size=1, max_size=20))
def test_whatever_a_csv_writer_writes_is_read_back(tmp_path_factory, cells):
    path = tmp_path_factory.mktemp("csv") / "deals.csv"
    text = io.StringIO()
    csv.writer(text).writerows([("first", "second"), *cells])
    path.write_text(text.getvalue(), "utf-8", newline="")
    rows = [*csv_text.read(Source(path), Reading("csv_text", encoding="utf-8", separator=","))]
    assert [tuple(cell for cell in row.cells.values()) for row in rows] == [
        tuple(_bare(cell) for cell in pair) for pair in cells if any(_bare(cell) for cell in pair)
    ]


def _bare(cell: str) -> str:
    """The reader drops blanks before a cell, quoted or not; the writer quotes what holds a quote or a newline."""
    return cell if {*cell} & {'"', ",", "\n"} else cell.lstrip(" ")
