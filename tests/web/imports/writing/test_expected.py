"""Expected days of a file: said with the import, and another day in a later file is one more that was said."""

from datetime import date, timedelta

import pytest

from headway.web.imports.undoing.take_back import take_back
from headway.web.log import expect_deal
from headway.web.models import Deal, DealExpectation, DealValue
from tests.web.imports.conftest import DEALS

MAPPING = DEALS.replace("[columns]", '[columns]\nexpected_on = "expected"')
FIRST = """
deal | client | owner | stage | entered    | expected   | value
A    | Acme   | Bob   | Offer | 2024-01-02 | 2024-03-31 | 100
B    | Acme   | Bob   | Offer | 2024-01-02 |            | 100
"""


@pytest.fixture
def said():
    return lambda: list(DealExpectation.objects.order_by("pk").values_list("deal__name", "expected_on"))


def test_a_later_file_says_another_day_and_taking_it_back_forgets_it(bring, alice, bob, said, everything, now):
    bring(FIRST, MAPPING)
    before = everything()
    assert said() == [("A", date(2024, 3, 31))]
    run = bring(FIRST.replace("2024-03-31", "2024-04-30").replace("100", "250"), MAPPING)
    assert said() == [("A", date(2024, 3, 31)), ("A", date(2024, 4, 30))]
    assert Deal.objects.get(name="A").expected_on == date(2024, 4, 30)
    take_back(run, by=alice, now=now)
    assert said() == [("A", date(2024, 3, 31))]
    assert everything() == before
    assert set(DealValue.objects.values_list("amount", "until_on")) == {(10_000, None)}


def test_what_somebody_said_by_hand_stays(bring, bob, said, now):
    bring(FIRST, MAPPING)
    expect_deal(Deal.objects.get(name="A"), now.date() + timedelta(days=9), by=bob, now=now)
    bring(FIRST, MAPPING)
    assert Deal.objects.get(name="A").expected_on == now.date() + timedelta(days=9)
    assert len(said()) == 2


def test_an_import_that_is_taken_back_leaves_no_expected_day(bring, alice, bob, said, ask, now):
    run = bring(FIRST, MAPPING)
    assert ask("SELECT expected_on FROM expectations") == [(date(2024, 3, 31),)]
    take_back(run, by=alice, now=now)
    assert ask("SELECT expected_on FROM expectations") == []
