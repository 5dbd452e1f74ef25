"""`headway review`."""

import csv
import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from headway.web.log import move_deal
from headway.web.models import Deal, MoveCause, Stage, User

pytestmark = pytest.mark.usefixtures("written", "alice")


def test_a_day_is_the_reps_and_then_what_each_contact_did(headway: Callable) -> None:
    said = headway("review", "2024-05-17")
    assert said.lines[0] == "May 17, 2024"
    assert said.lines[1].split() == ["rep", "contacts", "call", "meeting", "effective", "new", "ground", "share"]
    assert said.lines[3].split() == ["Bob", "1", "0", "1", "1", "1", "100.0%"]
    assert said.lines[4].split() == ["Eve", "1", "1", "0", "0", "0", "0.0%"]
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
    assert "Forward and back within 14 days" in below
    assert "2024-05-17" in below


def test_a_day_without_contacts_says_so(headway: Callable) -> None:
    assert headway("review", "2024-01-01").lines == ["Jan 1, 2024", "No contact was logged."]


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
