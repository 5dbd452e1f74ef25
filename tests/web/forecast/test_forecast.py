"""The forecast at its doors: one core, everybody's own deals, words that hold, and refusals that say what to do."""

import csv
import json
import re
from datetime import date

import pytest

from headway.engine.period import Period
from headway.planning.closing import number_of
from headway.planning.foresight import Method
from headway.web.asking import Asker
from headway.web.forecasts import forecast_of
from tests.cli.conftest import headway  # noqa: F401 - fixtures are found by name
from tests.web.api.conftest import api_of  # noqa: F401
from tests.web.diary import told

MAY, TODAY = Period(date(2024, 5, 1), date(2024, 6, 1)), date(2024, 5, 15)
OPEN = {"alice": {"fresh", "old", "Eve's"}, "carol": {"fresh", "old"}, "bob": {"fresh", "old"}, "eve": {"Eve's"}}


def test_the_forecast_is_the_same_at_every_door(request, deals, page, api_of, headway):  # noqa: F811
    for name, names in OPEN.items():
        user = request.getfixturevalue(name)
        said = api_of(user).get("/forecast", period="2024-05", target="3").json()
        words = ("forecast", "--period", "2024-05", "--target", "3", "--as", user.email)
        assert json.loads(headway(*words, "--json").out) == said
        assert {each["deal"]["name"] for each in said["deals"]} == names
        html = page(user, "/forecast?period=2024-05&target=3")
        chances = [f"{float(each):.4f}" for each in re.findall(r'data-chance="([\d.]+)"', html)]
        assert chances == [each["chance"] for each in said["deals"]]
        marks = re.search(r'data-p10="(\d+)" data-p50="(\d+)" data-p90="(\d+)"', html)
        assert [int(mark) for mark in marks.groups()] == [said["number"][mark] for mark in ("p10", "p50", "p90")]
        rows = list(csv.DictReader(headway(*words, "--csv").lines))
        assert (rows[0]["measure"], rows[0]["chance"]) == ("number", said["number"]["chance"])
        assert headway(*words, "--deals", "--csv").lines[1:]


def test_the_parts_of_the_sum_add_up_and_open_their_rows(deals, page, alice, bob):
    """Bob won one deal in May, the week of which is not over; 60 deals closed before, enough to learn from."""
    made = forecast_of(Asker(alice, None, None).scope, MAY, TODAY)
    assert (made.method, made.ended, made.number.certain) == (Method.LEARNT, 60, 1)
    number = made.number
    assert number.mean == pytest.approx(1 + number.from_open + number.to_come, rel=0.02)
    assert number.from_open == pytest.approx(sum(each.chance for each in made.deals))
    # Of the wins a wide band holds more: good and bad months move all deals together.
    alone = number_of([each.chance for each in made.deals], number.to_come).with_certain(1)
    assert made.p10 <= alone.quantile(0.1) <= made.p50 <= alone.quantile(0.9) <= made.p90
    assert made.chance_of(1) == pytest.approx(1)
    html = page(bob, "/forecast?period=2024-05")
    rows = re.search(r'data-part="certain".*?<a href="([^"]+)">1</a>', html, re.DOTALL)[1].replace("&amp;", "&")
    assert "May" in told(page(bob, rows))


def test_who_has_stood_long_has_another_chance_than_a_fresh_deal_and_the_page_says_why(deals, page, bob):
    made = forecast_of(Asker(bob, None, None).scope, MAY, TODAY)
    chances = {each.days: each.chance for each in made.deals}
    assert chances[2] > chances[30] > 0
    words = told(page(bob, "/forecast?period=2024-05"))
    assert "Offer, week 1 there: of 100 such deals" in words
    assert "Offer, week 5 there: of 100 such deals" in words
    assert "learnt week by week from 60 closed deals" in words


def test_what_the_whole_company_won_is_told_to_those_who_see_it_all(deals, alice, bob, api_of):  # noqa: F811
    """Ten weeks before now the forecast of a week can be tried; that tells the wins of Eve too."""
    trials = {each.name: api_of(each).get("/forecast", period="2024-W20").json()["trials"] for each in (alice, bob)}
    assert len(trials["Alice"]) > 2
    assert trials["Bob"] == []


def test_a_period_to_come_and_one_that_is_over(deals, alice):
    june = forecast_of(Asker(alice, None, None).scope, Period(date(2024, 6, 1), date(2024, 7, 1)), TODAY)
    may = forecast_of(Asker(alice, None, None).scope, MAY, TODAY)
    both = forecast_of(Asker(alice, None, None).scope, Period(date(2024, 5, 1), date(2024, 7, 1)), TODAY)
    assert june.number.certain == 0
    assert june.number.from_open + may.number.from_open == pytest.approx(both.number.from_open)
    over = forecast_of(Asker(alice, None, None).scope, Period(date(2024, 1, 1), date(2024, 4, 1)), TODAY)
    assert (over.p10, over.p90, over.deals) == (over.number.certain, over.number.certain, ())
    assert over.number.certain > 10


def test_few_closed_deals_have_the_plain_rate_of_their_stage_and_the_page_says_so(page, bob, funnel):
    """Ten deals of Bob's came to Offer; five were won within a week."""
    from tests.web.diary import write  # noqa: PLC0415 - the situation of this test alone

    lines = [
        f"2024-04-{day:02d} 09:00 | Bob | deal {day} | call | Offer\n"
        + (f"2024-04-{day + 3:02d} 09:00 | Bob | deal {day} | move | Won\n" if day % 2 else "")
        for day in range(1, 11)
    ]
    write("when | rep | deal | kind | stage after\n" + "".join(lines))
    words = told(page(bob, "/forecast?period=2024-05"))
    assert "Only 5 closed deals can be learnt from so far. From 50 on" in words
    assert "Offer: of 100 such deals 50 are won in this time." in words
    assert "There is too little past yet to try the forecast on." in words


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("period=all", "A forecast looks at most two years ahead"),
        ("period=2024-05&stage=Offer", "Forecasts are not narrowed by stage."),
        ("period=2024-05&target=many", "'many' is not a number to reach"),
        ("period=never", "is not a period"),
    ],
)
def test_what_cannot_be_foretold_is_said(page, alice, deal, query, sentence):
    assert sentence in told(page(alice, f"/forecast?{query}", status=400))


def test_an_empty_log_shows_the_first_steps(page, alice):
    assert "Nothing is measured yet" in told(page(alice, "/forecast"))
