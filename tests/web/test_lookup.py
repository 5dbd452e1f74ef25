"""Looking up a client by a few letters: any part, any script, and never more than one may know."""

import uuid

import pytest
from django.db import connection

from headway.web.log import add_person, change_client, log_contact, open_client
from headway.web.log.new_contact import NewContact
from headway.web.lookup import clients_alike, clients_called, look_up
from headway.web.models import Client
from headway.web.search import search_clients

CLIENTS = {
    "Árpád Vízművek": {"phone": "+36 1 555 1234", "email": "iroda@arpad.example"},
    "Помпы и Ко": {"phone": "8 (912) 345-67-89", "email": ""},
    "Windmill Ltd": {"phone": "", "email": "sales@wind.example"},
    "Mill & Sons": {"phone": "", "email": ""},
    "🦊 Fox": {"phone": "", "email": ""},
}


@pytest.fixture
def clients(bob, now):
    return {name: open_client(name, by=bob, now=now, **told) for name, told in CLIENTS.items()}


def _names(found):
    return [client.name for client in found]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("a", ["Árpád Vízművek"]),
        ("ARP", ["Árpád Vízművek"]),
        ("vizm", ["Árpád Vízművek"]),
        ("ízmű", ["Árpád Vízművek"]),
        ("mill", ["Mill & Sons", "Windmill Ltd"]),
        ("ltd wind", ["Windmill Ltd"]),
        ("sales@w", ["Windmill Ltd"]),
        ("помп", ["Помпы и Ко"]),
        ("ПОМПЫ КО", ["Помпы и Ко"]),
        ("gjvgs", ["Помпы и Ко"]),
        ("ьшдд", ["Mill & Sons", "Windmill Ltd"]),
        ("🦊", ["🦊 Fox"]),
        ("555123", ["Árpád Vízművek"]),
        ("06 1 555", ["Árpád Vízművek"]),
        ("+36 (1) 555-12-34", ["Árpád Vízművek"]),
        ("0036 1 5551234", ["Árpád Vízművek"]),
        ("06 1 555 1234", ["Árpád Vízművek"]),
        ("+7 912 345 67 89", ["Помпы и Ко"]),
        ("912 345", ["Помпы и Ко"]),
        ("%", []),
        ('"', []),
        ("", []),
        ("nobody", []),
    ],
)
def test_a_client_is_found_by_any_part_in_any_writing(bob, clients, typed, names):
    assert _names(look_up(bob, typed, 5).mine) == names


def test_who_is_at_hand_comes_first_then_names_that_begin_so(bob, clients):
    first = [clients["Windmill Ltd"].pk]
    assert _names(look_up(bob, "mill", 5, first=first).mine) == ["Windmill Ltd", "Mill & Sons"]
    assert _names(look_up(bob, "mill", 1, first=first).mine) == ["Windmill Ltd"]
    assert _names(look_up(bob, "", 5, first=first).mine) == []


def test_a_client_is_found_by_whoever_works_there(bob, clients, now):
    add_person(clients["Mill & Sons"], "Zsófia Nagy", by=bob, now=now)
    assert _names(look_up(bob, "zsofi", 5).mine) == ["Mill & Sons"]


def test_a_change_of_name_is_followed(bob, clients, now):
    change_client(clients["Mill & Sons"], {"name": "Quern Ltd"}, by=bob, now=now)
    assert _names(look_up(bob, "quern", 5).mine) == ["Quern Ltd"]
    assert _names(look_up(bob, "sons", 5).mine) == []
    clients["🦊 Fox"].delete()
    assert _names(look_up(bob, "fox", 5).mine) == []


def test_of_others_one_sees_the_name_alone_and_only_when_it_is_typed(eve, clients):
    for typed, foreign in (("arpad", ["Árpád Vízművek"]), ("555123", []), ("iroda@", [])):
        found = look_up(eve, typed, 5, foreign=3)
        assert (_names(found.mine), _names(found.foreign)) == ([], foreign)
    assert look_up(eve, "arpad", 5).foreign == []
    assert _names(look_up(eve, "+36 1 555 1234", 5, foreign=3).foreign) == ["Árpád Vízművek"]


def test_the_few_of_a_rep_are_found_among_the_many_of_others(bob, eve, now, monkeypatch):
    """
    client            | rep
    Pipe 0 .. Pipe 39 | Bob
    Pipe of Eve       | Eve
    """
    monkeypatch.setattr("headway.web.lookup._LOOKED_AT", 5)
    for number in range(40):
        open_client(f"Pipe {number}", by=bob, now=now)
    own = open_client("Pipe of Eve", by=eve, now=now)
    for most in (1_000, 10):
        monkeypatch.setattr("headway.web.lookup._MORE_LOOKED_AT", most)
        assert look_up(eve, "pip", 5).mine == [own]
        assert len(look_up(bob, "pip", 5).mine) == 5


def test_whoever_held_a_contact_finds_its_client(bob, eve, deal, now, carol):
    assert look_up(eve, "pump", 5).mine == []
    new = NewContact(uid=uuid.uuid4(), client=deal.client, rep=eve, kind="call", happened_at=now)
    log_contact(new, by=carol, now=now)
    assert look_up(eve, "pump", 5).mine == [deal.client]


def test_a_name_is_called_in_any_case_and_accents(bob, eve, clients):
    assert _names(clients_called(bob, " arpad  VIZMUVEK").mine) == ["Árpád Vízművek"]
    assert _names(clients_called(eve, "Árpád Vízművek").foreign) == ["Árpád Vízművek"]
    assert _names(clients_called(bob, "Árpád").mine) == []


def test_the_letters_are_kept_beside_the_clients_on_either_database(bob, clients):
    """The search would find the same without them, and read every client at every key; so the plan is asked."""
    query = search_clients(Client.objects.all(), "vizmuv").values("pk")
    if connection.vendor == "sqlite":
        assert "web_client_trigrams" in query.explain()
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_indexes WHERE indexname = 'client_by_trigram'")
            assert cursor.fetchone()


@pytest.mark.parametrize("typed", ["сибирсахар ООО", "Сибирсахар", "ооо Сибирсахар,"])
def test_who_is_called_so_but_for_signs_and_a_legal_form_is_alike(bob, eve, now, typed):
    client = open_client("ООО «Сибирсахар»", by=bob, now=now)
    open_client("Сибирсахар Юг", by=bob, now=now)
    assert clients_called(bob, typed).mine == []
    assert (clients_alike(bob, typed).mine, clients_alike(bob, typed).foreign) == ([client], [])
    assert (clients_alike(eve, typed).mine, clients_alike(eve, typed).foreign) == ([], [client])
