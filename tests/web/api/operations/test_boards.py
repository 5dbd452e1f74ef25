"""Boards and kept words over the API: what they hold, picking tiles, goals, and what is refused."""

import pytest

from headway.web.boards import writing
from headway.web.models import BoardMail, BoardMetric
from tests.web.diary import write

DIARY = """
    when             | rep | deal | kind    | stage after
    2024-05-02 09:00 | Bob | pump | meeting | Offer
    2024-05-03 09:00 | Bob | pump | call    | Won
    2024-05-09 09:00 | Eve | pipe | call    | Offer
"""


@pytest.fixture
def diary(funnel, alice, bob, eve):
    write(DIARY)


def _tile(api, **more):
    wanted = {"metric": "contacts", "period": "2024-05", "compare": "2024-04", **more}
    return api.post("/boards/mine/tiles", wanted)


def test_a_board_holds_answers_goals_and_what_each_tile_shows(diary, api_of, bob):
    api = api_of(bob)
    added = _tile(api, filters={"kind": ["call", "meeting"]})
    assert added.status_code == 201
    tile = added.json()
    assert api.put(f"/tiles/{tile['id']}/goal", {"value": "4", "every": "year"}).status_code == 200
    board = api.get("/boards/mine").json()
    assert (board["board"], board["is_picked"], board["may_change"]) == ("mine", True, True)
    last = board["tiles"][-1]
    assert last["pick"]["filters"] == {"kind": ["call", "meeting"]}
    assert last["answer"]["total"]["value"] == 2
    assert last["answer"]["beyond_chance"] is False
    assert last["pick"]["goal"] == {"value": "4", "every": "year", "starts_on": None, "due_on": None}
    assert last["standing"]["is_at_most"] is False


def test_tiles_are_changed_moved_and_taken_off(diary, api_of, bob):
    api = api_of(bob)
    tile = _tile(api).json()["id"]
    changed = api.patch(f"/tiles/{tile}", {"period": "last month", "place": 0, "compare": ""})
    assert (changed.status_code, changed.json()["period"], changed.json()["compare"]) == (200, "last month", "")
    assert api.get("/boards/mine").json()["tiles"][0]["pick"]["id"] == tile
    assert api.delete(f"/tiles/{tile}/goal").status_code == 204
    assert api.delete(f"/tiles/{tile}").status_code == 204
    assert api.delete(f"/tiles/{tile}").status_code == 404


def test_a_change_and_its_place_are_written_together_or_not_at_all(diary, api_of, bob, monkeypatch):
    """Somebody takes the tile off between the two."""
    api = api_of(bob)
    tile = _tile(api).json()["id"]

    def gone(_asker, _tile, _place):
        raise BoardMetric.DoesNotExist

    monkeypatch.setattr(writing, "place_tile", gone)
    assert api.patch(f"/tiles/{tile}", {"period": "last month", "place": 0}).status_code == 404
    assert BoardMetric.objects.get(pk=tile).period == "2024-05"


@pytest.mark.parametrize(
    ("tile", "status", "field"),
    [
        ({"metric": "nothing"}, 422, "metric"),
        ({"period": "whenever"}, 422, "period"),
        ({"filters": {"colour": ["red"]}}, 422, "filters"),
        ({"filters": {"month": ["none"]}}, 422, "filters"),
        ({"saved": "nothing"}, 422, "saved"),
    ],
)
def test_what_cannot_be_asked_is_refused(diary, api_of, bob, tile, status, field):
    refused = _tile(api_of(bob), **tile)
    assert (refused.status_code, refused.json()["field"]) == (status, field)
    assert not BoardMetric.objects.exists()


def test_filters_are_known_in_whatever_case_and_those_of_time_are_none(diary, api_of, bob):
    api = api_of(bob)
    tile = _tile(api, filters={"KIND": ["Call"]}).json()
    assert tile["filters"] == {"kind": ["call"]}
    assert api.patch(f"/tiles/{tile['id']}", {"filters": {" Kind": ["meeting"]}}).json()["filters"] == {
        "kind": ["meeting"]
    }
    for refused in (
        api.patch(f"/tiles/{tile['id']}", {"filters": {"Day": ["2024-05-02"]}}),
        api.put("/saved/May", {"filters": {"month": ["none"]}}),
        api.put("/saved/Moon", {"filters": {"moon": ["full"]}}),
    ):
        assert (refused.status_code, refused.json()["field"]) == (422, "filters")
    assert api.get("/saved").json() == []


def test_boards_and_tiles_of_others_are_not_there(diary, api_of, bob, eve):
    tile = _tile(api_of(bob)).json()["id"]
    stranger = api_of(eve)
    assert stranger.get("/boards/team:North").status_code == 404
    assert stranger.patch(f"/tiles/{tile}", {"period": "today"}).status_code == 404
    assert stranger.get("/boards").json()[0]["board"] == "mine"
    assert stranger.post("/boards/company/tiles", {"metric": "contacts"}).status_code == 403


def test_a_token_that_only_reads_picks_nothing(diary, api_of, bob):
    assert _tile(api_of(bob, "read")).status_code == 403


def test_kept_words_narrow_every_question(diary, api_of, bob):
    api = api_of(bob)
    assert api.put("/saved/Calls", {"filters": {"kind": ["call"]}, "period": "2024-05"}).status_code == 200
    assert api.get("/saved").json() == [
        {"name": "Calls", "is_shared": False, "period": "2024-05", "filters": {"kind": ["call"]}}
    ]
    assert api.get("/metrics/contacts", saved="calls").json()["total"]["value"] == 1
    assert api.get("/metrics/contacts", saved="calls", kind="demo").json()["total"]["value"] == 0
    assert api.get("/metrics/contacts", saved="none").json()["field"] == "saved"
    assert api.get("/review", saved="calls", period="2024-05").json()["contacts_count"] == 1
    assert api.delete("/saved/CALLS").status_code == 204
    assert api.delete("/saved/CALLS").status_code == 404


def test_a_board_is_sent_on_the_day_that_is_asked_for(diary, api_of, bob):
    api = api_of(bob)
    assert api.put("/boards/mine/mail", {"weekday": 7}).status_code == 422
    assert api.put("/boards/mine/mail", {"weekday": 6}).status_code == 204
    assert BoardMail.objects.get().weekday == 6
    assert api.put("/boards/mine/mail", {"weekday": None}).status_code == 204
    assert not BoardMail.objects.exists()
