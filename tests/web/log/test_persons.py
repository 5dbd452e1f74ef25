"""The persons at a client: written once, changed on record, found with their client, never a hole in the history."""

import uuid

import pytest

from headway.web.log import (
    LogProblem,
    NewContact,
    add_decision_maker,
    add_person,
    bring_back_person,
    change_client,
    change_person,
    log_contact,
    open_client,
    remove_person,
)
from headway.web.lookup import look_up
from headway.web.models import AuditEntry, Client, Person
from headway.web.search import search_clients


def _found(text: str) -> list[str]:
    return [client.name for client in search_clients(Client.objects.all(), text)]


def _trail(person_id: int) -> list[tuple[str, object, object]]:
    entries = AuditEntry.objects.filter(noun="person", noun_id=person_id).order_by("pk")
    return [(each.verb, each.before and each.before["name"], each.after and each.after["name"]) for each in entries]


def test_a_person_is_written_once_however_often_it_is_sent(pump, bob, now):
    uid = uuid.uuid4()
    first, again = (add_person(pump, " Ada Kiss ", by=bob, now=now, uid=uid, job_title="Director") for _ in range(2))
    assert first == again == Person.objects.get()
    assert (first.name, first.job_title, first.client) == ("Ada Kiss", "Director", pump)
    assert _trail(first.pk) == [("add", None, "Ada Kiss")]


def test_an_id_of_a_person_of_another_client_is_refused(pump, bob, now):
    uid = uuid.uuid4()
    add_person(pump, "Ada", by=bob, now=now, uid=uid)
    with pytest.raises(LogProblem, match="Another person has this id already"):
        add_person(open_client("Pipes", by=bob, now=now), "Ada", by=bob, now=now, uid=uid)


def test_a_person_has_a_name(pump, bob, now):
    with pytest.raises(LogProblem, match="A person needs a name"):
        add_person(pump, "  ", by=bob, now=now)
    ada = add_person(pump, "Ada", by=bob, now=now)
    with pytest.raises(LogProblem, match="A person needs a name"):
        change_person(ada, {"name": ""}, by=bob, now=now)


def test_a_change_is_on_record_with_what_it_was_and_none_leaves_no_trace(pump, bob, now):
    ada = add_person(pump, "Ada", by=bob, now=now)
    change_person(ada, {"name": "Ada Kiss", "phone": "+36 1 555 0100"}, by=bob, now=now)
    change_person(ada, {"name": " Ada Kiss"}, by=bob, now=now)
    assert _trail(ada.pk) == [("add", None, "Ada"), ("change", "Ada", "Ada Kiss")]


@pytest.mark.parametrize("text", ["kis", "ÁDA", "ada kiss", "boss@", "5550100", "pump ada"])
def test_a_client_is_found_by_its_persons(pump, bob, now, text):
    add_person(pump, "Áda Kiss", by=bob, now=now, email="boss@pump.example", phone="+36 (1) 555-0100")
    assert _found(text) == ["Pump Ltd"]


def test_what_a_client_is_found_by_follows_its_persons(pump, bob, now):
    ada = add_person(pump, "Ada", by=bob, now=now)
    change_client(pump, {"name": "Pumps Ltd"}, by=bob, now=now)
    assert _found("ada") == ["Pumps Ltd"]
    change_person(ada, {"name": "Bea"}, by=bob, now=now)
    assert (_found("ada"), _found("bea")) == ([], ["Pumps Ltd"])
    remove_person(ada, by=bob, now=now)
    assert _found("bea") == []


def test_a_client_of_others_is_not_found_by_who_works_there(pump, bob, eve, now):
    add_person(pump, "Ada", by=bob, now=now)
    assert look_up(eve, "ada", 5, foreign=5).foreign == []
    assert look_up(eve, "pump", 5, foreign=5).foreign == [pump]


def test_whom_nothing_names_is_deleted_and_kept_in_the_trail(pump, bob, now):
    ada = add_person(pump, "Ada", by=bob, now=now)
    id_ = ada.pk
    assert remove_person(ada, by=bob, now=now) is None
    assert not Person.objects.exists()
    assert _trail(id_)[-1] == ("delete", "Ada", None)


@pytest.mark.parametrize("place", ["contact", "committee"])
def test_whom_the_history_names_is_kept_as_having_left_and_can_come_back(pump, deal, bob, now, place):
    ada = add_person(pump, "Ada", by=bob, now=now)
    if place == "contact":
        new = NewContact(uid=uuid.uuid4(), client=pump, kind="call", rep=bob, happened_at=now, persons=(ada,))
        log_contact(new, by=bob, now=now)
    else:
        add_decision_maker(deal, ada, by=bob, now=now)
    assert remove_person(ada, by=bob, now=now) == ada
    ada.refresh_from_db()
    assert ada.left_at == now
    assert bring_back_person(ada, by=bob, now=now).left_at is None
    assert [verb for verb, *_ in _trail(ada.pk)] == ["add", "leave", "return"]
