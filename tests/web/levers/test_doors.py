"""The levers at their three doors: page, API and command tell the same, and keep the same scenarios."""

import json
import re

import pytest
from django.test import Client as Browser

from headway.planning.levers import Lever
from headway.web.models import AuditEntry, Company, Scenario
from tests.cli.conftest import headway  # noqa: F401 - fixtures are found by name
from tests.web.api.conftest import api_of  # noqa: F401

RAISES = {"new_leads": "10", "average_sale": "-2.5"}
SAID = [word for name, percent in RAISES.items() for word in ("--raise", f"{name}={percent}%")]
QUARTER = "2024-01-01..2024-04-01"


@pytest.fixture
def browser(quarters):
    """Somebody's browser, which remembers who is signed in."""

    def signed_in(user):
        browser = Browser()
        browser.force_login(user)
        return browser

    return signed_in


@pytest.mark.parametrize(("name", "profit"), [("alice", 140_00), ("carol", 140_00), ("bob", 140_00), ("eve", 0)])
def test_the_levers_are_the_same_at_every_door(name, profit, request, page, api_of, headway):  # noqa: F811
    """Eve sold for 100 what cost 100; the others' 400 left 140."""
    user = request.getfixturevalue(name)
    told = api_of(user).get("/levers", period="2024-Q1", **RAISES).json()
    words = ("levers", "--period", "2024-Q1", *SAID, "--as", user.email)
    assert json.loads(headway(*words, "--json").out) == told
    assert (told["outcome"], int(told["value"])) == ("profit", profit)
    html = page(user, "/levers?period=2024-Q1&new_leads=10&average_sale=-2.5")
    shown = re.findall(r'data-lever="(\w+)" data-unit="\w+" data-value="([\d.]+)"', html)
    assert [name for name, _value in shown] == [each["lever"] for each in told["levers"]] == list(Lever)
    assert [float(value) for _name, value in shown] == pytest.approx([float(each["value"]) for each in told["levers"]])
    changes = [part["change"] for part in (told["change_split"] or {"parts": []})["parts"]]
    assert list(map(int, re.findall(r'data-change="(-?\d+)"', html))) == changes
    gains = [part["change"] for part in (told["gain_split"] or {"parts": []})["parts"]]
    assert sum(gains) == round(profit * (1.1 * 0.975 - 1))


def test_each_number_of_the_page_opens_the_rows_it_was_counted_from(alice, page):
    """Of 7 sales, 5 clients and 13 leads."""
    html = page(alice, "/levers?period=2024-Q1")
    links = dict(re.findall(r'href="(/numbers/\w+/rows\?[^"]+)">(\d+)</a>', html))
    by_count = {count: address.replace("&amp;", "&") for address, count in links.items()}
    for count in ("13", "7"):
        assert page(alice, f"{by_count[count]}&format=csv").count("\n") == int(count) + 1


def test_a_scenario_is_kept_opened_and_dropped_at_any_door(alice, bob, eve, browser, api_of, headway):  # noqa: F811
    answer = browser(bob).post("/levers/keep", {"name": " Bob's  own ", "words": "period=2024-Q1", **RAISES})
    kept = Scenario.objects.get()
    assert (kept.name, kept.user, kept.period, kept.raises) == ("Bob's own", bob, QUARTER, RAISES)
    query = "period=2024-01-01..2024-04-01&new_leads=10&average_sale=-2.5"
    assert answer["Location"] == f"/levers?{query}&scenario={kept.pk}"
    assert browser(bob).get(f"/levers?scenario={kept.pk}")["Location"] == answer["Location"]
    assert browser(eve).get(f"/levers?scenario={kept.pk}").status_code == 400
    assert browser(alice).post(f"/levers/scenarios/{kept.pk}/drop").status_code == 404

    told = api_of(alice).put("/scenarios/Ours", {"period": "2024-Q1", "raises": RAISES, "is_shared": True}).json()
    assert api_of(eve).get("/scenarios").json() == [told]
    assert [each["name"] for each in api_of(bob).get("/scenarios").json()] == ["Bob's own", "Ours"]
    assert api_of(bob).get("/levers", scenario="Ours").json()["then"] == "15015"
    assert api_of(eve).delete("/scenarios/Ours").status_code == 403
    said = headway("levers", "--scenarios", "--as", bob.email)
    assert [line.split("  ")[0] for line in said.lines[2:]] == ["Bob's own", "Ours"]
    assert said.lines[3].endswith("€140  €150.15  +€10.15")
    headway("levers", "--drop", "ours")
    assert headway("levers", "--drop", "Bobs own", "--as", bob.email).err == (
        "headway: There is no scenario 'Bobs own' that you can see. Did you mean 'Bob's own'?\n"
    )
    assert api_of(bob).delete(f"/scenarios/{kept.pk}").status_code == 204
    assert not Scenario.objects.exists()
    trail = AuditEntry.objects.filter(noun="scenario").order_by("pk").values_list("verb", "actor__name")
    assert list(trail) == [("add", "Bob"), ("add", "Alice"), ("remove", "Alice"), ("remove", "Bob")]


