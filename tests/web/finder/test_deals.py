"""Deals by words of their names, as far as they exist for whoever looks."""

import pytest
from django.db import connection

from headway.web.finder.deals import find_deals
from headway.web.log import open_client, open_deal, rename_deal

WITH = pytest.mark.parametrize("has_letters", [True, False], ids=["by letters", "by reading"])


@pytest.fixture
def deals(pump, bob, funnel, now):
    """
    Four deals of Bob's client, the newest last.
    """
    names = ("Two pumps", "Насос для школы", "Pumping station", 'A "dry" pump')
    return [open_deal(pump, name=name, by=bob, now=now) for name in names]


@pytest.fixture
def stranger(eve, now):
    """Eve's client."""
    return open_client("Valves of the South", by=eve, now=now)


@pytest.fixture
def looked(monkeypatch):
    """Look for deals, by the letters that are kept or by reading names."""

    def look(user, text, *, has_letters=True, clients=(), count=5):
        if not has_letters:
            monkeypatch.setattr("headway.web.finder.deals._keeps_trigrams", lambda *_database: False)
        return [deal.name for deal in find_deals(user, text, clients, count)]

    return look


@WITH
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("pump", ['A "dry" pump', "Pumping station", "Two pumps"]),
        ("UMP", ['A "dry" pump', "Pumping station", "Two pumps"]),
        ("pump tw", ["Two pumps"]),
        ("station pumping", ["Pumping station"]),
        ("насос", ["Насос для школы"]),
        ("Школы", ["Насос для школы"]),
        ('"dry" pump', ['A "dry" pump']),
        ("pumps NOT two", []),
        ("pump*", []),
        ('"""', []),
        ("pumps; DROP", []),
    ],
)
def test_every_word_stands_in_the_name_in_any_order_the_newest_first(looked, bob, deals, typed, found, has_letters):
    assert looked(bob, typed, has_letters=has_letters) == found


def test_letters_of_any_script_have_no_case(looked, bob, deals):
    """Without the letters that are kept SQLite knows the case of Latin letters alone, and of whole words."""
    assert looked(bob, "НАСОС шКоЛы") == ["Насос для школы"]


def test_a_letter_or_two_and_what_no_deal_is_called_lead_to_the_deals_of_the_clients(looked, bob, pump, deals):
    assert looked(bob, "tw") == []
    assert looked(bob, "tw", clients=[pump], count=2) == looked(bob, "xyz", clients=[pump], count=2)
    assert len(looked(bob, "tw", clients=[pump])) == 4


def test_the_letters_follow_a_name(looked, bob, deals, now):
    rename_deal(deals[0], "Three valves", by=bob, now=now)
    assert looked(bob, "valv") == ["Three valves"]
    assert looked(bob, "two") == []


@WITH
@pytest.mark.parametrize("most", [1000, 2])
def test_deals_of_others_hide_nothing(looked, bob, eve, deals, stranger, monkeypatch, now, most, has_letters):
    """However many of others hold the letters and are newer."""
    monkeypatch.setattr("headway.web.finder.deals._LOOKED_AT", most)
    for number in range(4):
        open_deal(stranger, name=f"Pump {number}", by=eve, now=now)
    assert looked(bob, "pump", has_letters=has_letters) == ['A "dry" pump', "Pumping station", "Two pumps"]
    assert len(looked(eve, "pump", has_letters=has_letters, count=3)) == 3


def test_the_letters_are_kept_beside_the_deals_on_either_database(db):
    """The finder would find the same without them, and read every deal at every key."""
    table = "sqlite_master" if connection.vendor == "sqlite" else "pg_indexes"
    name = ("name", "web_deal_trigrams") if connection.vendor == "sqlite" else ("indexname", "deal_by_trigram")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {name[0]} = %s", [name[1]])
        assert cursor.fetchone() == (1,)


def test_a_sign_that_is_no_letter_is_no_trouble(client, bob, deals):
    client.force_login(bob)
    assert "Two pumps" in client.get("/find", {"q": "two\0 pumps"}).text
