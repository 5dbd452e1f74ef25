"""Numbers as people write them: one reader for goals and for the conditions of a company's own metrics."""

from decimal import Decimal

import pytest

from headway.web.naming import NotUnderstood
from headway.web.read_words import number_of

WRITTEN = """
    1000          | 1000
    1,000         | 1000
    12,500        | 12500
    1,000,000     | 1000000
    1,000.50      | 1000.50
    1.000,50      | 1000.50
    1.000.000     | 1000000
    1 000 000     | 1000000
    1 000,5       | 1000.5
    1\u00a0000,50 | 1000.50
    1\u202f000    | 1000
    1'000.50      | 1000.50
    99,5          | 99.5
    99.50         | 99.5
    99,50         | 99.5
    0,125         | 0.125
    1.000         | 1
    1000,500      | 1000.5
    .5            | 0.5
    -1,000        | -1000
    \u2212 7     | -7
    +7            | 7
"""


@pytest.mark.parametrize(
    ("text", "number"), [[cell.strip(" ") for cell in line.split("|")] for line in WRITTEN.strip().splitlines()]
)
def test_a_number_is_read_as_it_is_written_in_each_language(text, number):
    assert number_of(text, "value") == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "much",
        "1,00,000",
        "1 00",
        "1,000,50",
        "1.000.5",
        "1,000 000",
        "1.0,00.5",
        "5,",
        "1e3",
        "NaN",
        "--1",
        "9" * 16,
    ],
)
def test_what_can_be_no_number_or_two_is_refused(text):
    with pytest.raises(NotUnderstood) as refused:
        number_of(text, "value")
    assert refused.value.field == "value"
