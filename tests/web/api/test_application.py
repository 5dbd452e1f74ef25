"""Everything that goes wrong has one shape: a sentence, and the field that is in the way."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client as Browser

from headway.web.models import Client, User


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/api/v1/nothing", 404),
        ("get", "/api/v1/", 404),
        ("get", "/api", 404),
        ("get", "/api/v2/me", 404),
        ("put", "/api/v1/contacts", 405),
        ("get", "/api/v1/me", 401),
    ],
)
def test_one_shape_for_every_refusal(client: Browser, company: object, method: str, path: str, status: int) -> None:
    answer = getattr(client, method)(path)
    assert answer.status_code == status
    assert set(answer.json()) == {"error", "field"}
    assert answer.json()["error"].endswith(".")


def test_a_wrong_method_is_told_the_right_ones(client: Browser, company: object) -> None:
    answer = client.delete("/api/v1/contacts")
    assert answer["Allow"] == "GET, POST" or answer["Allow"] == "POST, GET"


def test_a_missing_field_is_named(api_of: Callable, bob: User, pump: Client) -> None:
    answer = api_of(bob).post("/contacts", {"uid": str(uuid.uuid4()), "client": pump.pk})
    assert (answer.status_code, answer.json()) == (422, {"error": "'kind' is missing.", "field": "kind"})


def test_a_field_that_nobody_knows_is_refused(api_of: Callable, bob: User, pump: Client) -> None:
    body = {"uid": str(uuid.uuid4()), "client": pump.pk, "kind": "call", "efective": True}
    answer = api_of(bob).post("/contacts", body)
    assert (answer.status_code, answer.json()["field"]) == (422, "efective")


def test_a_time_without_its_offset_is_refused(api_of: Callable, bob: User, pump: Client) -> None:
    body = {"uid": str(uuid.uuid4()), "client": pump.pk, "kind": "call", "happened_at": "2024-05-15T12:00:00"}
    answer = api_of(bob).post("/contacts", body)
    assert (answer.status_code, answer.json()["field"]) == (422, "happened_at")


@pytest.mark.parametrize("body", ["{", "[1", "\x00", ""])
def test_a_body_that_is_no_json_is_refused(client: Browser, api_of: Callable, bob: User, body: str) -> None:
    headers = {"Authorization": f"Bearer {api_of(bob).text}"}
    answer = client.post("/api/v1/contacts", body, content_type="application/json", headers=headers)
    assert (answer.status_code, answer.json()["field"]) in {(400, None), (422, None)}


@pytest.mark.parametrize("body", ["[]", "3", "null", '"call"'])
def test_a_body_that_is_no_object_is_refused(client: Browser, api_of: Callable, bob: User, body: str) -> None:
    headers = {"Authorization": f"Bearer {api_of(bob).text}"}
    answer = client.post("/api/v1/contacts", body, content_type="application/json", headers=headers)
    assert answer.status_code == 422


@pytest.mark.parametrize("size", [1_100_000, 3_000_000])
def test_a_body_that_is_too_long_is_refused(api_of: Callable, bob: User, pump: Client, size: int) -> None:
    body = {"uid": str(uuid.uuid4()), "client": pump.pk, "kind": "call", "note": "x" * size}
    answer = api_of(bob).post("/contacts", body)
    assert answer.status_code == 413
    assert "1048576 bytes" in answer.json()["error"]


@pytest.mark.parametrize(("limit", "status"), [(1, 200), (500, 200), (501, 422), (0, 422), (-1, 422)])
def test_a_page_has_a_largest_size(api_of: Callable, bob: User, limit: int, status: int) -> None:
    assert api_of(bob).get("/contacts", limit=limit).status_code == status


@pytest.mark.parametrize("id_", ["0", "-1", "9223372036854775808", "abc"])
def test_an_id_that_cannot_be_one_is_refused(api_of: Callable, bob: User, id_: str) -> None:
    assert api_of(bob).get(f"/deals/{id_}").status_code == 422


def test_a_role_that_does_not_allow_it_is_told_so(api_of: Callable, ann: User, pump: Client) -> None:
    body = {"uid": str(uuid.uuid4()), "client": pump.pk, "kind": "call"}
    answer = api_of(ann).post("/contacts", body)
    assert answer.status_code == 403
    assert "Your role does not allow this" in answer.json()["error"]
