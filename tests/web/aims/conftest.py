"""A company that sold for half a year, week by week, and who asks about it on Monday 13 May 2024."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from headway.web.asking import Asker
from headway.web.log import book_sale
from headway.web.models import Client, Company, Funnel, User
from tests.cli.conftest import headway
from tests.web.api.conftest import api_of
from tests.web.past import write_once

__all__ = ["api_of", "headway"]

MONDAY = datetime(2024, 5, 13, 6, 0, tzinfo=UTC)
# When all sales of a test have been made.
LATER = MONDAY + timedelta(days=60)


@pytest.fixture
def asks(company: Company, alice: User) -> Callable[..., Asker]:
    """Return who asks, some days after Monday morning."""

    def ask(user: User, days: int = 0) -> Asker:
        return Asker(user, Company.objects.select_related("currency").get(), MONDAY + timedelta(days=days))

    return ask


@pytest.fixture
def sells(company: Company, pump: Client, bob: User, funnel: Funnel) -> Callable[..., None]:
    """Book a sale of Bob's in euros, its cost with it where it is told."""

    def sell(day: date, amount: int, cost: int | None = None) -> None:
        cost_amount = None if cost is None else cost * 100
        money = {"amount": amount * 100, "cost_amount": cost_amount, "currency": company.currency}
        book_sale(pump, **money, sold_on=day, rep=bob, by=bob, now=LATER)

    return sell


@pytest.fixture
def half_a_year(sells: Callable[..., None]) -> None:
    """On each of the 26 Wednesdays before a sale: of 1,000 and of 2,000 euros in turns, the last one of 2,000."""

    def sell() -> None:
        for week in range(26, 0, -1):
            sells(MONDAY.date() - timedelta(days=7 * week - 2), 2000 if week % 2 else 1000)

    write_once("half a year", sell)
