"""Numbers through the API: the catalogue, answers, and rows that add up to them."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from headway.engine.catalogue import catalogue
from headway.web.log import NewContact, log_contact
from headway.web.models import Client, Deal, Stage, User


@pytest.fixture
def _log(pump: Client, deal: Deal, bob: User, eve: User, stage: dict[str, Stage], now: datetime) -> None:
    """
    day    | rep | kind    | stage after
    15 May | Bob | call    | Need
    16 May | Bob | call    |
    17 May | Bob | meeting | Offer
    17 May | Eve | call    | (no deal)
    """
    for days, rep, kind, after in (
        (0, bob, "call", "Need"),
        (1, bob, "call", None),
        (2, bob, "meeting", "Offer"),
        (2, eve, "call", None),
    ):
        at = now + timedelta(days=days)
        new = NewContact(
            uid=uuid.uuid4(),
            client=pump,
            deal=deal if rep == bob else None,
            rep=rep,
            kind=kind,
            happened_at=at,
            stage_after=stage[after] if after else None,
        )
        log_contact(new, by=rep, now=at)


def test_the_catalogue_has_a_card_for_every_metric(api_of: Callable, bob: User) -> None:
    cards = api_of(bob).get("/metrics").json()
    assert [card["name"] for card in cards] == list(catalogue())
    assert all(
        card[field] for card in cards for field in ("label", "meaning", "formula", "left_out", "rule", "example")
    )


@pytest.mark.usefixtures("_log")
def test_an_answer_is_cut_and_compared(api_of: Callable, alice: User, bob: User, eve: User) -> None:
    answer = api_of(alice).get("/metrics/contacts", period="2024-05", compare="previous", by=["rep", "kind"]).json()
    assert answer["question"]["period"] == {"start": "2024-05-01", "end": "2024-06-01"}
    assert answer["question"]["compare"] == {"start": "2024-04-01", "end": "2024-05-01"}
    assert {name: answer["total"][name] for name in ("value", "of", "per", "rows", "interval")} == {
        "value": 4, "of": 4, "per": None, "rows": 4, "interval": None,
    }  # fmt: skip
    assert answer["compared"]["value"] == 0
    assert [(line["keys"], line["figure"]["value"]) for line in answer["lines"]] == [
        ([bob.pk, "call"], 2),
        ([bob.pk, "meeting"], 1),
        ([eve.pk, "call"], 1),
    ]


@pytest.mark.usefixtures("_log")
def test_a_share_is_a_decimal_string_beside_its_counts(api_of: Callable, bob: User) -> None:
    total = api_of(bob).get("/metrics/effective share", period="2024-05").json()["total"]
    assert (total["value"], total["of"], total["per"], total["rows"]) == ("0.6666666666666666666666666667", 2, 3, 2)
    assert total["interval"] == {"low": "0.207659601", "high": "0.938508055"}


@pytest.mark.usefixtures("_log")
def test_what_is_not_known_is_null(api_of: Callable, bob: User) -> None:
    assert api_of(bob).get("/metrics/effective_share", period="2023").json()["total"]["value"] is None


@pytest.mark.usefixtures("_log")
def test_filters_take_names_and_ids(api_of: Callable, alice: User, bob: User) -> None:
    alices = api_of(alice)

    def count(**asked: object) -> int:
        return int(alices.get("/metrics/contacts", period="all", **asked).json()["total"]["value"])

    assert count(rep="bob") == count(rep=bob.pk) == count(rep="bob@example.com") == 3
    assert count(rep=["Bob", "Eve"]) == 4
    assert count(kind="meeting") == 1
    assert count(team="south") == 1
    assert count(source="none") == 4


@pytest.mark.usefixtures("_log")
def test_a_rep_counts_only_their_own(api_of: Callable, eve: User, carol: User, bob: User) -> None:
    assert api_of(eve).get("/metrics/contacts", period="all").json()["total"]["value"] == 1
    assert api_of(carol).get("/metrics/contacts", period="all").json()["total"]["value"] == 3
    assert api_of(eve).get("/metrics/contacts", period="all", rep=bob.pk).json()["total"]["value"] == 0
    assert api_of(eve).get("/metrics/contacts", period="all", rep="Bob").status_code == 422


@pytest.mark.usefixtures("_log")
def test_the_rows_add_up_to_the_number(api_of: Callable, alice: User, bob: User) -> None:
    alices = api_of(alice)
    asked = {"period": "2024-05", "by": ["rep"]}
    answer = alices.get("/metrics/effective_share", **asked).json()
    for line in answer["lines"]:
        key = line["keys"][0]
        for part in ("of", "per"):
            found = alices.get("/metrics/effective_share/rows", **asked, part=part, keys=[key]).json()
            assert sum(row["contribution"] for row in found["rows"]) == line["figure"][part]


@pytest.mark.usefixtures("_log")
def test_rows_are_paged_and_name_what_they_are(api_of: Callable, bob: User, deal: Deal) -> None:
    first = api_of(bob).get("/metrics/contacts/rows", period="all", limit=2).json()
    assert (first["facts"], first["key"], first["next_offset"]) == ("contacts", ["contact_id"], 2)
    assert first["rows"][0]["client"]["name"] == "Pump Ltd"
    assert first["rows"][0]["deal"] == {"id": deal.pk, "name": "Two pumps"}
    rest = api_of(bob).get("/metrics/contacts/rows", period="all", limit=2, offset=2).json()
    assert (len(rest["rows"]), rest["next_offset"]) == (1, None)


@pytest.mark.usefixtures("_log")
def test_a_month_is_a_key_by_its_first_day_or_its_name(api_of: Callable, bob: User) -> None:
    for key in ("2024-05-01", "2024-05"):
        found = api_of(bob).get("/metrics/contacts/rows", period="2024", by="month", keys=key).json()
        assert len(found["rows"]) == 3


@pytest.mark.parametrize(
    ("path", "asked", "status", "field"),
    [
        ("/metrics/efctve", {}, 404, "metric"),
        ("/metrics/efctve/rows", {}, 404, "metric"),
        ("/metrics/contacts", {"period": "lately"}, 422, "period"),
        ("/metrics/contacts", {"compare": "lately"}, 422, "compare"),
        ("/metrics/contacts", {"period": "all", "compare": "previous"}, 422, "compare"),
        ("/metrics/contacts", {"by": "moon"}, 422, "by"),
        ("/metrics/contacts", {"by": ["rep", "rep"]}, 422, "by"),
        ("/metrics/contacts", {"by": ["rep", "team", "kind", "day"]}, 422, "by"),
        ("/metrics/sales_volume", {"stage": "1"}, 422, "by"),
        ("/metrics/contacts", {"rep": "Bobb"}, 422, "rep"),
        ("/metrics/contacts/rows", {"part": "per"}, 422, "part"),
        ("/metrics/contacts/rows", {"part": "whole"}, 422, "part"),
        ("/metrics/contacts/rows", {"by": "rep", "keys": ["1", "2"]}, 422, "keys"),
        ("/metrics/contacts/rows", {"by": "month", "keys": "May"}, 422, "keys"),
    ],
)
def test_a_question_that_cannot_be_put_is_told_why(
    api_of: Callable, bob: User, path: str, asked: dict[str, object], status: int, field: str
) -> None:
    answer = api_of(bob).get(path, **asked)
    assert (answer.status_code, answer.json()["field"]) == (status, field)
