"""Which days are compared with which: of a period that still runs, those that count are named."""

from datetime import date

import pytest

from headway.engine.period import Period
from headway.web.templatetags.headway import compared_words

NOVEMBER = Period(date(2024, 11, 1), date(2024, 12, 1))


@pytest.mark.parametrize(
    ("period", "today", "words"),
    [
        (NOVEMBER, date(2024, 11, 22), "Nov 1 – 22, 2024 so far, compared with Oct 1 – 22, 2024"),
        (NOVEMBER, date(2024, 11, 1), "Nov 1, 2024 so far, compared with Oct 1 – 22, 2024"),
        (NOVEMBER, date(2024, 11, 30), "compared with Oct 1 – 22, 2024"),
        (NOVEMBER, date(2024, 10, 31), "compared with Oct 1 – 22, 2024"),
        (Period.all(), date(2024, 11, 22), "compared with Oct 1 – 22, 2024"),
    ],
)
def test_a_period_that_still_runs_says_which_of_its_days_count(period, today, words):
    compared = Period(date(2024, 10, 1), date(2024, 10, 23))
    assert compared_words(period, compared, today).replace("\u00a0", " ") == words
