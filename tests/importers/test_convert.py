"""A file, its reading and its mapping give records, and everything that could not be read is told."""

import gzip

import pytest

from headway.importers import Problem, Reading, convert, inspect, load_mapping
from headway.importers.refusals import DateOrderMissing, WebPage

MAPPING = load_mapping('noun = "deal"\ntime_zone = "UTC"\ncolumns = { deal = "deal", entered_at = "on" }\n')
READING = Reading("csv_text", encoding="utf-8", separator=",", date_order="day-month")


def test_the_same_file_gives_the_same_records(file):
    path = file("deal,on\n" + "".join(f"D{number},05.01.2024\n" for number in range(50)))
    assert [*convert(path, READING, MAPPING)] == [*convert(path, inspect(path, READING).reading, MAPPING)]


def test_a_web_page_is_refused_before_anything_is_made(file):
    with pytest.raises(WebPage):
        next(convert(file("<html><body>Sign in</body></html>"), READING, MAPPING))


def test_an_order_of_dates_that_nobody_chose_is_asked_for(file):
    with pytest.raises(DateOrderMissing):
        next(convert(file("deal,on\nA,05.01.2024\n"), inspect(file("deal,on\nA,05.01.2024\n")).reading, MAPPING))


def test_a_truncated_file_tells_so_at_the_end_and_loses_nothing_before(file):
    text = "deal,on\n" + "".join(f"D{number * 7919 % 104729},05.01.2024\n" for number in range(50_000))
    made = [*convert(file(gzip.compress(text.encode())[:60_000]), READING, MAPPING)]
    deals, problems = (
        [one for one in made if not isinstance(one, Problem)],
        [one for one in made if isinstance(one, Problem)],
    )
    assert [deal.key for deal in deals] == [f"D{number * 7919 % 104729}" for number in range(len(deals))]
    assert len(deals) > 5000
    assert [problem.line for problem in problems] == [len(deals) + 2, 0]


def test_a_file_of_nothing_but_problems_gives_them_all(file):
    made = [*convert(file("deal,on\nragged\n"), READING, MAPPING)]
    assert [type(one) for one in made] == [Problem]


def test_progress_is_told_and_can_end_the_work(file):
    path = file("deal,on\n" + "".join(f"D{number},05.01.2024\n" for number in range(2500)))
    told = []
    made = [*convert(path, READING, MAPPING, lambda done, total: told.append((done, total)))]
    assert len(made) == 2500
    assert told == sorted(told)
    assert told[-1] == (path.stat().st_size,) * 2
    assert len(told) == 4

    def cancel(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        next(convert(path, READING, MAPPING, cancel))


def test_of_several_columns_the_first_filled_one_counts_else_what_every_row_says(file):
    """
    begun      | made       | entered
    2024-01-05 | 2024-01-06 | 2024-01-05
               | 2024-01-06 | 2024-01-06
               |            | 2024-01-07, the constant
    """
    mapping = load_mapping(
        'noun = "deal"\ntime_zone = "UTC"\ncolumns = { deal = "deal", entered_at = ["begun", "made"] }\n'
        'constants = { entered_at = "2024-01-07" }\n'
    )
    path = file("deal,begun,made\nA,2024-01-05,2024-01-06\nB,,2024-01-06\nC,,\n")
    assert [str(deal.entered_on) for deal in convert(path, READING, mapping)] == [
        "2024-01-05",
        "2024-01-06",
        "2024-01-07",
    ]
