"""Sales through the API."""

import uuid
from collections.abc import Callable

import pytest

from headway.web.log import book_sale
from headway.web.models import Client, Currency, Deal, Sale, User

Body = dict[str, object]


@pytest.fixture
def body(pump: Client, deal: Deal) -> Body:
    """Two pumps for 1,000 euros that cost 600."""
    return {
        "uid": str(uuid.uuid4()),
        "client": pump.pk,
        "deal": deal.pk,
        "amount": 1_000_00,
        "cost_amount": 600_00,
        "sold_on": "2024-05-15",
        "product": "Pump",
    }


def test_a_sale_is_booked_once(api_of: Callable, bob: User, body: Body) -> None:
    first, second = (api_of(bob).post("/sales", body) for _time in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    told = first.json()
    assert (told["amount"], told["currency"], told["rep"]["name"]) == (100_000, "EUR", "Bob")
    assert api_of(bob).get("/sales", since="2024-05-15", until="2024-05-16").json()["items"] == [told]
    assert api_of(bob).get("/sales", until="2024-05-15").json()["items"] == []


def test_a_sale_without_a_day_is_of_today(api_of: Callable, bob: User, body: Body) -> None:
    told = api_of(bob).post("/sales", {key: body[key] for key in ("uid", "client", "amount")}).json()
    assert told["sold_on"] == api_of(bob).get("/me").json()["today"]


def test_a_currency_without_a_rate_is_refused_by_the_log(api_of: Callable, bob: User, body: Body) -> None:
    answer = api_of(bob).post("/sales", body | {"currency": "HUF"})
    assert answer.status_code == 422
    assert "no exchange rate for HUF" in answer.json()["error"]


def test_the_deal_must_be_the_clients(api_of: Callable, bob: User, body: Body) -> None:
    assert api_of(bob).post("/sales", body | {"deal": 10**9}).status_code == 404


def test_anothers_client_does_not_exist(api_of: Callable, eve: User, body: Body) -> None:
    assert api_of(eve).post("/sales", body).status_code == 404
    assert not Sale.objects.exists()


def test_an_id_that_another_has_used_is_refused(api_of: Callable, bob: User, carol: User, body: Body) -> None:
    api_of(bob).post("/sales", body)
    assert api_of(carol).post("/sales", body).status_code == 409


def test_the_client_of_ones_own_sale_is_not_named_where_it_is_anothers(
    api_of: Callable, eve: User, pump: Client, deal: Deal, now: object
) -> None:
    """Eve's sale was booked on Bob's client: its amount is hers to see, the client is not."""
    book_sale(
        pump,
        deal=deal,
        rep=eve,
        amount=1,
        currency=Currency.objects.get(pk="EUR"),
        sold_on=now.date(),
        by=None,
        now=now,
    )
    told = api_of(eve).get("/sales").json()["items"][0]
    assert (told["client"], told["deal"], told["amount"]) == (None, None, 1)
