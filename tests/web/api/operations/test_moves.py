"""Moves without a contact through the API: the head of sales corrects a stage, and nobody earns by it."""

from collections.abc import Callable

from headway.web.models import Deal, LossReason, StageMove, User


def test_the_head_of_sales_moves_a_deal(api_of: Callable, carol: User, deal: Deal) -> None:
    LossReason.objects.create(name="Price")
    body = {"deal": deal.pk, "stage": "Lost", "loss_reason": "Price", "note": "They bought elsewhere."}
    answer = api_of(carol).post("/moves", body)
    assert answer.status_code == 201
    told = answer.json()
    assert (told["stage_before"]["name"], told["stage"]["name"], told["cause"]) == ("New", "Lost", "correction")
    assert told["loss_reason"]["name"] == "Price"
    assert api_of(carol).get("/moves", deal=deal.pk).json()["items"] == [told]
    assert api_of(carol).get("/deals", outcome="lost").json()["items"][0]["id"] == deal.pk


def test_a_rep_does_not_move_deals(api_of: Callable, bob: User, deal: Deal) -> None:
    assert api_of(bob).post("/moves", {"deal": deal.pk, "stage": "Won"}).status_code == 403
    assert not StageMove.objects.exists()


def test_anothers_deal_does_not_exist(api_of: Callable, eve: User, deal: Deal) -> None:
    assert api_of(eve).post("/moves", {"deal": deal.pk, "stage": "Won"}).status_code == 404
    assert api_of(eve).get("/moves", deal=deal.pk).json()["items"] == []


def test_a_stage_of_no_such_name_is_refused(api_of: Callable, alice: User, deal: Deal) -> None:
    answer = api_of(alice).post("/moves", {"deal": deal.pk, "stage": "Wom"})
    assert (answer.status_code, answer.json()["field"]) == (422, "stage")


def test_a_move_sent_twice_counts_once(api_of: Callable, carol: User, deal: Deal) -> None:
    body = {"uid": "5f0c1c8e-63f5-4f0e-9d57-0b8a6a8f2f11", "deal": deal.pk, "stage": "Need"}
    answers = [api_of(carol).post("/moves", body) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json() == answers[1].json()
    assert StageMove.objects.count() == 1
