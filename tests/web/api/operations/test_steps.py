"""Next steps over the API: agreed alone or with a contact, moved, kept, dropped and opened again, and listed."""

import uuid
from zoneinfo import ZoneInfo

import pytest

from headway.web.clock import now as moment
from headway.web.log import NewStep, move_deal, open_client, open_deal, set_step
from headway.web.models import MoveCause, NextStep

HOME = ZoneInfo("Europe/Budapest")


@pytest.fixture
def api(api_of, bob):
    return api_of(bob)


@pytest.fixture
def step(api, deal):
    """A meeting on Thursday, agreed over the API."""
    body = {
        "uid": str(uuid.uuid4()),
        "client": deal.client_id,
        "deal": deal.pk,
        "kind": "meeting",
        "due_at": "2024-05-16T14:00:00+02:00",
        "what": "Show it",
    }
    return api.post("/steps", body).json()


def test_what_was_agreed_comes_back_whole(api, step, deal, bob):
    assert {**step, "uid": None} == {
        "uid": None,
        "client": {"id": deal.client_id, "name": "Pump Ltd"},
        "deal": {"id": deal.pk, "name": "Two pumps"},
        "rep": {"id": bob.pk, "name": "Bob"},
        "kind": "meeting",
        "what": "Show it",
        "due_on": "2024-05-16",
        "due_at": "2024-05-16T14:00:00+02:00",
        "end": None,
        "ended_at": None,
        "set_by": None,
        "kept_by": None,
    }
    assert api.get(f"/steps/{step['uid']}").json() == step


def test_of_a_lost_deal_it_has_ended_with_the_deal(api, step, deal, stage, bob):
    """The deal is lost, and the loss is taken back."""

    def told(**asked):
        return [each["uid"] for each in api.get("/steps", **asked).json()["items"]]

    lost = move_deal(deal, stage["Lost"], cause=MoveCause.CLIENT, by=bob, now=moment())
    known = api.get(f"/steps/{step['uid']}").json()
    assert (known["end"], known["ended_at"][:16]) == ("deal_lost", lost.happened_at.astimezone(HOME).isoformat()[:16])
    assert told(is_open=True) == told(end="dropped") == []
    assert told(is_open=False) == told(end="deal_lost") == [step["uid"]]
    assert api.post(f"/steps/{step['uid']}/drop", {}).status_code == 422
    move_deal(deal, stage["Need"], cause=MoveCause.CORRECTION, by=bob, now=moment())
    assert told(is_open=True) == [step["uid"]]
    assert told(is_open=False) == []


def test_sent_twice_it_is_written_once(api, deal):
    body = {"uid": str(uuid.uuid4()), "client": deal.client_id, "kind": "call", "due_on": "2024-05-16"}
    answers = [api.post("/steps", body) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert NextStep.objects.count() == 1


def test_a_contact_sets_one_and_keeps_the_one_it_names(api, step, deal):
    body = {
        "uid": str(uuid.uuid4()),
        "client": deal.client_id,
        "deal": deal.pk,
        "kind": "visit",
        "happened_at": "2024-05-16T14:00:00+02:00",
        "keeps": step["uid"],
        "next_step": {"uid": str(uuid.uuid4()), "kind": "call", "due_on": "2024-05-20"},
    }
    assert api.post("/contacts", body).status_code == 201
    kept = api.get(f"/steps/{step['uid']}").json()
    fresh = api.get(f"/steps/{body['next_step']['uid']}").json()
    assert (kept["end"], kept["kept_by"]) == ("kept", body["uid"])
    assert (fresh["due_on"], fresh["set_by"], fresh["end"]) == ("2024-05-20", body["uid"], None)


def test_it_is_moved_once_however_often_it_is_sent_and_keeps_what_is_left_out(api, step, carol):
    body = {"uid": str(uuid.uuid4()), "due_on": "2024-05-21"}
    first, again = (api.post(f"/steps/{step['uid']}/move", body).json() for _ in range(2))
    assert first == again
    assert (first["due_on"], first["due_at"], first["kind"], first["what"]) == (
        "2024-05-21",
        None,
        "meeting",
        "Show it",
    )
    assert api.get(f"/steps/{step['uid']}").json()["end"] == "moved"


def test_a_head_of_sales_hands_it_to_another_rep(api_of, carol, step):
    body = {"uid": str(uuid.uuid4()), "rep": "Carol"}
    moved = api_of(carol).post(f"/steps/{step['uid']}/move", body).json()
    assert (moved["rep"]["name"], moved["due_at"]) == ("Carol", step["due_at"])


def test_it_is_dropped_opened_again_and_dropped_but_never_twice(api, step):
    address = f"/steps/{step['uid']}"
    assert api.post(f"{address}/drop", {}).json()["end"] == "dropped"
    answer = api.post(f"{address}/drop", {})
    assert (answer.status_code, answer.json()["error"]) == (422, "This next step was dropped already. Set another one.")
    assert api.post(f"{address}/reopen", {}).json()["end"] is None


def test_the_lists_are_narrowed_and_cut(api, step, deal, bob, now):
    late = NewStep(uuid.uuid4(), "call", now.date().replace(day=13))
    set_step(late, client=deal.client, deal=deal, rep=bob, by=bob, now=now)
    api.post(f"/steps/{step['uid']}/drop", {})
    found = {
        name: [each["kind"] for each in api.get("/steps", **asked).json()["items"]]
        for name, asked in {
            "all": {},
            "open": {"is_open": "true"},
            "dropped": {"end": "dropped"},
            "until": {"until": "2024-05-16"},
            "of the deal": {"deal": deal.pk},
        }.items()
    }
    assert found == {
        "all": ["call", "meeting"],
        "open": ["call"],
        "dropped": ["meeting"],
        "until": ["call"],
        "of the deal": ["call", "meeting"],
    }


def test_the_deals_without_one(api, step, bob, carol, now):
    pipes = open_deal(open_client("Pipe Ltd", by=bob, now=now), name="Ten pipes", by=bob, now=now)
    assert [each["id"] for each in api.get("/steps/missing").json()["items"]] == [pipes.pk]
    assert api.get("/steps/missing", rep=bob.pk).json()["items"][0]["name"] == "Ten pipes"
    assert api.get("/steps/missing", rep=carol.pk).status_code == 404


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"kind": "call"}, "give 'due_on'"),
        ({"kind": "fax", "due_on": "2024-05-20"}, "kind"),
        ({"kind": "call", "due_on": "2044-05-20"}, "more than five years ahead"),
        ({"kind": "call", "due_on": "2024-05-20", "colour": "red"}, "colour"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(api, deal, body, sentence):
    answer = api.post("/steps", {"uid": str(uuid.uuid4()), "client": deal.client_id, **body})
    assert answer.status_code == 422
    assert sentence in answer.json()["error"]


def test_a_colleagues_step_is_not_found_and_an_analyst_reads_only(api_of, eve, ann, step):
    assert api_of(eve).get(f"/steps/{step['uid']}").status_code == 404
    assert api_of(ann).get(f"/steps/{step['uid']}").status_code == 200
    assert api_of(ann).post(f"/steps/{step['uid']}/drop", {}).status_code == 403
