"""A sale is booked while its rate changes: with the lock it is worth what the rate of now makes of it."""

from datetime import date, datetime
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connection

from headway.web.log import NewRate, book_sale, context, open_client, set_rates
from headway.web.models import Client, Company, Currency, Sale

# SQLite has one writer, so that there is nothing to race for.
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
_DAY = date(2024, 1, 1)
_RACES_TO_GO_WRONG = 50


@pytest.fixture
def client(now: datetime) -> Client:
    """A client of a company in euros, where a dollar is worth one."""
    euro = Currency.objects.create(code="EUR")
    Company.objects.create(name="Pumps", currency=euro, created_at=now)
    set_rates([NewRate("USD", _DAY, Decimal(1))], by=None, now=now)
    return open_client("Pump Ltd", by=None, now=now)


def test_it_never_goes_wrong(client: Client, now: datetime, pytestconfig: pytest.Config) -> None:
    assert _race(pytestconfig.getoption("--races"), client, now) == 0


def test_without_the_lock_it_goes_wrong(client: Client, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the test above would prove nothing."""
    monkeypatch.setattr(context, "hold_rates", lambda: None)
    assert _race(_RACES_TO_GO_WRONG, client, now) > 0


def _race(count: int, client: Client, now: datetime) -> int:
    """Let a rate change and a sale be booked at the same moment, and return how often the sale is worth otherwise."""
    gate = Barrier(3)
    dollar = Currency.objects.get(code="USD")

    def run(write: object) -> None:
        try:
            for number in range(2, count + 2):
                gate.wait()
                try:
                    write(number)  # type: ignore[operator]
                finally:
                    gate.wait()
        finally:
            connection.close()

    def change(number: int) -> None:
        set_rates([NewRate("USD", _DAY, Decimal(number))], by=None, now=now)

    def book(_number: int) -> None:
        book_sale(client, amount=1, currency=dollar, sold_on=_DAY, by=None, now=now)

    threads = [Thread(target=run, args=(each,)) for each in (change, book)]
    for thread in threads:
        thread.start()
    wrong = 0
    for number in range(2, count + 2):
        gate.wait()
        gate.wait()
        wrong += Sale.objects.exclude(company_amount=number).count()
        Sale.objects.all().delete()
    for thread in threads:
        thread.join()
    return wrong
