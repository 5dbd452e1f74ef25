"""Half a year of selling in small: deals of Bob's and Eve's that were won and lost, and open ones beside them."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client as Browser

from headway.web.models import Deal, User
from tests.web.diary import write

FIRST = date(2023, 12, 4)


def _closed(number: int) -> str:
    """A deal that was offered on one day, and won or lost one to four weeks later."""
    rep = "Eve" if number % 3 == 0 else "Bob"
    offered = FIRST + timedelta(days=2 * number)
    closed = offered + timedelta(days=7 * (1 + number % 4) - 2)
    deal = f"{rep} | {rep} {number}"
    return f"{offered} 09:00 | {deal} | call | Offer\n{closed} 10:00 | {deal} | move | {('Won', 'Lost')[number % 2]}\n"


@pytest.fixture
def deals(funnel, alice, carol, bob, eve, ann) -> dict[str, Deal]:
    """
    deals          | offered           | then
    60, two in three Bob's | 4 Dec to 31 Mar | won, every other one lost, within four weeks
    fresh (Bob)    | 13 May            | open
    old (Bob)      | 15 April          | open
    Eve's          | 13 May            | open
    May (Bob)      | 2 May             | won on 10 May
    """
    return write(
        "when | rep | deal | kind | stage after\n"
        + "".join(map(_closed, range(60)))
        + "2024-05-13 09:00 | Bob | fresh | call | Offer\n"
        + "2024-04-15 09:00 | Bob | old | call | Offer\n"
        + "2024-05-13 09:00 | Eve | Eve's | call | Offer\n"
        + "2024-05-02 09:00 | Bob | May | call | Offer\n"
        + "2024-05-10 09:00 | Bob | May | move | Won\n"
    )


@pytest.fixture(autouse=True)
def clock(now: datetime) -> Iterator[time_machine.Traveller]:
    """One o'clock, until somebody moves it."""
    with time_machine.travel(now + timedelta(hours=1), tick=False) as traveller:
        yield traveller


@pytest.fixture
def page(funnel) -> Callable[..., str]:
    """The text of a page, as somebody gets it."""

    def get(user: User, address: str, status: int = 200, **data: str) -> str:
        browser = Browser()
        browser.force_login(user)
        response = browser.post(address, data) if data else browser.get(address)
        assert response.status_code == status, address
        return response.content.decode()

    return get
