"""Booking sales: won back is told apart as if all sales had been booked in the order of their days."""

from collections.abc import Callable
from datetime import date, datetime
from random import Random

import pytest

from headway.engine.answer import ask
from headway.engine.period import Period
from headway.engine.question import Question
from headway.web.facts import get_store
from headway.web.log import book_sale
from headway.web.log.sales import months_before
from headway.web.models import AuditEntry, Client, Company, ImportRun, ImportState, Sale, User

Book = Callable[..., Sale]


@pytest.fixture
def book(pump: Client, company: Company, bob: User, now: datetime) -> Book:
    """Book a sale of Bob's to Pump Ltd."""

    def booked(on: str, amount: int = 100, kind: str = "new_business") -> Sale:
        day = date.fromisoformat(on)
        return book_sale(
            pump, amount=amount, currency=company.currency, sold_on=day, by=bob, now=now, rep=bob, kind=kind
        )

    return booked


def _told() -> list[tuple[str, str, bool]]:
    return [(str(sale.sold_on), sale.kind, sale.is_won_back) for sale in Sale.objects.order_by("sold_on")]


def _won_back() -> int:
    return int(ask(Question(metric="sales_won_back", period=Period.all()), get_store()).total.value or 0)


def test_a_client_who_had_stopped_and_buys_again_is_won_back(book: Book) -> None:
    """
    sold on    | kind given   | months since
    2022-01-10 | new_business |
    2023-01-10 | add_on       | 12
    2024-01-11 | add_on       | 12 and a day
    """
    book("2022-01-10")
    book("2023-01-10", kind="add_on")
    assert book("2024-01-11", kind="add_on").is_won_back
    assert _told()[1:] == [("2023-01-10", "add_on", False), ("2024-01-11", "renewal", True)]
    assert _won_back() == 100


def test_a_sale_that_is_booked_late_is_judged_with_those_after_it(book: Book) -> None:
    """
    written | sold on    | won back
    first   | 2023-06-10 | not, with the third: new business again, as it was written
    second  | 2022-01-10 |
    third   | 2022-09-10 |
    """
    book("2023-06-10")
    assert _won_back() == 0
    book("2022-01-10")
    assert _told()[1] == ("2023-06-10", "renewal", True)
    assert _won_back() == 100
    book("2022-09-10")
    assert _told()[2] == ("2023-06-10", "new_business", False)
    assert _won_back() == 0


@pytest.mark.parametrize("kind", ["new_business", "add_on", "renewal"])
def test_a_sale_that_was_won_back_when_it_was_booked_is_later_what_it_was_called(book: Book, kind: str) -> None:
    """
    written | sold on    | won back
    first   | 2022-01-10 |
    second  | 2023-06-10 | when it is written
    third   | 2022-09-10 | which shows that the client had not stopped
    """
    book("2022-01-10")
    assert book("2023-06-10", kind=kind).kind == "renewal"
    book("2022-09-10")
    assert _told()[2] == ("2023-06-10", kind, False)
    audited = AuditEntry.objects.get(verb="book", after__sold_on="2023-06-10").after
    assert (audited["kind"], audited["said_kind"]) == ("renewal", kind)


def test_a_refund_neither_wins_back_nor_keeps(book: Book) -> None:
    book("2022-01-10")
    assert not book("2023-02-10", amount=-40).is_won_back
    assert book("2023-06-10").is_won_back


def test_all_sales_of_the_day_on_which_a_client_buys_again_are_won_back(book: Book) -> None:
    book("2022-01-10")
    assert book("2023-06-10").is_won_back
    assert book("2023-06-10", kind="add_on").is_won_back
    assert not book("2023-06-11", kind="add_on").is_won_back
    assert _won_back() == 200


@pytest.mark.parametrize("seed", range(12))
def test_the_order_of_writing_does_not_matter(seed: int, book: Book) -> None:
    """Few days, some a year apart, so that several sales share one; among them money paid back, and nothing paid."""
    random = Random(seed)
    days = ["2019-12-31", "2020-01-10", "2020-02-29", "2020-12-31", "2021-01-10", "2021-01-11", "2022-03-01"]
    written = [(random.choice(days), random.choice([100, 100, 0, -40])) for _ in range(7)]
    for sold_on, amount in written:
        book(sold_on, amount)
    told = sorted((str(each.sold_on), each.amount, each.is_won_back) for each in Sale.objects.all())
    assert told == sorted((*each, _by_hand(each, written)) for each in written)


def _by_hand(sale: tuple[str, int], written: list[tuple[str, int]]) -> bool:
    """Whether a client who had bought before had not for a year."""
    day, amount = date.fromisoformat(sale[0]), sale[1]
    earlier = [on for each, paid in written if paid >= 0 and (on := date.fromisoformat(each)) < day]
    return amount >= 0 and bool(earlier) and max(earlier) < months_before(day, 12)


def test_a_sale_that_exists_for_nobody_is_no_sale(book: Book, now: datetime) -> None:
    run = ImportRun.objects.create(
        file_name="a.csv", path="a", size=1, digest="a", created_at=now, state=ImportState.FAILED
    )
    Sale.objects.filter(pk=book("2022-01-10").pk).update(import_run=run)
    assert not book("2023-06-10").is_won_back
