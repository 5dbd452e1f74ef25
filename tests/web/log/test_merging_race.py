"""People who merge the same two clients crosswise, and who log contacts meanwhile, at the same moment."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from threading import Barrier, Thread

import pytest
from django.db import connection

from headway.web.log import (
    LogProblem,
    NewContact,
    NewStep,
    arriving,
    book_sale,
    contacts,
    correct_contact,
    locks,
    log_contact,
    merge_clients,
    open_client,
    open_deal,
    part_client,
    set_step,
)
from headway.web.models import Client, Contact, Deal, NextStep, Sale
from tests.web.beside import beside

# SQLite has one writer, so that there is nothing to race for.
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
_TRIES, _TRIES_TO_GO_WRONG = 12, 60


@pytest.fixture
def pair(bob, now, funnel) -> Callable[[], tuple[Client, Client]]:
    """Two records of one client."""
    return lambda: (open_client("Pump", by=bob, now=now), open_client("Pump Ltd", by=bob, now=now))


def _at_once(*ways: Callable[[], object]) -> list[object]:
    """Go several ways at the same moment, and return what came of each."""
    gate, came = Barrier(len(ways)), [None] * len(ways)

    def go(place: int) -> None:
        gate.wait()
        try:
            came[place] = ways[place]()
        except LogProblem as problem:
            came[place] = problem
        finally:
            connection.close()

    threads = [Thread(target=go, args=(place,)) for place in range(len(ways))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


def test_of_two_merges_crosswise_one_wins_and_the_other_gets_a_sentence(pair, bob, now):
    for _ in range(_TRIES):
        one, other = pair()
        came = _at_once(
            lambda one=one, other=other: merge_clients(one, other, by=bob, now=now),
            lambda one=one, other=other: merge_clients(other, one, by=bob, now=now),
        )
        assert [type(each) for each in came].count(LogProblem) == 1
        assert Client.objects.filter(pk__in=(one.pk, other.pk), merged_into=None).count() == 1


def _logged_meanwhile(pair, bob, now) -> Sequence[object]:
    """Merge a client while contacts with it are logged, about a deal and about none; return who has what is lost."""
    kept, merged = pair()
    deal = open_deal(merged, name="One", by=bob, now=now)

    def log(about: Deal | None) -> Contact:
        new = NewContact(uid=uuid.uuid4(), client=merged, deal=about, rep=bob, kind="call", happened_at=now)
        return log_contact(new, by=bob, now=now)

    came = _at_once(lambda: merge_clients(kept, merged, by=bob, now=now), lambda: log(deal), lambda: log(None))
    assert not [each for each in came if isinstance(each, LogProblem)]
    return Contact.objects.filter(client=merged)


def test_no_contact_that_is_logged_meanwhile_stays_behind(pair, bob, now):
    assert not any(_logged_meanwhile(pair, bob, now) for _ in range(_TRIES))


def test_without_the_lock_one_does(pair, bob, now, monkeypatch):
    monkeypatch.setattr(arriving, "keep_from_merging", lambda _clients: None)
    assert any(_logged_meanwhile(pair, bob, now) for _ in range(_TRIES_TO_GO_WRONG))


def _written_while_parted(pair, bob, company, now, go=_at_once) -> list[object]:
    """Part two clients while people write about a deal that goes back; return what does not go with it."""
    kept, merged = pair()
    open_deal(merged, name="One", by=bob, now=now)
    merge_clients(kept, merged, by=bob, now=now)
    read = [Deal.objects.select_related("client").get(client=kept) for _ in range(3)]
    new = NewContact(uid=uuid.uuid4(), client=kept, deal=read[0], rep=bob, kind="call", happened_at=now)
    step = NewStep(uuid.uuid4(), "call", now.date())
    money = {"amount": 1, "currency": company.currency, "sold_on": now.date()}
    came = go(
        lambda: part_client(merged, by=bob, now=now),
        lambda: log_contact(new, by=bob, now=now),
        lambda: set_step(step, client=kept, deal=read[1], rep=bob, by=bob, now=now),
        lambda: book_sale(kept, **money, deal=read[2], by=bob, now=now),
    )
    assert all(came)
    assert not [each for each in came if isinstance(each, LogProblem)]
    written = [Contact.objects.get(deal=read[0]), NextStep.objects.get(deal=read[0]), Sale.objects.get(deal=read[0])]
    return [each for each in written if each.client_id != merged.pk]


def test_what_is_written_while_two_are_parted_goes_with_its_deal(pair, bob, company, now):
    assert not any(_written_while_parted(pair, bob, company, now) for _ in range(_TRIES))


def test_without_looking_at_the_deal_again_it_does_not(pair, bob, company, now, monkeypatch):
    """One after the other is the moment that hurts: what was read of the deal is written when it is elsewhere."""
    monkeypatch.setattr(arriving, "_is_elsewhere", lambda _new, _logs: False)
    assert _written_while_parted(pair, bob, company, now, go=lambda *ways: [way() for way in ways])


@pytest.fixture
def named_late(pair, bob, now, monkeypatch) -> Callable[[], str]:
    """Log a loose contact under the name of a client that was merged, while the kept one is merged into a third.

    The merge comes when it is settled whose the contact is, and before it is written.
    """
    follow = arriving.followed

    def log() -> str:
        (kept, gone), last = pair(), open_client("The pumps", by=bob, now=now)
        merge_clients(kept, gone, by=bob, now=now)
        threads = []

        def followed(new: NewContact) -> NewContact:
            found = follow(new)
            threads.append(beside(lambda: merge_clients(last, kept, by=bob, now=now)))
            return found

        monkeypatch.setattr(arriving, "followed", followed)
        new = NewContact(uid=uuid.uuid4(), client=gone, rep=bob, kind="call", happened_at=now)
        logged = log_contact(new, by=bob, now=now)
        threads[0].join()
        return Contact.objects.get(pk=logged.pk).client.name

    return log


def test_a_contact_under_the_name_of_a_merged_client_goes_where_that_one_goes_at_the_moment(named_late):
    assert named_late() == "The pumps"


def test_without_the_lock_it_stays_with_one_that_is_merged_by_now(named_late, monkeypatch):
    monkeypatch.setattr(locks, "carry_out", lambda *_told, **_how: None)
    assert named_late() == "Pump"


@pytest.fixture
def corrected_late(pair, bob, now, monkeypatch) -> Callable[[], str]:
    """Let a loose contact be another client's, which is merged when that is settled and before it is written."""
    follow = contacts.followed_changes

    def correct() -> str:
        kept, gone = pair()
        other = open_client("Other", by=bob, now=now)
        new = NewContact(uid=uuid.uuid4(), client=other, rep=bob, kind="call", happened_at=now)
        logged = log_contact(new, by=bob, now=now)
        threads = []

        def followed_changes(contact: Contact, changes: Mapping[str, object]) -> dict[str, object]:
            found = follow(contact, changes)
            threads.append(beside(lambda: merge_clients(kept, gone, by=bob, now=now)))
            return found

        monkeypatch.setattr(contacts, "followed_changes", followed_changes)
        correct_contact(logged, {"client": gone}, by=bob, now=now)
        threads[0].join()
        return Contact.objects.get(pk=logged.pk).client.name

    return correct


def test_a_contact_that_is_corrected_to_a_client_goes_where_that_one_goes_at_the_moment(corrected_late):
    assert corrected_late() == "Pump"


def test_without_the_lock_a_corrected_one_stays_behind(corrected_late, monkeypatch):
    monkeypatch.setattr(locks, "carry_out", lambda *_told, **_how: None)
    assert corrected_late() == "Pump Ltd"
