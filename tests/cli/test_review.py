"""`headway review`."""

import csv
import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from headway.web.log import move_deal
from headway.web.models import Deal, MoveCause, Stage, User

pytestmark = pytest.mark.usefixtures("written", "alice")


def test_a_day_is_the_reps_and_then_what_each_contact_did(headway: Callable) -> None:
    said = headway("review", "2024-05-17")
    assert said.lines[0] == "May 17, 2024"
    heads = ("Rep", "Effective", "of all contacts", "Share effective", "Effective a working day", "New ground")
    heads += ("Deals touched", "Overdue", "Missing", "Contacts", "Call", "Meeting", "Time on contacts", "Written late")
    assert re.split(r"  +", said.lines[1].strip()) == list(heads)
    assert said.lines[3].split() == ["Bob", "1", "1", "100.0%", "0.5", "1", "1", "0", "1", "1", "0", "1", "–", "0"]
    assert said.lines[4].split() == ["Eve", "0", "1", "0.0%", "0.5", "0", "0", "0", "0", "1", "1", "0", "–", "0"]
    assert "No difference that is more than chance" in said.out
    assert "For analysis, ranks nobody: Contacts, Call, Meeting, Time on contacts." in said.out
    assert any("Need -> Offer" in line and "effective, new ground" in line for line in said.lines)
    assert any("Eve" in line and "no deal" in line for line in said.lines)


def test_moves_stand_apart_and_bounces_are_asked_about(
    headway: Callable, deal: Deal, stage: dict[str, Stage], carol: User, now: datetime
) -> None:
    move_deal(deal, stage["Need"], cause=MoveCause.CORRECTION, by=carol, now=now + timedelta(days=3))
    said = headway("review", "2024-05-15..2024-05-20")
    below = said.out.partition("Moves without a contact")[2]
    assert "correction" in below
    assert "Offer -> Need" in below
    assert "Forward on May 17 (Bob), back on May 18 (Bob)." in below
    assert "This deal went forward and back within 14 days. What happened?" in below
    assert "No answer yet" in below


def test_a_day_without_contacts_says_so(headway: Callable) -> None:
    said = headway("review", "2024-01-01")
    assert said.lines[:2] == ["Jan 1, 2024", "No contact was logged."]
    assert [line.split()[:2] for line in said.lines[4:6]] == [["Bob", "0"], ["Eve", "0"]]


def test_a_long_list_goes_on_where_it_stopped(headway: Callable) -> None:
    first = headway("review", "2024-05-17", "--limit", "1")
    assert "1 of 2. Go on with --offset 1." in first.out
    assert "Go on" not in headway("review", "2024-05-17", "--limit", "1", "--offset", "1").out
    rows = [
        list(csv.DictReader(headway("review", "2024-05-17", "--limit", "1", "--offset", at, "--csv").lines))
        for at in "01"
    ]
    assert [[row["rep"] for row in part] for part in rows] == [["Bob"], ["Eve"]]


def test_programs_get_json_and_csv(headway: Callable) -> None:
    told = json.loads(headway("review", "2024-05-17", "--json").out)
    rows = list(csv.DictReader(headway("review", "2024-05-17", "--csv").lines))
    assert [(row["rep"], row["after"], row["effective"]) for row in rows] == [
        ("Bob", "Offer", "True"),
        ("Eve", "", "False"),
    ]
    assert [step["rep"]["name"] for step in told["contacts"]] == ["Bob", "Eve"]


def test_a_rep_sees_their_own_day(headway: Callable) -> None:
    for words in ((), ("--json",), ("--csv",)):
        said = headway("review", "2024-05-17", *words, "--as", "eve@example.com")
        assert "Eve" in said.out
        assert "Bob" not in said.out
