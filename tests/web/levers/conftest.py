"""Three quarters of a small company: what Bob and Eve sold to whom, and which leads came in."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client as Browser

from headway.web.log import book_sale, open_client, open_deal
from headway.web.models import Client, Currency, User
from tests.web.past import write_once

# when, how many leads, and the sales: client, amount and cost in euros (no cost: not written down).
_QUARTERS = {
    "2023-07": (20, ((1, 500, 100),)),
    "2023-10": (15, ((1, 60, 40), (2, 40, 30), (3, 50, 40), (3, 50, 40))),
    "2024-01": (12, ((1, 90, 60), (2, 60, 45), (3, 90, 60), (4, 60, 45), (4, 60, 30), (4, 40, 20))),
}


@pytest.fixture
def quarters(funnel, alice, carol, bob, eve, ann) -> None:
    """
    quarter | leads | buying clients | sales | volume | margin | so the margin share is
    2023-Q3 | 20    | 1              | 1     | 500    | 400    | 4/5: the first that was recorded
    2023-Q4 | 15    | 3              | 4     | 200    | 50     | 1/4
    2024-Q1 | 12    | 4              | 6     | 400    | 140    | 7/20

    They are Bob's; Eve has one lead and one sale of 100, with a cost of 100, in 2024-Q1. Today is 15 May 2024.
    """
    write_once("quarters", lambda: _sold_by(bob, eve))


def _sold_by(bob: User, eve: User) -> None:
    for number, (month, (leads, sales)) in enumerate(_QUARTERS.items()):
        first = date.fromisoformat(f"{month}-01")
        _lead(bob, f"Leads {number}", leads, first)
        for client, amount, cost in sales:
            _sale(bob, f"Client {client}", amount, cost, first + timedelta(days=client))
    _lead(eve, "Eve's", 1, date(2024, 2, 1))
    _sale(eve, "Eve's", 100, 100, date(2024, 2, 2))


def _lead(rep: User, name: str, count: int, on: date) -> None:
    at = _noon(on)
    for number in range(count):
        open_deal(_client(rep, name), name=f"{name} {number}", by=rep, now=at)


def _sale(rep: User, name: str, amount: int, cost: int | None, on: date) -> None:
    told = {"sold_on": on, "amount": amount * 100, "cost_amount": None if cost is None else cost * 100}
    euro = Currency.objects.get(pk="EUR")
    book_sale(_client(rep, name), rep=rep, currency=euro, by=rep, now=_noon(on), **told)


def _client(rep: User, name: str) -> Client:
    return rep.clients.filter(name=name).first() or open_client(name, by=rep, now=_noon(date(2023, 1, 1)))


def _noon(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _one_o_clock(now: datetime) -> Iterator[None]:
    with time_machine.travel(now + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def page(quarters) -> Callable[..., str]:
    """The text of a page, as somebody gets it."""

    def get(user: User, address: str, status: int = 200) -> str:
        browser = Browser()
        browser.force_login(user)
        response = browser.get(address)
        assert response.status_code == status, address
        return response.content.decode()

    return get
