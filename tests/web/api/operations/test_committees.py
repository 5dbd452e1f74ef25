"""Buying committees through the API: the same numbers as the page, and the same refusals."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from headway.web.log import NewContact, add_person, log_contact, open_client
from headway.web.models import AuditEntry, Client, Deal, Person, User


@pytest.fixture
def people(pump: Client, bob: User, now: datetime) -> dict[str, Person]:
    return {name: add_person(pump, name, by=bob, now=now) for name in ("Ada", "Ben")}


def test_a_committee_is_built_weighed_and_told(
    api_of: Callable, bob: User, deal: Deal, people: dict[str, Person], now: datetime
) -> None:
    ada, ben = people["Ada"], people["Ben"]
    call = NewContact(
        uid=uuid.uuid4(), client=deal.client, deal=deal, rep=bob, kind="call", happened_at=now, persons=(ben,)
    )
    log_contact(call, by=bob, now=now)
    log_contact(replace(call, uid=uuid.uuid4(), kind="meeting"), by=bob, now=now)
    bobs, path = api_of(bob), f"/deals/{deal.pk}/committee"
    assert [bobs.post(path, {"person": ada.pk}).status_code for _sent_twice in range(2)] == [201, 200]
    bobs.post(path, {"person": ben.pk, "level": 2, "position": "neutral", "reports_to": ada.pk})
    told = bobs.patch(f"{path}/{ben.pk}", {"position": "agreed"}).json()
    assert told == bobs.get(path).json()
    assert (told["agreed"], told["size"], told["hangs_on"]) == (1, 2, {"id": ada.pk, "name": "Ada"})
    assert told["unreached"] == [{"id": ada.pk, "name": "Ada"}]
    first, second = told["seats"]
    assert (first["level"], first["position"], first["contacts"], first["is_reached"]) == (1, "unknown", 0, False)
    assert (second["level"], second["reports_to"]["name"], second["contacts"], second["meetings"]) == (2, "Ada", 2, 1)
    assert (second["position_on"] is not None, second["latest_contact_at"]) == (True, "2024-05-15T14:00:00+02:00")
    assert AuditEntry.objects.filter(noun="decisionmaker", actor=bob).count() == 3
    assert bobs.get("/deals", committee="hangs").json()["items"][0]["id"] == deal.pk
    assert bobs.get("/deals", committee="none").json()["items"] == []
    assert bobs.delete(f"{path}/{ada.pk}").json()["size"] == 1


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        ({"reports_to": "Ben"}, 422, "Ada would come to report to themselves"),
        ({"reports_to": "Zoe"}, 404, "There is no person"),
        ({"level": 10}, 422, "level"),
        ({"position": "keen"}, 422, "position"),
        ({"mood": "good"}, 422, "mood"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    api_of: Callable,
    bob: User,
    eve: User,
    deal: Deal,
    people: dict[str, Person],
    now: datetime,
    body: dict[str, object],
    status: int,
    sentence: str,
) -> None:
    """Ben reports to Ada; Zoe works for a client of Eve's."""
    people["Zoe"] = add_person(open_client("Pipes", by=eve, now=now), "Zoe", by=eve, now=now)
    bobs, path = api_of(bob), f"/deals/{deal.pk}/committee"
    bobs.post(path, {"person": people["Ada"].pk})
    bobs.post(path, {"person": people["Ben"].pk, "level": 2, "reports_to": people["Ada"].pk})
    told = {name: people[value].pk if value in people else value for name, value in body.items()}
    answer = bobs.patch(f"{path}/{people['Ada'].pk}", told)
    assert answer.status_code == status
    assert sentence in answer.json()["error"]


def test_whoever_does_not_decide_is_not_found(
    api_of: Callable, bob: User, deal: Deal, people: dict[str, Person]
) -> None:
    path = f"/deals/{deal.pk}/committee/{people['Ada'].pk}"
    for answer in (api_of(bob).patch(path, {"level": 2}), api_of(bob).delete(path)):
        assert (answer.status_code, answer.json()["field"]) == (404, "person")


def test_a_closed_deal_hangs_on_nobody(
    api_of: Callable, carol: User, deal: Deal, people: dict[str, Person], stage: dict[str, object]
) -> None:
    carols = api_of(carol)
    carols.post(f"/deals/{deal.pk}/committee", {"person": people["Ada"].pk})
    carols.post("/moves", {"deal": deal.pk, "stage": "Lost"})
    assert carols.get(f"/deals/{deal.pk}/committee").json()["hangs_on"] is None
