"""Tables that fit the terminal: numbers keep their digits, words give way."""

import io

from headway.cli.asking.table import Column, print_csv, print_table, table_lines

COLUMNS = [Column("client"), Column("deal"), Column("worth", is_number=True)]
ROWS = [["Pump Limited", "Two pumps", "1,000"], ["Ковач", "", "5"]]


def test_columns_line_up_and_numbers_stand_right() -> None:
    assert table_lines(COLUMNS, ROWS, None) == [
        "client        deal       worth",
        "------------  ---------  -----",
        "Pump Limited  Two pumps  1,000",
        "Ковач                        5",
    ]


def test_the_widest_words_give_way_first() -> None:
    assert table_lines(COLUMNS, ROWS, 27) == [
        "client     deal       worth",
        "---------  ---------  -----",
        "Pump Lim…  Two pumps  1,000",
        "Ковач                     5",
    ]


def test_numbers_are_never_cut() -> None:
    """A terminal of ten columns is too narrow: the numbers stand whole, the words keep six letters."""
    lines = table_lines(COLUMNS, ROWS, 10)
    assert lines[2] == "Pump …  Two p…  1,000"


def test_a_table_without_rows_is_its_heading() -> None:
    assert table_lines(COLUMNS, [], None)[0] == "client  deal  worth"


def test_spaces_that_do_not_break_become_plain() -> None:
    out = io.StringIO()
    print_table([Column("worth", is_number=True)], [["1\u00a0000\u202f€"]], out)
    assert out.getvalue().splitlines()[-1] == "1 000 €"


def test_csv_leaves_empty_what_is_not_known() -> None:
    out = io.StringIO()
    print_csv(["a", "b"], [[1, None], ["x,y", 2]], out)
    assert out.getvalue() == 'a,b\n1,\n"x,y",2\n'
