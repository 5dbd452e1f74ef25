"""Exchange rates through the API."""

from collections.abc import Callable
from datetime import date

import pytest

from headway.web.log import book_sale
from headway.web.models import Client, Currency, ExchangeRate, Sale, User

ONE = "/exchange-rates/USD/2024-01-01"


def test_a_rate_is_entered_changed_and_listed(
    api_of: Callable, alice: User, bob: User, pump: Client, now: object
) -> None:
    api = api_of(alice)
    entered = api.put(ONE, {"rate": "0.9200"})
    assert (entered.status_code, entered.json()) == (
        200,
        {"currency": "USD", "starts_on": "2024-01-01", "rate": "0.92", "converted": 0},
    )
    dollar = Currency.objects.get(code="USD")
    book_sale(pump, amount=100, currency=dollar, sold_on=date(2024, 5, 1), by=bob, now=now)
    assert api.put(ONE, {"rate": 0.5}).json()["converted"] == 1
    assert Sale.objects.get().company_amount == 50
    assert api.get("/exchange-rates").json() == {
        "company_currency": "EUR",
        "rates": [{"currency": "USD", "starts_on": "2024-01-01", "rate": "0.5"}],
        "missing": [{"currency": "HUF", "sales": 0, "costs": 0, "deal_values": 0}],
    }
    refused = api.delete(ONE)
    assert (refused.status_code, "needed: 1 sale" in refused.json()["error"]) == (422, True)
    Sale.objects.all().delete()
    assert api.delete(ONE).status_code == 204
    assert api.delete(ONE).status_code == 404


@pytest.mark.parametrize(
    ("path", "rate", "status"),
    [(ONE, "0", 422), (ONE, "much", 422), ("/exchange-rates/EUR/2024-01-01", "1", 422), (ONE, None, 422)],
)
def test_a_rate_that_cannot_be_is_refused(
    api_of: Callable, alice: User, path: str, rate: str | None, status: int
) -> None:
    assert api_of(alice).put(path, {"rate": rate}).status_code == status
    assert not ExchangeRate.objects.exists()


def test_a_currency_that_is_not_in_use_is_told_where_it_is_brought_in(
    api_of: Callable, bob: User, pump: Client, funnel: object
) -> None:
    answer = api_of(bob).post("/deals", {"client": pump.pk, "value_amount": 5, "currency": "USD"})
    assert answer.status_code == 422
    assert "on the page Exchange rates or with `headway rate`" in answer.json()["error"]
