"""`headway tally`."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine

from headway.web.models import Tally, User

pytestmark = pytest.mark.usefixtures("alice", "bob")
AS_BOB = ("--as", "bob@example.com")


@pytest.fixture(autouse=True)
def _one_o_clock(now: datetime) -> Iterator[None]:
    with time_machine.travel(now + timedelta(hours=1), tick=False):
        yield


def test_counting_correcting_and_taking_back(headway: Callable) -> None:
    assert headway("tally", "add", "Door knocks").out == "Door knocks is counted from now on.\n"
    assert headway("tally", "count", "door knocks", *AS_BOB).out == "Door knocks: 1 today.\n"
    assert headway("tally", "count", "Door knocks", "4", *AS_BOB).out == "Door knocks: 5 today.\n"
    assert headway("tally", "undo", *AS_BOB).out == "Door knocks: 1 today.\n"
    said = headway("tally", "set", "Door knocks", "7", "--on", "2024-05-13", *AS_BOB)
    assert said.out == "Door knocks: 7 on May 13, 2024.\n"
    assert headway("tally", *AS_BOB).lines[-1].split() == ["Door", "knocks", "0", "0", "0", "0", "7", "0", "1", "8"]
    assert {tally.rep for tally in Tally.objects.all()} == {User.objects.get(name="Bob")}


def test_whose_count_it_is_may_stand_before_the_action(headway: Callable) -> None:
    headway("tally", "add", "Door knocks")
    assert headway("tally", *AS_BOB, "count", "Door knocks", "3").out == "Door knocks: 3 today.\n"
    assert [(tally.rep.name, tally.count) for tally in Tally.objects.all()] == [("Bob", 3)]


def test_kinds_are_the_owner_s(headway: Callable) -> None:
    headway("tally", "add", "Door knocks")
    assert headway("tally", "add", "Leaflets", *AS_BOB).err == "headway: The role of Bob does not allow this.\n"
    assert headway("tally", "rename", "Door knocks", "Knocks").out == "Door knocks is called Knocks now.\n"
    assert headway("tally", "retire", "Knocks").out == "Knocks is no longer counted; what was counted stays.\n"
    refused = headway("tally", "count", "Knocks", *AS_BOB)
    assert refused.err == "headway: Knocks is counted no more.\n"
