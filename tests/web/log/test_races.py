"""Two writers on one deal at the same moment: with the deal's lock the log comes out as if written in order.

They race a hundred times; `--races 1000` has them do so a thousand times.
"""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection, transaction

from headway.web.funnels import open_funnel
from headway.web.log import NewContact, arriving, log_contact, open_client, open_deal
from headway.web.log.derive import replay_deals
from headway.web.models import Company, Contact, Currency, Deal, Milestones, Role, Stage, Stay, User

# SQLite has one writer, so that there is nothing to race for.
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
_RACES_TO_GO_WRONG = 50


@pytest.fixture
def seller(now: datetime) -> User:
    """A rep of a company with a funnel of three open stages."""
    euro = Currency.objects.create(code="EUR")
    Company.objects.create(name="Pumps", currency=euro, created_at=now)
    stages = (("New", "lead"), ("Need", "lead"), ("Offer", "opportunity"), ("Won", "won"), ("Lost", "lost"))
    open_funnel("Sales", stages, starts_at=now - timedelta(days=900), is_default=True)
    return User.objects.create_user("bob@example.com", None, name="Bob", role=Role.REP)


class Pair:
    """Two threads that each log a contact about the same deal, deal after deal."""

    def __init__(self, deals: list[Deal], rep: User, now: datetime) -> None:
        self._deals, self._rep, self._now = deals, rep, now
        self._stages = {stage.name: stage for stage in Stage.objects.all()}
        self._gate = Barrier(3)
        self.failed = 0

    def race(self) -> Iterator[Deal]:
        """Give each deal once both have written to it."""
        # The earlier one goes further, so that what the later one does depends on it.
        told = (("Offer", self._now + timedelta(hours=1)), ("Need", self._now + timedelta(hours=2)))
        threads = [Thread(target=self._write, args=each) for each in told]
        for thread in threads:
            thread.start()
        for deal in self._deals:
            self._gate.wait()
            self._gate.wait()
            yield deal
        for thread in threads:
            thread.join()

    def _write(self, stage: str, at: datetime) -> None:
        try:
            for deal in self._deals:
                self._gate.wait()
                try:
                    self._log(deal, stage, at)
                except DatabaseError:
                    self.failed += 1
                finally:
                    self._gate.wait()
        finally:
            connection.close()

    def _log(self, deal: Deal, stage: str, at: datetime) -> None:
        new = NewContact(
            uid=uuid.uuid4(),
            client=deal.client,
            deal=deal,
            rep=self._rep,
            kind="call",
            happened_at=at,
            stage_after=self._stages[stage],
        )
        log_contact(new, by=self._rep, now=at)


def test_it_never_goes_wrong(seller: User, now: datetime, pytestconfig: pytest.Config) -> None:
    pair = Pair(_deals(pytestconfig.getoption("--races"), seller, now), seller, now)
    wrong = [deal.pk for deal in pair.race() if not _is_as_if_in_order(deal)]
    assert (wrong, pair.failed) == ([], 0)


def test_without_the_lock_it_goes_wrong(seller: User, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the test above would prove nothing."""
    monkeypatch.setattr(arriving, "lock_deals", lambda deals: None)
    pair = Pair(_deals(_RACES_TO_GO_WRONG, seller, now), seller, now)
    # Every race is run to its end, because the threads wait for it.
    wrong = [deal.pk for deal in pair.race() if not _is_as_if_in_order(deal)]
    assert wrong or pair.failed


def _deals(count: int, seller: User, now: datetime) -> list[Deal]:
    client = open_client("Pump Ltd", by=seller, now=now)
    return [open_deal(client, name=f"Deal {number}", by=seller, now=now) for number in range(count)]


def _is_as_if_in_order(deal: Deal) -> bool:
    """Whether a replay finds everything as it is stored."""
    stored = _derived(deal)
    with transaction.atomic():
        replay_deals([deal.pk])
        anew = _derived(deal)
        transaction.set_rollback(True)
    return stored == anew and Contact.objects.filter(deal=deal).count() == 2


def _derived(deal: Deal) -> list[list[tuple[object, ...]]]:
    stays = Stay.objects.filter(deal=deal).order_by("number")
    return [
        list(Contact.objects.filter(deal=deal).order_by("pk").values_list("stage_before", "stage", "is_effective")),
        list(stays.values_list("number", "stage", "entered_at", "left_at")),
        list(Milestones.objects.filter(deal=deal).values_list()),
    ]
