"""Finding clients: of those of others one learns only that they exist, and nothing by guessing."""

import pytest

from headway.web.log import change_client
from headway.web.lookup import look_up


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("pum", True),
        ("ltd PUMP", True),
        ("+36 1 555-1234", True),
        ("Boss@pump.example", True),
        ("12345678-2-42", True),
        # The beginnings of what only their own rep may know.
        ("555", False),
        ("3615551", False),
        ("boss@", False),
        ("pump boss@p", False),
        ("12345678", False),
        ("pump 3615", False),
    ],
)
def test_a_client_of_others_is_found_by_its_name_or_by_what_is_told_in_full(pump, bob, eve, now, text, is_found):
    told = {"phone": "+36 1 555 1234", "email": "boss@pump.example", "tax_number": "12345678-2-42"}
    change_client(pump, told, by=bob, now=now)
    assert look_up(eve, text, 5, foreign=5).foreign == ([pump] if is_found else [])


def test_no_door_finds_one_by_the_beginning_of_its_phone(pump, bob, eve, now, client):
    change_client(pump, {"phone": "+36 1 555 1234"}, by=bob, now=now)
    client.force_login(eve)
    for path in ("/clients", "/contacts/new", "/api/v1/clients"):
        assert "Pump Ltd" in client.get(path, {"q": "pump"}).text
        assert "Pump Ltd" not in client.get(path, {"q": "36155"}).text
