"""Taking an import back: the numbers are as they were, and what others have built on stays."""

import uuid
from datetime import UTC, datetime

import pytest

from headway.web.access import clients_for, deals_for
from headway.web.clock import now as clock
from headway.web.imports.problem import ImportProblem
from headway.web.imports.running.course import Busy, claim
from headway.web.imports.running.work import go_on
from headway.web.imports.undoing import cleaning
from headway.web.imports.undoing.take_back import take_back
from headway.web.log import (
    NewContact,
    add_decision_maker,
    add_person,
    change_client,
    correct_contact,
    log_contact,
    open_deal,
)
from headway.web.models import (
    AuditEntry,
    Client,
    Contact,
    Deal,
    DealOwner,
    DealValue,
    Funnel,
    ImportRun,
    ImportState,
    LossReason,
    Milestones,
    NextStep,
    Segment,
    Source,
    StageMove,
    Stay,
    User,
)
from tests.web.imports.conftest import CLIENTS, CONTACTS
from tests.web.imports.conftest import DEALS as MAPPING

FIRST = """
deal | client | segment | owner | source | stage | entered    | value | closed
A    | Acme   | Plants  | Zoe   | Fair   | New   | 2024-01-02 | 100   |
B    | Birch  | Plants  | Zoe   | Fair   | Lost  | 2024-01-02 | 100   | 2024-01-09
"""
CALLS = """
deal | id | at               | kind    | rep | after
A    | 1  | 2024-01-05 10:00 | call    | Bob |
A    | 2  | 2024-01-09 10:00 | meeting | Bob | Offer
"""


def _took_back(run, alice, now):
    take_back(run, by=alice, now=now)
    go_on(run)
    run.refresh_from_db()
    assert run.state == ImportState.TAKEN_BACK
    return run


def test_nothing_is_left_and_it_was_hidden_at_once(bring, alice, bob, everything, now):
    run = bring(FIRST)
    take_back(run, by=alice, now=now)
    assert run.state == ImportState.TAKING_BACK
    assert not any(everything().values())
    assert not deals_for(alice).exists()
    assert not clients_for(alice).exists()
    go_on(run)
    left = (Client, Deal, Contact, StageMove, DealOwner, DealValue, Stay, Milestones, Source, Segment, LossReason)
    assert [model.__name__ for model in left if model.objects.exists()] == []
    assert not User.objects.filter(name="Zoe").exists()
    assert list(AuditEntry.objects.filter(noun="importrun").values_list("verb", "actor")) == [
        ("import", alice.pk),
        ("take_back", alice.pk),
    ]


def test_additions_to_older_deals_go_and_the_numbers_are_as_before(bring, alice, bob, everything, now):
    bring(FIRST)
    before = everything()
    calls = bring(CALLS, CONTACTS, "calls.csv")
    assert everything() != before
    take_back(calls, by=alice, now=now)
    assert everything() == before
    go_on(calls)
    assert everything() == before
    assert not Contact.objects.exists()


def test_changed_fields_are_set_back(bring, alice, bob, everything, now):
    bring(FIRST)
    before = everything()
    changed = bring(FIRST.replace("100", "250").replace("Plants", "Shops").replace("Zoe", "Bob"))
    assert everything() != before
    _took_back(changed, alice, now)
    assert everything() == before
    assert not Segment.objects.filter(name="Shops").exists()
    assert (DealValue.objects.count(), DealOwner.objects.count()) == (2, 2)


def test_what_somebody_changed_since_is_not_set_back(bring, alice, bob, now):

    bring(FIRST)
    run = bring("client|segment|phone\nAcme|Plants|555", CLIENTS, "clients.csv")
    change_client(Client.objects.get(name="Acme"), {"phone": "777"}, by=bob, now=now)
    _took_back(run, alice, now)
    assert Client.objects.get(name="Acme").phone == "777"


def test_what_others_have_built_on_stays(bring, alice, bob, funnel, now, ask):
    """
    On A a call is logged by hand, Birch gets another deal by hand; the file's own calls and deal B go.
    """
    run = bring(FIRST)
    calls = bring(CALLS, CONTACTS, "calls.csv")
    deal = Deal.objects.get(name="A")
    new = NewContact(uid=uuid.uuid4(), client=deal.client, deal=deal, rep=bob, kind="call", happened_at=now)
    log_contact(new, by=bob, now=now)
    open_deal(Client.objects.get(name="Birch"), name="By hand", by=bob, now=now)
    _took_back(calls, alice, now)
    _took_back(run, alice, now)
    assert run.counts["stayed"] == {"deals": 1, "clients": 2}
    assert sorted(deals_for(alice).values_list("name", flat=True)) == ["A", "By hand"]
    assert ask("SELECT kind FROM contacts") == [("call",)]
    assert ask("SELECT count(*) FROM deals") == [(2,)]
    # Zoe owns a deal that stayed.
    assert User.objects.filter(name="Zoe").exists()


