"""The finder: pages, actions, clients and deals by what is typed, as far as they exist for whoever asks."""

import re

import pytest

HTMX = {"HX-Request": "true", "HX-Target": "found-here"}


def _found(client, user, text):
    client.force_login(user)
    return client.get("/find", {"q": text}, headers=HTMX).text


def _labels(found):
    return re.findall(r'id="hit-\d+"><b class="cut">(.*?)</b>', found)


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("pum", ["Pump Ltd", "Two pumps"]),
        ("two p", ["Two pumps"]),
        ("зг", ["Pump Ltd", "Two pumps"]),
        ("fun", ["Funnel"]),
        ("агт", ["Funnel"]),
        ("log", ["Log a contact", "Log several contacts"]),
        ("contact", ["Log a contact", "Log several contacts"]),
        ("nothing so", []),
    ],
)
def test_bob_finds_pages_actions_his_clients_and_deals(client, bob, deal, typed, labels):
    assert _labels(_found(client, bob, typed)) == labels


def test_before_anything_is_typed_all_is_offered(client, bob, deal):
    labels = _labels(_found(client, bob, ""))
    assert labels[:3] == ["Pump Ltd", "Log a contact", "Log several contacts"]
    assert {"Today", "Funnel", "Clients", "Your profile"} <= set(labels)


def test_a_deal_is_found_in_another_case_of_another_script(client, bob, pump, deal, now):
    deal.name = "Насос для школы"
    deal.save()
    for typed in ("насос", "НАСОС", "Школы"):
        assert "Насос для школы" in _found(client, bob, typed)


def test_what_is_bobs_does_not_exist_for_eve(client, eve, deal):
    assert "pump" not in _found(client, eve, "pump").lower()


def test_whoever_logs_nothing_finds_no_way_to_log(client, ann, deal):
    found = _found(client, ann, "")
    assert "Pump Ltd" in found
    assert "contacts/new" not in found


def test_without_scripts_it_is_a_page(client, bob, deal):
    client.force_login(bob)
    page = client.get("/find", {"q": "pump"}).text
    assert "<html" in page
    assert "Pump Ltd" in page
    assert _found(client, bob, "pump").strip() in page


def test_the_sheet_of_keys_names_the_pages_of_the_role(client, bob, alice, company):
    client.force_login(bob)
    assert 'data-goes="i"' not in client.get("/").text
    client.force_login(alice)
    assert 'data-goes="i"' in client.get("/").text
