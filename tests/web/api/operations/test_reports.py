"""The funnel and the evening review through the API."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from headway.web.log import NewContact, log_contact, move_deal
from headway.web.models import Client, Deal, MoveCause, Stage, User


@pytest.fixture
def _log(pump: Client, deal: Deal, bob: User, carol: User, stage: dict[str, Stage], now: datetime) -> None:
    """
    when  | who   | what    | stage after
    13:00 | Bob   | call    | Need
    14:00 | Bob   | meeting | Offer
    15:00 | Carol | move    | Need
    """
    for hours, kind, after in ((1, "call", "Need"), (2, "meeting", "Offer")):
        at = now + timedelta(hours=hours)
        new = NewContact(
            uid=uuid.uuid4(), client=pump, deal=deal, rep=bob, kind=kind, happened_at=at, stage_after=stage[after]
        )
        log_contact(new, by=bob, now=at)
    move_deal(deal, stage["Need"], cause=MoveCause.CORRECTION, by=carol, now=now + timedelta(hours=3))


@pytest.mark.usefixtures("_log")
def test_the_funnel_tells_what_became_of_every_entry(api_of: Callable, bob: User) -> None:
    told = api_of(bob).get("/funnel", period="2024-05", entries="every").json()
    by_name = {each["stage"]["name"]: each for each in told["stages"]}
    assert list(by_name) == ["New", "Need", "Offer", "Decision", "Won", "Lost"]
    assert (by_name["Need"]["entered"], by_name["Need"]["advanced"], by_name["Need"]["still"]) == (2, 1, 1)
    assert (by_name["Offer"]["back"], by_name["Offer"]["share_on"]) == (1, "0")
    assert by_name["New"]["median_seconds"] == "3600"
    assert by_name["Won"]["share_on"] is None


@pytest.mark.usefixtures("_log")
def test_every_number_of_the_funnel_opens_its_deals(
    api_of: Callable, bob: User, deal: Deal, stage: dict[str, Stage]
) -> None:
    bobs = api_of(bob)
    for line in bobs.get("/funnel", period="2024-05", entries="every").json()["stages"]:
        for outcome in ("entered", "advanced", "skipped", "lost", "back", "moved", "reopened", "still"):
            asked = {"period": "2024-05", "entries": "every", "at": line["stage"]["id"], "outcome": outcome}
            rows = bobs.get("/funnel/rows", **asked).json()["rows"]
            assert sum(row["contribution"] for row in rows) == line[outcome]


@pytest.mark.usefixtures("_log")
def test_a_funnel_is_split_and_compared(api_of: Callable, bob: User, stage: dict[str, Stage]) -> None:
    told = api_of(bob).get("/funnel", period="2024-05", split="rep", compare="previous").json()
    assert [(group["key"], group["label"]) for group in told["groups"]] == [(bob.pk, "Bob")]
    assert told["groups"][0]["stages"] == told["stages"]
    assert all(line["entered"] == 0 for line in told["compared"])
    asked = {"period": "2024-05", "split": "rep", "at": stage["New"].pk}
    assert len(api_of(bob).get("/funnel/rows", **asked, key=bob.pk).json()["rows"]) == 1
    assert api_of(bob).get("/funnel/rows", **asked, key="none").json()["rows"] == []


@pytest.mark.usefixtures("_log")
def test_a_funnel_is_told_as_it_was(api_of: Callable, bob: User) -> None:
    told = api_of(bob).get("/funnel", period="2024-05", as_of="2024-05-14").json()
    assert told["as_of"] == "2024-05-14"


@pytest.mark.usefixtures("_log")
def test_a_stranger_finds_the_funnel_empty(api_of: Callable, eve: User, stage: dict[str, Stage]) -> None:
    told = api_of(eve).get("/funnel", period="all").json()
    assert {line["entered"] for line in told["stages"]} == {0}
    assert api_of(eve).get("/funnel/rows", period="all", at=stage["New"].pk).json()["rows"] == []


@pytest.mark.parametrize(
    ("path", "asked", "status", "field"),
    [
        ("/funnel", {"funnel": "Buying"}, 404, "funnel"),
        ("/funnel", {"split": "month"}, 422, "split"),
        ("/funnel", {"split": "moon"}, 422, "split"),
        ("/funnel", {"entries": "some"}, 422, "entries"),
        ("/funnel", {"as_of": "soon"}, 422, "as_of"),
        ("/funnel/rows", {"at": 1, "outcome": "won"}, 422, "outcome"),
        ("/funnel/rows", {}, 422, "at"),
        ("/review", {"period": "someday"}, 422, "period"),
    ],
)
@pytest.mark.usefixtures("funnel")
def test_a_question_that_cannot_be_put_is_told_why(
    api_of: Callable, bob: User, path: str, asked: dict[str, object], status: int, field: str
) -> None:
    answer = api_of(bob).get(path, **asked)
    assert (answer.status_code, answer.json()["field"]) == (status, field)


def test_without_a_funnel_one_is_told_to_set_one_up(api_of: Callable, bob: User) -> None:
    answer = api_of(bob).get("/funnel")
    assert answer.status_code == 404
    assert "There is no funnel yet" in answer.json()["error"]


@pytest.mark.usefixtures("_log")
def test_the_review_tells_what_each_contact_did(api_of: Callable, carol: User) -> None:
    told = api_of(carol).get("/review", period="2024-05-15").json()
    day = told["reps"][0]
    assert (day["rep"]["name"], day["contacts"], day["effective"], day["share"]) == ("Bob", 2, 2, "1")
    assert day["kinds"] == {"call": 1, "meeting": 1}
    steps = [(each["kind"], each["stage_before"]["name"], each["stage"]["name"]) for each in told["contacts"]]
    assert steps == [("call", "New", "Need"), ("meeting", "Need", "Offer")]
    assert [(each["cause"], each["stage"]["name"]) for each in told["moves"]] == [("correction", "Need")]
    assert [(each["deal"]["name"], each["rep"]["name"]) for each in told["bounces"]] == [("Two pumps", "Bob")]


@pytest.mark.usefixtures("_log")
def test_a_stranger_finds_the_review_empty(api_of: Callable, eve: User) -> None:
    told = api_of(eve).get("/review", period="2024-05-15").json()
    assert (told["contacts"], told["moves"], told["bounces"], told["ranking"]) == ([], [], [], None)
    assert [(each["rep"]["name"], each["records"]) for each in told["reps"]] == [("Eve", 0)]


@pytest.mark.usefixtures("_log")
def test_the_review_comes_in_pages_whose_numbers_are_of_all(api_of: Callable, carol: User) -> None:
    whole = api_of(carol).get("/review", period="2024-05-15").json()
    first, second = (api_of(carol).get("/review", period="2024-05-15", limit=1, offset=at).json() for at in (0, 1))
    assert first["contacts"] + second["contacts"] == whole["contacts"]
    assert [each["next_offset"] for each in (first, second, whole)] == [1, None, None]
    for part in (first, second):
        assert (part["reps"], part["bounces"], part["contacts_count"]) == (whole["reps"], whole["bounces"], 2)


@pytest.mark.usefixtures("_log")
def test_the_review_ranks_nobody_where_there_is_nobody_to_compare_with(api_of: Callable, carol: User) -> None:
    """Bob, two effective contacts on one working day; his one open deal has no next step."""
    told = api_of(carol).get("/review", period="2024-05-15").json()
    ranked = told["reps"][0]["ranked"]
    assert (told["ranking"]["verdict"], told["ranking"]["team_rate"]) == ("alone", "2")
    assert (ranked["days"], ranked["rate"], ranked["shrunk"], ranked["standing"]) == (1, "2", "2", "like")
    assert (told["reps"][0]["missing"], told["reps"][0]["overdue"], told["reps"][0]["untimed"]) == (1, 0, 2)
    assert told["together"]["contacts"] == 2
    assert api_of(carol).get("/review", period="2024-05-15", kind="call").json()["ranking"] is None


@pytest.mark.usefixtures("_log")
def test_a_flag_is_answered_through_the_api(api_of: Callable, bob: User, carol: User) -> None:
    [asked] = api_of(carol).get("/review", period="2024-05-15").json()["bounces"]
    assert (asked["is_open"], asked["back_before"], asked["back_after"]["on"]) == (True, None, "2024-05-15")
    path = f"/contacts/{asked['contact']}/comments"
    answer = api_of(bob).post(path, {"uid": str(uuid.uuid4()), "text": "The budget was cut."})
    assert (answer.status_code, answer.json()["is_answer_to_flag"]) == (201, True)
    [told] = api_of(carol).get("/review", period="2024-05-15").json()["bounces"]
    assert (told["is_open"], [each["text"] for each in told["answers"]]) == (False, ["The budget was cut."])
