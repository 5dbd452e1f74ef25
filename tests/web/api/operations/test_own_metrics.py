"""The company's own metrics through the API, and through an assistant."""

from collections.abc import Callable

import pytest

from headway.mcp import door
from headway.mcp.tools import Tools
from headway.web.models import OwnMetric, User
from tests.web.diary import write

DIARY = """
    when             | rep | deal | kind    | stage after
    2024-05-06 09:00 | Bob | pump | meeting | Offer
    2024-05-07 09:00 | Bob | pump | call    | Won
    2024-05-10 09:00 | Eve | pipe | visit   | Offer
"""
MEETINGS = {
    "label": "Face to face",
    "heading": "contacts",
    "of": {"facts": "contacts", "where": [{"trait": "kind", "values": ["meeting", "visit"]}]},
}


@pytest.fixture
def _log(funnel, alice, carol, bob, eve, ann) -> None:
    write(DIARY)


@pytest.mark.usefixtures("_log")
def test_a_metric_is_made_asked_changed_and_taken_out(api_of: Callable, alice: User, bob: User) -> None:
    api = api_of(alice)
    made = api.post("/metrics", MEETINGS)
    assert (made.status_code, made.json()["metric"]["name"]) == (201, "face_to_face")
    assert made.json()["metric"]["origin"].startswith("Made by Alice")
    assert made.json()["definition"]["of"]["where"] == [{"trait": "kind", "test": "is", "values": ["meeting", "visit"]}]
    assert "face_to_face" in [card["name"] for card in api.get("/metrics").json()]
    assert api.get("/metrics/face_to_face", period="2024-05").json()["total"]["value"] == 2
    assert len(api.get("/metrics/face_to_face/rows", period="2024-05").json()["rows"]) == 2
    assert api_of(bob).get("/metrics/face_to_face", period="2024-05").json()["total"]["value"] == 1
    asked = api.get("/ask", q="face to face in May 2024 by rep").json()
    assert [line["labels"] for line in asked["answer"]["lines"]] == [["Bob"], ["Eve"]]

    changed = {**MEETINGS, "of": {"facts": "contacts"}}
    assert api._send("put", "/metrics/face_to_face", data=changed, content_type="application/json").status_code == 200
    assert api.get("/metrics/face_to_face", period="2024-05").json()["total"]["value"] == 3
    assert api.get("/metrics/face_to_face/definition").json()["definition"]["of"]["where"] == []

    assert api.delete("/metrics/face_to_face").status_code == 204
    assert api.get("/metrics/face_to_face").status_code == 404


@pytest.mark.usefixtures("_log")
def test_what_it_would_count_is_told_before_it_is_kept(api_of: Callable, alice: User) -> None:
    told = api_of(alice).post("/metrics/preview?period=2024-05", MEETINGS).json()
    assert told["formula"] == "Number: contacts by the day they happened; kind: meeting or visit."
    assert told["answer"]["total"]["value"] == 2
    assert not OwnMetric.objects.exists()


@pytest.mark.usefixtures("_log")
def test_everything_that_is_offered_can_be_counted(api_of: Callable, alice: User) -> None:
    api = api_of(alice)
    for ground in api.get("/metrics-offered").json():
        offered = {"count": [""], "distinct": ground["things"]}
        ways = [(how, what) for how in ground["hows"] for what in offered.get(how, ground["quantities"])]
        assert ways
        for how, what in ways:
            counted = {"how": how, "what": what}
            for day in ground["days"]:
                body = {"label": "Ours", "of": {"facts": ground["facts"], "day": day, **counted}}
                assert api.post("/metrics/preview?period=2024-05", body).status_code == 200, body


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({**MEETINGS, "of": {"facts": "dreams"}}, "of.facts"),
        ({**MEETINGS, "name": "Not a name"}, "name"),
        ({**MEETINGS, "label": "Calls"}, "label"),
        ({**MEETINGS, "sql": "DROP TABLE deals"}, None),
    ],
)
@pytest.mark.usefixtures("_log")
def test_what_cannot_be_kept_names_its_field(api_of: Callable, alice: User, body: dict, field: str | None) -> None:
    refusal = api_of(alice).post("/metrics", body)
    assert refusal.status_code == 422
    assert field is None or refusal.json()["field"] == field


@pytest.mark.usefixtures("_log")
def test_a_rep_may_ask_and_not_make(api_of: Callable, alice: User, bob: User) -> None:
    api_of(alice).post("/metrics", MEETINGS)
    api = api_of(bob)
    assert api.post("/metrics", {**MEETINGS, "label": "Mine"}).status_code == 403
    assert api.delete("/metrics/face_to_face").status_code == 403
    assert api.get("/metrics/face_to_face/definition").status_code == 200
    assert api_of(alice).delete("/metrics/calls").status_code == 404


@pytest.mark.usefixtures("_log")
def test_an_assistant_knows_them_too(api_of: Callable, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch) -> None:
    # It closes the connection behind each call, and this one is the test's.
    monkeypatch.setattr(door.connection, "close", lambda: None)
    api_of(alice).post("/metrics", MEETINGS)
    tools = Tools(door.Door(lambda: api_of(bob).text))
    assert "face_to_face" in [card["name"] for card in tools.metrics()]
    assert tools.ask(question="face_to_face", period="2024-05")["answer"]["total"]["value"] == 1