def test_keeping_under_the_same_name_changes_what_was_kept(bob, quarters, headway):  # noqa: F811
    for percent in ("5", "7.5"):
        said = headway(
            "levers", "--period", "2024-Q1", "--raise", f"conversion={percent}", "--save", "More", "--as", bob.email
        )
        assert said.lines[-1] == "Kept as 'More'."
    assert Scenario.objects.get().raises == {"conversion": "7.5"}
    change = AuditEntry.objects.get(noun="scenario", verb="change")
    assert (change.before["raises"], change.after["raises"]) == ({"conversion": "5"}, {"conversion": "7.5"})


def test_scenarios_stand_side_by_side_with_what_they_bring_to_whoever_looks(alice, bob, eve, page, api_of):  # noqa: F811
    for name, raises in (("Leads", {"new_leads": "10"}), ("Both", {"new_leads": "10", "conversion": "10"})):
        api_of(alice).put(f"/scenarios/{name}", {"period": "2024-Q1", "raises": raises, "is_shared": True})
    shown = {
        user.name: re.findall(r'data-scenario="(\w+)" data-value="([\d.]+)"', page(user, "/levers/scenarios"))
        for user in (bob, eve)
    }
    assert shown == {"Bob": [("Both", "16940.0"), ("Leads", "15400.0")], "Eve": [("Both", "0.0"), ("Leads", "0.0")]}


def test_the_owner_says_what_a_per_cent_costs_and_only_what_is_said_changes(alice, carol, browser, api_of, headway):  # noqa: F811
    browser(alice).post("/levers/efforts", {"new_leads": "6", "conversion": "2,50", "average_sale": ""})
    assert api_of(alice).put("/lever-efforts", {"efforts": {"margin_share": "8"}}).json() == {
        "efforts": {"new_leads": "6", "conversion": "2.5", "margin_share": "8"}
    }
    headway("levers", "--effort", "new_leads=")
    assert Company.objects.get().lever_efforts == {"conversion": "2.5", "margin_share": "8"}
    told = api_of(carol).get("/levers", period="2024-Q1", conversion="10").json()
    assert (told["effort"], told["most_for_effort"]) == ("25.0", ["conversion"])
    assert AuditEntry.objects.filter(noun="company", verb="change").count() == 3
    assert api_of(carol).put("/lever-efforts", {"efforts": {}}).status_code == 403


def test_what_cannot_be_asked_or_kept_names_its_field(alice, api_of):  # noqa: F811
    api = api_of(alice)
    answers = [
        (api.get("/levers", conversion="much"), "conversion"),
        (api.get("/levers", conversion="-99.5"), "conversion"),
        (api.get("/levers", conversion="1.23456"), "conversion"),
        (api.get("/levers", scenario="none such"), "scenario"),
        (api.get("/levers", period="someday"), "period"),
        (api.get("/levers", compare="someday"), "compare"),
        (api.put("/scenarios/Empty", {"raises": {"conversion": "0"}}), "raises"),
        (api.put("/scenarios/Odd", {"raises": {"luck": "10"}}), "raises"),
        (api.put("/scenarios/%20", {"raises": {"conversion": "1"}}), "name"),
        (api.put("/lever-efforts", {"efforts": {"conversion": "-1"}}), "conversion"),
        (api.put("/lever-efforts", {"efforts": {"conversion": "nan"}}), "conversion"),
    ]
    assert [(answer.status_code, answer.json()["field"]) for answer, _field in answers] == [
        (422, field) for _answer, field in answers
    ]


def test_a_form_that_cannot_be_kept_says_why_on_the_page(bob, alice, browser):
    for user, path, told in (
        (bob, "/levers/keep", {"name": "Nothing raised"}),
        (alice, "/levers/efforts", {"conversion": "much"}),
    ):
        answer = browser(user).post(path, {**told, "next": "/levers"}, follow=True)
        assert re.search("There is nothing to keep|is no effort", answer.content.decode())
    assert "is not a percentage" in browser(bob).get("/levers?new_leads=much&period=2024-Q1").content.decode()


def test_the_command_says_what_it_does_not_understand(quarters, headway):  # noqa: F811
    said = headway("levers", "--raise", "conversion")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("headway: 'conversion' raises nothing. Write LEVER=NUMBER with one of: new_leads,")
