"""Targets in a CSV file: out, and in again."""

from datetime import date
from decimal import Decimal

import pytest

from headway.engine.catalogue import catalogue
from headway.engine.period import Period
from headway.web.models import Target
from headway.web.naming import NotUnderstood
from headway.web.targets import writing
from headway.web.targets.files import file_of, wishes_in
from headway.web.targets.years import year_of

YEAR = Period(date(2024, 1, 1), date(2025, 1, 1))


@pytest.mark.parametrize("metric", ["deals_won", "sales_volume", "win_rate_of_closed"])
def test_what_goes_out_comes_in_again(asks, alice, company, north, bob, hold, propose, metric):
    for scope, value in ((company, "60"), (north, "0.25"), (bob, "7.5")):
        hold(metric, scope, {5: value})
    propose(bob, bob, {5: "8.5"}, metric)
    content = file_of(asks(alice), [year_of(asks(alice), catalogue()[metric], YEAR)])
    # Of a month with both the draft stands last, and is what somebody wants.
    wanted = {"company": Decimal(60), f"team:{north.pk}": Decimal("0.25"), f"rep:{bob.pk}": Decimal("8.5")}
    assert {each.bearer.key: each.value for each in wishes_in(asks(alice), content)} == wanted
    assert writing.propose(asks(alice), wishes_in(asks(alice), content)) == 0
    Target.objects.all().delete()
    assert writing.establish(asks(alice), wishes_in(asks(alice), content)) == 3


def test_a_file_says_whose_and_what_was_reached(asks, alice, bob, diary, hold):
    hold("deals_won", bob, {4: 3, 6: 2})
    text = file_of(asks(alice), [year_of(asks(alice), catalogue()["deals_won"], YEAR)]).decode("utf-8-sig")
    assert text.splitlines() == [
        "metric,whose,month,value,state,reached",
        "deals_won,rep:bob@example.com,2024-04,3,approved,1",
        "deals_won,rep:bob@example.com,2024-06,2,approved,",
    ]


def test_a_spreadsheet_may_part_by_semicolons_and_leave_a_value_out(asks, alice, company, bob):
    content = b"metric;whose;month;value\nDeals won;company;2024-05;1 200\ndeals_won;user:Bob;2024-05;\n"
    assert [each.value for each in wishes_in(asks(alice), content)] == [1200, None]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"metric,whose,value\n", "lacks the columns month"),
        (b"\xff\xfe", "not text in UTF-8"),
        (b"metric,whose,month,value\ndeals_won,company,May,3\n", "Line 2: 'May' is not a month. Write 2024-01."),
        (b"metric,whose,month,value\ncalls,company,2024-05,3\n", "Line 2: Calls: this number tells"),
        (b"metric,whose,month,value\ndeals_won,company,2024-05,much\n", "Line 2: 'much' is not a number"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(asks, alice, content, sentence):
    with pytest.raises(NotUnderstood, match=sentence):
        wishes_in(asks(alice), content)
