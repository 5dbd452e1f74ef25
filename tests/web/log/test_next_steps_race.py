"""Two writers on one next step: with its lock it ends once in any order, and without the lock it does not.

They race a hundred times; `--races 1000` has them do so a thousand times.
"""

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection

from headway.web.log import (
    LogProblem,
    NewContact,
    NewStep,
    drop_step,
    keeping,
    log_contact,
    move_step,
    next_steps,
    set_step,
)
from headway.web.models import AuditEntry, NextStep
from headway.web.models.next_step import StepEnd

pytestmark = pytest.mark.django_db(transaction=True)
_RACES_TO_GO_WRONG = 12
ENDS = set(StepEnd.values)


@pytest.fixture
def at_once(emptied_audit) -> Iterator[Callable[..., None]]:
    """Let two begin at the same moment, each on a connection of its own."""
    start = Barrier(2)

    def begin(write: Callable[[], object]) -> None:
        start.wait()
        # A sentence of the log is what the later one may get.
        with suppress(LogProblem):
            write()

    with ThreadPoolExecutor(2) as pool:
        yield lambda *writes: list(pool.map(begin, writes))
        list(pool.map(begin, (_end_connection, _end_connection)))


@pytest.fixture
def two_writers(at_once, pump, deal, bob, now) -> Callable[[], int]:
    """Let Bob drop a meeting on his phone while he moves it on his desk; return how often it ended."""
    due_on = date(2024, 5, 16)

    def race() -> int:
        step = set_step(NewStep(uuid.uuid4(), "meeting", due_on), client=pump, deal=deal, rep=bob, by=bob, now=now)
        later = NewStep(uuid.uuid4(), "meeting", due_on + timedelta(days=1))
        phone, desk = (NextStep.objects.select_related("rep", "client", "deal").get(pk=step.pk) for _ in range(2))
        at_once(
            lambda: drop_step(phone, by=bob, now=now),
            lambda: move_step(desk, later, by=bob, now=now),
        )
        return _times_ended(step)

    return race


@pytest.fixture
def held_while_moved(at_once, pump, deal, bob, now) -> Callable[..., int]:
    """Let Bob log the meeting while Carol moves it to another day; return how often it ended."""
    due_on = date(2024, 5, 15)

    def race(*, is_in_turn: bool = False) -> int:
        step = set_step(NewStep(uuid.uuid4(), "meeting", due_on), client=pump, deal=deal, rep=bob, by=bob, now=now)
        # Out of reach of the rule, so that only the one step is at stake.
        later = NewStep(uuid.uuid4(), "meeting", due_on + timedelta(days=30))
        desk = NextStep.objects.select_related("rep", "client", "deal").get(pk=step.pk)
        new = NewContact(uid=uuid.uuid4(), client=pump, deal=deal, rep=bob, kind="meeting", happened_at=now)
        writes = (lambda: log_contact(new, by=bob, now=now), lambda: move_step(desk, later, by=bob, now=now))
        if is_in_turn:
            for write in writes:
                write()
        else:
            at_once(*writes)
        return _times_ended(step)

    return race


def test_a_step_that_two_write_ends_once(two_writers, pytestconfig):
    assert {two_writers() for _ in range(pytestconfig.getoption("--races"))} == {1}


def test_a_step_that_is_held_and_moved_at_once_ends_once(held_while_moved, pytestconfig):
    assert {held_while_moved() for _ in range(pytestconfig.getoption("--races"))} == {1}


@pytest.fixture
def _without_the_lock(monkeypatch) -> None:
    """Take the lock out; on PostgreSQL, whose writers do not wait for each other, they meet where it was."""
    both = Barrier(2, timeout=20)
    meet = both.wait if connection.vendor == "postgresql" else int
    for module in (next_steps, keeping):
        monkeypatch.setattr(module, "lock_step", lambda _step: meet())


@pytest.mark.usefixtures("_without_the_lock")
def test_without_its_lock_it_ends_twice(two_writers):
    """The lock is what the tests above stand on: taken out, both writers trust what they have read before."""
    assert max(two_writers() for _ in range(_RACES_TO_GO_WRONG)) == 2


@pytest.mark.usefixtures("_without_the_lock")
def test_without_its_lock_it_is_kept_and_moved(held_while_moved):
    """SQLite has one writer: there it goes wrong where the later one trusts what it read before its turn."""
    is_in_turn = connection.vendor == "sqlite"
    assert max(held_while_moved(is_in_turn=is_in_turn) for _ in range(_RACES_TO_GO_WRONG)) == 2


def _end_connection() -> None:
    """Each thread has a connection of its own behind the name."""
    connection.close()


def _times_ended(step: NextStep) -> int:
    return AuditEntry.objects.filter(noun="nextstep", noun_id=step.pk, verb__in=ENDS).count()
