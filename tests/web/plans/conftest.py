"""Half a year of calls: thirty of Bob's and twenty of Eve's, some of which became meetings and some of these sales."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine

from headway.web.asking import Asker
from headway.web.models import Team, User
from headway.web.people.memberships import change_team
from tests.web.diary import write


def _deal(rep: str, number: int, *, meets: bool, wins: bool) -> str:
    deal = f"{rep} | {rep} {number}"
    day = 1 + number % 20
    meeting = f"2024-03-{day + 2:02d} 09:00 | {deal} | meeting | Offer\n" if meets else ""
    won = f"2024-03-{day + 6:02d} 09:00 | {deal} | email | Won\n" if wins else ""
    return f"2024-03-{day:02d} 09:00 | {deal} | call | Need\n{meeting}{won}"


def joins(user: User, team: Team) -> None:
    """Let somebody be of a team from May 2024 on; what they did before was done in their former one."""
    former, user.team = user.team_id, team
    user.save(update_fields=["team"])
    change_team(user, former, date(2024, 5, 1))


@pytest.fixture
def uneven(funnel, alice, carol, bob, eve) -> None:
    """
    rep | calls | meetings | won
    Bob | 30    | 3        | 3
    Eve | 30    | 20       | 3
    """
    bobs = "".join(_deal("Bob", number, meets=number < 3, wins=number < 3) for number in range(30))
    eves = "".join(_deal("Eve", number, meets=number < 20, wins=number < 3) for number in range(30))
    write("when | rep | deal | kind | stage after\n" + bobs + eves)


@pytest.fixture
def sold(funnel, alice, carol, bob, eve, ann) -> None:
    """
    rep | calls | meetings | won
    Bob | 30    | 12       | 6
    Eve | 20    | 8        | 2

    All in March 2024, with a new deal for each call; today is 15 May 2024.
    """
    bobs = "".join(_deal("Bob", number, meets=number < 12, wins=number < 6) for number in range(30))
    eves = "".join(_deal("Eve", number, meets=number < 8, wins=number < 2) for number in range(20))
    write("when | rep | deal | kind | stage after\n" + bobs + eves)


@pytest.fixture(autouse=True)
def _one_o_clock(now: datetime) -> Iterator[None]:
    with time_machine.travel(now + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def asks(company, now: datetime) -> Callable[[User], Asker]:
    """Somebody who asks, on 15 May 2024."""
    return lambda user: Asker(user, company, now)
