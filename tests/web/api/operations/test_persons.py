"""Persons at clients through the API."""

import uuid
from collections.abc import Callable
from datetime import datetime

from headway.web.log import add_person, open_client
from headway.web.models import Client, Deal, Person, User


def test_a_person_is_written_once_and_changed(api_of: Callable, bob: User, pump: Client) -> None:
    bobs = api_of(bob)
    body = {"uid": str(uuid.uuid4()), "client": pump.pk, "name": "Ada Kiss", "email": "ada@pump.example"}
    first, second = (bobs.post("/persons", body) for _time in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    id_ = first.json()["id"]
    told = bobs.patch(f"/persons/{id_}", {"job_title": "Owner"}).json()
    assert (told["name"], told["job_title"], told["email"]) == ("Ada Kiss", "Owner", "ada@pump.example")
    assert bobs.get(f"/persons/{id_}").json() == told
    assert [each["name"] for each in bobs.get("/persons", client=pump.pk).json()["items"]] == ["Ada Kiss"]
    assert [each["name"] for each in bobs.get("/clients", q="kiss").json()["items"]] == ["Pump Ltd"]


def test_an_id_of_a_person_of_another_client_is_a_conflict(
    api_of: Callable, bob: User, eve: User, pump: Client, now: datetime
) -> None:
    zoe = add_person(open_client("Pipes", by=eve, now=now), "Zoe", by=eve, now=now)
    answer = api_of(bob).post("/persons", {"uid": str(zoe.uid), "client": pump.pk, "name": "Ada"})
    assert (answer.status_code, answer.json()["field"]) == (409, "uid")
    assert Person.objects.count() == 1


def test_whom_a_committee_names_is_kept_as_having_left(
    api_of: Callable, bob: User, pump: Client, deal: Deal, now: datetime
) -> None:
    ada, ben = (add_person(pump, name, by=bob, now=now) for name in ("Ada", "Ben"))
    bobs = api_of(bob)
    bobs.post(f"/deals/{deal.pk}/committee", {"person": ada.pk})
    kept, gone = bobs.delete(f"/persons/{ada.pk}"), bobs.delete(f"/persons/{ben.pk}")
    assert (kept.status_code, kept.json()["left_at"] is not None, gone.status_code) == (200, True, 204)
    assert [each["name"] for each in bobs.get("/persons", has_left=True).json()["items"]] == ["Ada"]
    assert bobs.patch(f"/persons/{ada.pk}", {"has_left": False}).json()["left_at"] is None
    assert bobs.patch(f"/persons/{ada.pk}", {"has_left": True}).json()["left_at"] is not None


def test_persons_of_others_do_not_exist(api_of: Callable, bob: User, eve: User, pump: Client, now: datetime) -> None:
    ada = add_person(pump, "Ada", by=bob, now=now)
    eves = api_of(eve)
    assert eves.get("/persons").json()["items"] == []
    assert eves.get("/persons", client=pump.pk).json()["items"] == []
    assert eves.get(f"/persons/{ada.pk}").status_code == 404
    assert eves.delete(f"/persons/{ada.pk}").status_code == 404


def test_a_name_is_more_than_spaces(api_of: Callable, bob: User, pump: Client) -> None:
    assert api_of(bob).post("/persons", {"client": pump.pk, "name": "  "}).status_code == 422
