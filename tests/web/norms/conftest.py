"""A year of selling in small: ten deals of Bob's and two of Eve's that were won, and open ones beside them."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client as Browser

from headway.web.models import Deal, User
from tests.web.diary import write


def _won(rep: str, number: int) -> str:
    """A deal that took ``number`` days, two calls and every other time a meeting."""
    deal = f"{rep} | {rep} {number}"
    meeting = f"2024-03-02 09:00 | {deal} | meeting | Offer\n" if number % 2 else ""
    won = f"2024-03-{1 + number:02d} 10:00 | {deal} | call | Won\n"
    return f"2024-03-01 09:00 | {deal} | call | Need\n{meeting}{won}"


@pytest.fixture
def deals(funnel, alice, carol, bob, eve, ann) -> dict[str, Deal]:
    """
    deal         | days until won        | contacts | meetings
    Bob 1 .. 10  | 1 .. 10               | 2 or 3   | 0 or 1
    Eve 11, 12   | 11, 12                | 2 or 3   | 0 or 1

    deal  | since  | contacts by 15 May
    slow  | 1 Apr  | 1: 44 days
    busy  | 14 May | 5: 1 day
    fresh | 14 May | 1: 1 day
    Eve's | 1 Apr  | 1: 44 days
    """
    won = "".join(_won("Bob" if number <= 10 else "Eve", number) for number in range(1, 13))
    calls = "".join(f"2024-05-14 0{hour}:00 | Bob | busy | call | Need\n" for hour in range(5))
    return write(
        "when | rep | deal | kind | stage after\n"
        + won
        + calls
        + "2024-04-01 09:00 | Bob | slow | call | Need\n"
        + "2024-05-14 09:00 | Bob | fresh | call | Need\n"
        + "2024-04-01 09:00 | Eve | Eve's | call | Need\n"
    )


@pytest.fixture(autouse=True)
def _one_o_clock(now: datetime) -> Iterator[None]:
    with time_machine.travel(now + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def page(deals) -> Callable[..., str]:
    """The text of a page, as somebody gets it."""

    def get(user: User, address: str, status: int = 200) -> str:
        browser = Browser()
        browser.force_login(user)
        response = browser.get(address)
        assert response.status_code == status, address
        return response.content.decode()

    return get
