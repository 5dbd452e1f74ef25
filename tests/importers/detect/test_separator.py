"""Separator and quote are those that cut the lines alike."""

import pytest

from headway.importers.detect.separator import quote_of, separator_of


@pytest.mark.parametrize(
    ("lines", "separator"),
    [
        (["deal,value", "A,1"], ","),
        (["deal;value", "A;1,5", "B;2,5"], ";"),
        (["deal\tvalue", "A\t1"], "\t"),
        (["deal|value", "A|1"], "|"),
        (["deal;note", 'A;"one, two, three; four"', "B;none"], ";"),
        (["Report of deals", "", "deal;value;note", "A;1;a, b", "B;2;", "C;3;"], ";"),
        (["id  date     value", " 1  19970101 11.77", " 2  19970112 12.00"], " "),
        (["deal", "A", "B"], ","),
        (["first contact", "a", "a b c"], ","),
        ([], ","),
    ],
)
def test_the_separator_cuts_the_lines_alike(lines, separator):
    assert separator_of(f"{line}\n" for line in lines) == separator


def test_an_apostrophe_around_the_cells_is_the_quote():
    assert quote_of(["'deal';'value'\n", "'A;B';'1'\n"], ";") == "'"


def test_an_apostrophe_inside_the_cells_is_none():
    assert quote_of(['"deal";"it\'s"\n', "A;'tis\n"], ";") == '"'
