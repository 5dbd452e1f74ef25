"""The names of the columns are told from what fills them."""

import pytest

from headway.importers.detect.header import column_names, header_rows


@pytest.mark.parametrize(
    ("rows", "before"),
    [
        ([["deal", "value"], ["A", "1"]], 1),
        ([["A", "1"], ["B", "2"]], 0),
        ([["A", "2024-01-05"], ["B", "2024-02-05"]], 0),
        ([["Deals of March"], ["deal", "value"], ["A", "1"]], 2),
        ([["Deals", "", ""], ["of March", None, None], ["deal", "value", "rep"], ["A", "1", "Bob"]], 3),
        ([["Won", "Won", "Won"], ["Lost", "Lost", "Won"]], 0),
        ([["deal"]], 1),
    ],
)
def test_the_header_is_found(rows, before):
    assert header_rows(rows) == before


def test_no_two_columns_have_one_name():
    assert column_names(["Phone", "", "Phone", " Phone ", None], 6) == (
        "Phone",
        "column 2",
        "Phone (2)",
        "Phone (3)",
        "column 5",
        "column 6",
    )
