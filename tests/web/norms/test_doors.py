"""Norms at their three doors: page, API and command give the same numbers to whoever asks."""

import csv
import json
import re
from collections.abc import Callable

import pytest

from tests.cli.conftest import headway  # noqa: F401 - fixtures are found by name
from tests.web.api.conftest import api_of  # noqa: F401

WHO = ("alice", "carol", "bob", "eve")
each_asker = pytest.mark.parametrize("name", WHO)


@each_asker
def test_norms_are_the_same_at_every_door(name, request, page, api_of, headway):  # noqa: F811
    user = request.getfixturevalue(name)
    told = api_of(user).get("/norms", as_of="last month", months="12").json()
    words = ("norms", "--as-of", "last month", "--months", "12", "--as", user.email)
    assert json.loads(headway(*words, "--json").out) == told
    assert (told["as_of"], told["months"], told["lines"][0]["counted"]) == ("2024-04-30", 12, 12)
    norms = [norm for line in told["lines"] for norm in line["norms"]]
    rows = list(csv.DictReader(headway(*words, "--csv").lines))
    keys = ("measure", "low", "middle", "high", "mean", "borrowed", "deals")
    assert [[row[key] for key in keys] for row in rows] == [[str(norm[key]) for key in keys] for norm in norms]
    html = page(user, "/norms?as_of=last+month&months=12")
    cells = re.findall(r'data-measure="(\w+)" data-low="(\w+)" data-middle="(\w+)" data-high="(\w+)"', html)
    assert cells == [tuple(str(norm[key]) for key in keys[:4]) for norm in norms]


@each_asker
def test_open_deals_are_the_same_at_every_door(name, request, page, api_of, headway):  # noqa: F811
    user = request.getfixturevalue(name)
    told = api_of(user).get("/norms/open").json()
    assert json.loads(headway("norms", "--open", "--json", "--as", user.email).out) == told
    rows = {
        int(row["deal_id"]): row
        for row in csv.DictReader(headway("norms", "--open", "--csv", "--as", user.email).lines)
    }
    for each in told["deals"]:
        for one in each["standings"]:
            row, measure = rows[each["deal"]["id"]], one["measure"]
            assert (row[measure], row[f"{measure}_is_past"]) == (str(one["so_far"]), str(one["is_past"]))
            assert row[f"{measure}_percentile"] == one["percentile"]
    html = page(user, "/norms/open?past=no")
    assert list(map(int, re.findall(r'data-deal="(\d+)"', html))) == [each["deal"]["id"] for each in told["deals"]]
    past = page(user, "/norms/open")
    assert past.count("<tr data-deal=") == told["past"] == sum(each["is_past"] for each in told["deals"]) > 0


@each_asker
def test_won_deals_are_the_same_at_every_door(name, request, page, api_of, headway):  # noqa: F811
    user = request.getfixturevalue(name)
    told = api_of(user).get("/norms/won", funnel="Sales").json()
    words = ("norms", "--won", "--funnel", "Sales", "--as", user.email)
    assert json.loads(headway(*words, "--json").out) == told
    listed = page(user, "/norms/won?funnel=Sales&format=csv").splitlines()[1:]
    assert [line.rsplit(",", 3)[1:] for line in listed] == [
        [str(deal[measure]) for measure in ("contacts", "meetings", "days")] for deal in told["deals"]
    ]
    assert len(headway(*words, "--csv").lines) == len(listed) + 1


def test_the_api_pages_and_narrows(alice, bob, eve, api_of, deals):  # noqa: F811
    api = api_of(alice)
    first = api.get("/norms/open", past=True, limit=2).json()
    second = api.get("/norms/open", past=True, limit=2, offset=first["next_offset"]).json()
    assert [each["deal"]["name"] for each in first["deals"] + second["deals"]] == ["slow", "Eve's", "busy"]
    assert second["next_offset"] is None
    [busy] = api.get("/norms/open", deal=deals["busy"].pk).json()["deals"]
    assert {one["measure"]: one["is_past"] for one in busy["standings"]} == {
        "contacts": True,
        "meetings": False,
        "days": False,
    }
    assert api_of(eve).get("/norms/open", deal=deals["busy"].pk).json()["deals"] == []
    assert len(api.get("/norms/won", funnel="Sales", limit=5).json()["deals"]) == 5


@pytest.mark.parametrize(
    ("path", "parameters", "field"),
    [
        ("/norms", {"months": "soon"}, "months"),
        ("/norms", {"as_of": "someday"}, "as_of"),
        ("/norms/won", {}, "funnel"),
        ("/norms/won", {"funnel": "Sales", "part": "lost"}, "part"),
    ],
)
def test_what_cannot_be_asked_names_its_field(path, parameters, field, alice, funnel, api_of):  # noqa: F811
    answer = api_of(alice).get(path, **parameters)
    assert (answer.status_code, answer.json()["field"]) == (422, field)


def test_the_command_speaks_to_people(alice, deals, headway: Callable):  # noqa: F811
    said = headway("norms")
    assert said.lines[0].startswith("May 16, 2022 – May 15, 2024. What won deals took until they were won")
    table = [line.split() for line in said.lines[3:]]
    assert table[2] == ["Sales", "all", "segments", "days", "12", "2", "7", "12", "6.5", "0%"]
    past = headway("norms", "--past")
    assert "Past their norm (!): 3 of 4 open deals, as of May 15, 2024." in past.lines
    assert any(line.startswith("slow") and line.endswith("44 (92!)") for line in past.lines)
    won = headway("norms", "--won", "left_out", "--funnel", "Sales")
    assert won.lines[-1] == "Deals: 0."


def test_the_command_says_what_is_missing(alice, deals, headway: Callable):  # noqa: F811
    said = headway("norms", "--won")
    assert (said.code, said.err) == (2, "headway: Say of which funnel.\n")
