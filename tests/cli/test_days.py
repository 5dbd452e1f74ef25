"""`headway days` and `headway today`."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine

from headway.web.models import Absence, Company, OverruledDay, OwnWeek, Plan, PlanNeed

pytestmark = pytest.mark.usefixtures("alice", "bob", "carol", "funnel")
AS_BOB = ("--as", "bob@example.com")


@pytest.fixture(autouse=True)
def _one_o_clock(now: datetime) -> Iterator[None]:
    with time_machine.travel(now + timedelta(hours=1), tick=False):
        yield


def test_days_are_counted_by_month_and_named_where_they_are_special(headway: Callable) -> None:
    said = headway("days", "show", "2024-08")
    assert said.lines[2].split() == ["August", "2024", "21"]
    assert [" ".join(line.split()) for line in said.lines[7:]] == [
        "Aug 3, 2024 worked",
        "Aug 19, 2024 not worked Day off (substituted from 08/03/2024)",
        "Aug 20, 2024 not worked State Foundation Day",
    ]
    assert "five years at most" in headway("days", "show", "2010-01-01..2024-01-01").err


def test_absences_come_and_go(headway: Callable) -> None:
    assert headway("days", "away", "2024-08-05", "2024-08-09", *AS_BOB).out == "Bob is away: Aug 5 – 9, 2024.\n"
    assert headway("days", "away", "2024-08-12", "--half", "--rep", "Bob").out == "Bob is away: Aug 12, 2024.\n"
    assert headway("days", "show", "2024-08", "--rep", "Bob").lines[2].split() == ["August", "2024", "15.5"]
    assert headway("days", "back", "2024-08-07", *AS_BOB).out == "The absence of Bob on Aug 7, 2024 is taken out.\n"
    assert "No absence of Bob" in headway("days", "back", "2024-08-07", *AS_BOB).err
    assert Absence.objects.count() == 1
    assert "is not a day" in headway("days", "away", "soon", *AS_BOB).err


def test_the_owner_settles_days_and_weeks(headway: Callable) -> None:
    assert headway("days", "rule", "2024-12-23", "closed").out == "Dec 23, 2024 is no working day.\n"
    assert headway("days", "rule", "2024-12-23", "calendar").out == "Dec 23, 2024 is a working day.\n"
    assert not OverruledDay.objects.exists()
    assert headway("days", "week", "de", "--region", "BY", "--weekdays", "1,2,3").out == "This year has 153 days.\n"
    assert Company.objects.get().working_weekdays == "012"
    assert headway("days", "part-time", "Bob", "2024-05-01", "100,100,100,100,0,0,0").code == 0
    assert headway("days", "part-time", "Bob", "2024-06-01", "company").code == 0
    assert [week.percents for week in OwnWeek.objects.all()] == [[100, 100, 100, 100, 0, 0, 0], None]
    for words in (("rule", "2024-12-23", "closed"), ("week", "HU"), ("part-time", "Bob", "2024-05-01", "company")):
        assert headway("days", *words, *AS_BOB).err == "headway: The role of Bob does not allow this.\n"


def test_today_tells_what_is_needed(headway: Callable, alice, bob) -> None:
    """Nine calls from Wednesday to Friday."""
    plan = Plan.objects.create(
        goal="deals_won", amount=1, starts_on=date(2024, 5, 15), ends_on=date(2024, 5, 18), scope="company",
        certainty=Decimal("0.8"), chain=[], made_by=alice, adopted_at=datetime(2024, 5, 15, tzinfo=UTC),
    )  # fmt: skip
    PlanNeed.objects.create(plan=plan, user=bob, metric="calls", needed=9)
    said = headway("today", *AS_BOB)
    assert said.lines[:2] == ["Bob, Wednesday, May 15, 2024", "Still to do today: Calls: 3."]
    assert said.lines[5].split()[:4] == ["Calls", "3", "0", "3"]
    (need,) = json.loads(headway("today", "--rep", "Bob", "--json").out)["needs"]
    assert (need["metric"], need["needed"], need["left"]) == ("calls", 3, 3)
    assert headway("today").lines[2].split()[:3] == ["Bob", "Calls:", "3"]
    assert json.loads(headway("today", "--json").out)[0]["needs"] == [need]
