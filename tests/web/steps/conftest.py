"""A noon that stands still, somebody's browser, and next steps with Pump Ltd."""

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client as Browser

from headway.web.log import NewStep, set_step
from headway.web.models import Client, Deal, NextStep, User

Agree = Callable[..., NextStep]


@pytest.fixture(autouse=True)
def _one_o_clock(now: datetime) -> Iterator[None]:
    with time_machine.travel(now + timedelta(hours=1), tick=False):
        yield


@pytest.fixture(autouse=True)
def _nothing_remembered(db: None) -> None:
    cache.clear()


@pytest.fixture
def browser(db: None) -> Callable[[User], Browser]:
    """Sign somebody in."""

    def sign_in(user: User) -> Browser:
        browser = Browser()
        browser.force_login(user)
        return browser

    return sign_in


@pytest.fixture
def agree(pump: Client, deal: Deal, bob: User, now: datetime) -> Agree:
    """Agree a next step of Bob's with Pump Ltd so many days from today; ``at`` gives it a time."""

    def agreed(
        days: int = 0, kind: str = "meeting", *, at: datetime | None = None, rep: User = bob, what: str = ""
    ) -> NextStep:
        new = NewStep(uuid.uuid4(), kind, now.date() + timedelta(days=days), at, what)
        return set_step(new, client=pump, deal=deal, rep=rep, by=rep, now=now)

    return agreed