def test_a_deal_that_a_later_import_added_to_stays_with_its_additions(bring, alice, bob, now, ask):
    run = bring(FIRST)
    bring(CALLS, CONTACTS, "calls.csv")
    _took_back(run, alice, now)
    assert ask("SELECT count(*) FROM contacts") == [(2,)]
    assert run.counts["stayed"] == {"deals": 1, "clients": 1}


def test_a_funnel_that_the_import_made_goes_with_it_but_not_when_others_use_it(bring, alice, bob, now):
    other = MAPPING.replace('name = "Sales"', 'name = "Loans"')
    run = bring(FIRST, other)
    assert Funnel.objects.get(name="Loans").versions.get().starts_at == datetime(2024, 1, 1, 23, tzinfo=UTC)
    _took_back(run, alice, now)
    assert not Funnel.objects.filter(name="Loans").exists()
    again = bring(FIRST, other)
    bring(FIRST.replace("A ", "C "), other)
    _took_back(again, alice, now)
    assert Funnel.objects.get(name="Loans").import_run is None


def test_after_it_the_file_can_be_brought_in_again(bring, alice, bob, everything, now):
    _took_back(bring(FIRST), alice, now)
    assert bring(FIRST).counts["new"]["deals"] == 2
    assert len(everything()["deals"]) == 2


def test_only_what_is_done_can_be_taken_back(prepared, alice, now):
    with pytest.raises(ImportProblem, match="that is done"):
        take_back(prepared(FIRST), by=alice, now=now)


class _Killed(BaseException):
    """As if the process were killed."""


def test_a_taking_back_that_is_cut_off_goes_on(bring, alice, bob, now, monkeypatch, everything):
    run = bring(FIRST)
    take_back(run, by=alice, now=now)

    def die(_run):
        raise _Killed

    with monkeypatch.context() as cut:
        cut.setattr(cleaning, "_delete_deals", die)
        with pytest.raises(_Killed):
            go_on(run)
    assert not any(everything().values())
    assert Deal.objects.exists()
    ImportRun.objects.filter(pk=run.pk).update(alive_at=datetime(2024, 1, 1, tzinfo=UTC))
    run.refresh_from_db()
    go_on(run)
    assert not Deal.objects.exists()


def test_it_waits_for_another_import_that_is_in_work(bring, prepared, alice, now):

    run, other = bring(FIRST), prepared(CALLS, CONTACTS, "calls.csv")
    claim(other, ImportState.RUNNING, clock())
    with pytest.raises(Busy):
        take_back(run, by=alice, now=clock())
    run.refresh_from_db()
    assert run.state == ImportState.DONE


def test_who_decides_keeps_a_deal_and_whom_a_contact_of_the_file_names_is_let_go(bring, alice, bob, now):
    """
    Ann of Acme decides on A, and was at a call of the file, which has a comment and set a next step since; another step
    was agreed on B.
    """
    run = bring(FIRST)
    calls = bring(CALLS, CONTACTS, "calls.csv")
    deal = Deal.objects.get(name="A")
    person = add_person(deal.client, "Ann", by=bob, now=now)
    add_decision_maker(deal, person, by=bob, now=now)
    contact = Contact.objects.get(kind="call")
    correct_contact(contact, {"persons": [person], "others": [alice]}, by=alice, now=now)
    contact.comments.create(author=alice, text="Well done", written_at=now)
    for about, by in ((deal, contact), (Deal.objects.get(name="B"), None)):
        NextStep.objects.create(
            client=about.client, deal=about, rep=bob, kind="call", due_on=now.date(), written_at=now, set_by=by
        )
    _took_back(calls, alice, now)
    _took_back(run, alice, now)
    assert run.counts["stayed"] == {"deals": 2, "clients": 2}
    assert [seat.person for seat in deal.decision_makers.all()] == [person]
    assert not Contact.objects.exists()
    assert list(NextStep.objects.values_list("set_by", flat=True)) == [None, None]
