"""Clients through the API: one's own in full, of others that they exist and whose they are."""

import uuid
from collections.abc import Callable
from datetime import datetime

from headway.web.log import open_client
from headway.web.models import Client, Segment, Source, User


def test_a_client_is_written_down_once(api_of: Callable, bob: User, company: object) -> None:
    Segment.objects.create(name="Waterworks")
    Source.objects.create(name="Fair")
    body = {"uid": str(uuid.uuid4()), "name": " Árpád Kft ", "segment": "waterworks", "source": "Fair"}
    first, second = (api_of(bob).post("/clients", body) for _time in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    told = first.json()
    assert (told["name"], told["segment"]["name"], told["owner"]["name"]) == ("Árpád Kft", "Waterworks", "Bob")
    assert api_of(bob).get(f"/clients/{told['id']}").json() == told


def test_clients_are_found_in_any_spelling(api_of: Callable, bob: User, pump: Client, now: datetime) -> None:
    open_client("Árpád Kft", by=bob, now=now)
    found = api_of(bob).get("/clients", q="arp").json()["items"]
    assert [each["name"] for each in found] == ["Árpád Kft"]
    assert [each["name"] for each in api_of(bob).get("/clients").json()["items"]] == ["Pump Ltd", "Árpád Kft"]


def test_of_anothers_client_one_learns_only_whose_it_is(api_of: Callable, eve: User, pump: Client) -> None:
    eves = api_of(eve)
    assert eves.get("/clients").json() == {"items": [], "next_offset": None, "others": []}
    found = eves.get("/clients", q="pump").json()
    assert found == {"items": [], "next_offset": None, "others": [{"name": "Pump Ltd", "owner": "Bob"}]}
    assert eves.get(f"/clients/{pump.pk}").status_code == 404


def test_the_id_of_anothers_client_cannot_be_used_again(api_of: Callable, eve: User, pump: Client) -> None:
    answer = api_of(eve).post("/clients", {"uid": str(pump.uid), "name": "Mine"})
    assert (answer.status_code, answer.json()["field"]) == (409, "uid")


def test_a_client_needs_a_name(api_of: Callable, bob: User, company: object) -> None:
    assert api_of(bob).post("/clients", {"name": "   "}).status_code == 422


def test_a_segment_of_no_such_name_is_refused(api_of: Callable, bob: User, company: object) -> None:
    answer = api_of(bob).post("/clients", {"name": "Pipe", "segment": "Mills"})
    assert (answer.status_code, answer.json()["field"]) == (422, "segment")
