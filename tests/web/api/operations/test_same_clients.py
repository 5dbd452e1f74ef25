"""Clients that were entered twice, through the API."""

import uuid
from collections.abc import Callable
from datetime import datetime

from headway.web.log import open_client
from headway.web.models import Client, Deal, User


def test_they_are_listed_merged_and_parted(
    api_of: Callable, bob: User, pump: Client, deal: Deal, now: datetime
) -> None:
    twin = open_client("PUMP LTD", by=bob, now=now)
    bobs = api_of(bob)
    assert bobs.get(f"/clients/{pump.pk}/same").json()["likely"] == [
        {"client": {"id": twin.pk, "name": "PUMP LTD"}, "by": ["name"]}
    ]
    kept = bobs.post(f"/clients/{twin.pk}/merge", {"client": pump.pk}).json()
    assert (kept["id"], kept["name"]) == (twin.pk, "PUMP LTD")
    assert [each["client"]["name"] for each in bobs.get(f"/clients/{twin.pk}/same").json()["merged"]] == ["Pump Ltd"]
    assert bobs.post(f"/clients/{twin.pk}/merge", {"client": twin.pk}).status_code == 422
    parted = bobs.post(f"/clients/{twin.pk}/part", {"client": pump.pk}).json()
    assert (parted["id"], bobs.get(f"/deals/{deal.pk}").json()["client"]["id"]) == (pump.pk, pump.pk)
    assert bobs.post(f"/clients/{twin.pk}/part", {"client": pump.pk}).status_code == 404


def test_a_program_that_names_the_merged_one_reaches_the_kept_one(
    api_of: Callable, bob: User, pump: Client, deal: Deal, now: datetime
) -> None:
    twin = open_client("PUMP LTD", by=bob, now=now)
    bobs = api_of(bob)
    bobs.post(f"/clients/{twin.pk}/merge", {"client": pump.pk})
    assert bobs.get(f"/clients/{pump.pk}").json()["id"] == twin.pk
    assert [each["id"] for each in bobs.get("/deals", client=pump.pk).json()["items"]] == [deal.pk]
    for about in ({}, {"deal": deal.pk}):
        body = {"uid": str(uuid.uuid4()), "client": pump.pk, "kind": "call", **about}
        answer = bobs.post("/contacts", body)
        assert (answer.status_code, answer.json()["client"]["id"]) == (201, twin.pk)
    for kept in (twin, open_client("Pumps", by=bob, now=now)):
        bobs.post(f"/clients/{kept.pk}/merge", {"client": twin.pk})
        again = bobs.post("/clients", {"uid": str(pump.uid), "name": "Pump Ltd"})
        assert (again.status_code, again.json()["id"]) == (200, kept.pk)
