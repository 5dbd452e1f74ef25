"""`headway persons`: who there is at a client, added, changed, gone and back, as the API tells it."""

import csv
import json
from collections.abc import Callable

import pytest

from headway.web.log import open_client
from headway.web.models import AuditEntry, Client, Person
from tests.web.api.conftest import api_of  # noqa: F401 - fixtures are found by name

pytestmark = pytest.mark.usefixtures("alice", "deal")
BOB = ("--as", "bob@example.com")
EVE = ("--as", "eve@example.com")


def test_a_person_is_added_changed_leaves_and_comes_back(headway: Callable, pump: Client) -> None:
    said = headway("persons", "add", "pump ltd", "Ada Bell", "--title", "Buyer", "--phone", "+36 1 555", *BOB)
    assert said.out == "Pump Ltd: Ada Bell · Buyer · +36 1 555\n"
    said = headway("persons", "change", "ada bell", "--name", "Ada Byron", "--phone", "", *BOB)
    assert said.out == "Pump Ltd: Ada Byron · Buyer\n"
    assert headway("persons", "left", "Ada Byron", *BOB).out.endswith("Buyer · has left\n")
    assert len(headway("persons", *BOB).lines) == 2
    assert headway("persons", "--all", "--client", "Pump", *BOB).lines[2].split()[1:6] == [
        "Ada", "Byron", "Pump", "Ltd", "Buyer",
    ]  # fmt: skip
    assert headway("persons", "back", str(Person.objects.get().pk), *BOB).out == "Pump Ltd: Ada Byron · Buyer\n"
    assert headway("persons", "remove", "Ada Byron", *BOB).out == "Taken out: Pump Ltd: Ada Byron.\n"
    verbs = AuditEntry.objects.filter(noun="person").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["add", "change", "leave", "return", "delete"]


def test_the_list_is_the_api_s(headway: Callable, pump: Client, bob, api_of: Callable) -> None:  # noqa: F811
    for name in ("Ada Bell", "Zoe"):
        headway("persons", "add", "Pump Ltd", name, *BOB)
    told = api_of(bob).get("/persons", client=pump.pk).json()
    assert json.loads(headway("persons", "--json", *BOB).out) == told
    rows = list(csv.DictReader(headway("persons", "--csv", *BOB).lines))
    assert [(row["person_id"], row["person"]) for row in rows] == [(str(p["id"]), p["name"]) for p in told["items"]]


def test_others_persons_are_not_there_and_namesakes_are_told_apart(
    headway: Callable, pump: Client, bob, eve, now
) -> None:
    other = open_client("Pipe Ltd", by=bob, now=now)
    for client in (pump.name, other.name):
        headway("persons", "add", client, "Ada Bell", *BOB)
    said = headway("persons", "left", "ada bell", *BOB)
    assert (said.code, "Several persons are called 'ada bell'" in said.err) == (2, True)
    assert headway("persons", "left", "ada bell", "--client", "Pipe Ltd", *BOB).code == 0
    assert headway("persons", "--client", "Pipe Ltd", "back", "ada bell", *BOB).out == "Pipe Ltd: Ada Bell\n"
    assert len(headway("persons", *EVE).lines) == 2
    assert headway("persons", "change", "Ada Bell", "--name", "Eve's", *EVE).code == 2
    assert headway("persons", "add", "Pump Ltd", "Ada", *EVE).err.startswith(
        "headway: There is no client 'Pump Ltd' that you can see. A new one is made on the page Log a contact"
    )
    assert set(Person.objects.values_list("name", flat=True)) == {"Ada Bell"}
