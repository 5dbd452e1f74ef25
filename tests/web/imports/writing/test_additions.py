"""Later files about what is there already: additions count when they are published, and what people changed stays."""

import uuid
from datetime import date, timedelta

import pytest

from headway.web.imports.problem import ImportProblem
from headway.web.imports.running import load as loading
from headway.web.imports.running.starting import start
from headway.web.imports.running.work import go_on
from headway.web.log import NewContact, change_client, correct_contact, delete_contact, log_contact, value_deal
from headway.web.models import AuditEntry, Client, Contact, Currency, Deal, DealValue, Milestones, StageMove
from tests.web.imports.conftest import CLIENTS, CONTACTS

FIRST = """
deal | client | owner | stage | entered    | value
A    | Acme   | Bob   | New   | 2024-01-02 | 100
"""
CALLS = """
deal | id | at               | kind    | rep | after
A    | 1  | 2024-01-05 10:00 | call    | Bob |
A    | 2  | 2024-01-09 10:00 | meeting | Bob | Offer
"""


def test_contacts_of_a_later_file_are_added_to_the_deal_and_replayed(bring, bob, ask):
    bring(FIRST)
    run = bring(CALLS, CONTACTS, "calls.csv")
    assert (run.counts["new"]["deals"], run.counts["new"]["contacts"], run.counts["changed"]) == (0, 2, 0)
    assert ask("SELECT kind, is_effective FROM contacts ORDER BY happened_at") == [("call", False), ("meeting", True)]
    assert ask("SELECT qualified_on FROM deals") == [(date(2024, 1, 9),)]


def test_additions_do_not_count_before_the_import_is_published(
    bring, prepared, alice, bob, ask, deal, now, monkeypatch
):
    """
    While the calls are half in, Bob logs one by hand: the deal is replayed without those of the file.
    """
    bring(FIRST)
    known = Deal.objects.get(name="A")
    run = prepared(CALLS, CONTACTS, "calls.csv")
    start(run, by=alice)

    def log_by_hand(_run):
        new = NewContact(uid=uuid.uuid4(), client=known.client, deal=known, rep=bob, kind="call", happened_at=now)
        log_contact(new, by=bob, now=now)
        assert Milestones.objects.get(deal=known).stage.name == "New"
        assert ask(f"SELECT count(*) FROM contacts WHERE deal_id = {known.pk}") == [(1,)]

    go_on(run, watch=log_by_hand)
    assert Milestones.objects.get(deal=known).stage.name == "Offer"
    assert ask(f"SELECT count(*) FROM contacts WHERE deal_id = {known.pk}") == [(3,)]


def test_fields_that_the_file_gives_otherwise_are_changed_with_their_history(bring, bob, now):
    bring(FIRST)
    run = bring(FIRST.replace("100", "250").replace("Bob", "Zoe"))
    assert run.counts["changed"] == 1
    deal = Deal.objects.get()
    assert (deal.value_amount, deal.owner.name) == (25000, "Zoe")
    assert list(deal.values.order_by("starts_at").values_list("amount", flat=True)) == [10000, 25000]
    assert deal.values.order_by("starts_at").last().starts_at == run.started_at
    entry = AuditEntry.objects.get(noun="deal")
    assert (entry.verb, entry.before["value_amount"], entry.after["value_amount"]) == ("import", 10000, 25000)


def test_fields_that_the_file_does_not_give_stay(bring, bob):
    bring(FIRST)
    run = bring(FIRST.replace("100", "").replace("Bob", ""))
    assert (run.counts["changed"], Deal.objects.get().value_amount) == (0, 10000)


def test_an_open_deal_that_is_won_in_a_later_export_moves_on(bring, bob, ask):
    bring("deal|client|stage|entered|closed\nA|Acme|Decision|2024-01-02|")
    bring("deal|client|stage|entered|closed\nA|Acme|Won|2024-01-02|2024-02-02")
    assert ask("SELECT outcome, won_on FROM deals") == [("won", date(2024, 2, 2))]
    assert StageMove.objects.count() == 1


def test_what_somebody_changed_by_hand_is_not_put_back(bring, bob, now, company):
    bring(FIRST)
    value_deal(Deal.objects.get(), 77700, Currency.objects.get(code="EUR"), by=bob, now=now)
    run = bring(FIRST)
    assert (run.counts["changed"], Deal.objects.get().value_amount) == (0, 77700)
    assert DealValue.objects.count() == 2


def test_a_contact_that_somebody_deleted_does_not_come_back(bring, bob, now):

    bring(FIRST)
    bring(CALLS, CONTACTS, "calls.csv")
    delete_contact(Contact.objects.order_by("happened_at").first(), by=bob, now=now)
    run = bring(CALLS, CONTACTS, "calls.csv")
    assert (run.counts["new"]["contacts"], Contact.objects.count()) == (0, 1)


def test_a_contact_that_the_file_corrects_is_corrected_and_replayed(bring, bob, ask):
    bring(FIRST)
    bring(CALLS, CONTACTS, "calls.csv")
    run = bring(CALLS.replace("Offer", "Need"), CONTACTS, "calls.csv")
    assert run.counts["changed"] == 1
    assert ask("SELECT qualified_on FROM deals") == [(None,)]


def test_a_contact_that_somebody_corrected_stays_so(bring, bob, now):

    bring(FIRST)
    bring(CALLS, CONTACTS, "calls.csv")
    correct_contact(Contact.objects.get(kind="meeting"), {"kind": "demo"}, by=bob, now=now)
    run = bring(CALLS, CONTACTS, "calls.csv")
    assert (run.counts["changed"], Contact.objects.filter(kind="demo").count()) == (0, 1)


def test_clients_of_their_own_file_complete_those_of_the_deals(bring, bob, ask):
    """
    The deals name Acme, the clients' file tells its segment; the facts carry it.
    """
    bring(FIRST)
    run = bring("client|segment|phone\nAcme|Plants|+36 1 234 5678\nBirch|Plants|", CLIENTS, "clients.csv")
    assert (run.counts["new"]["clients"], run.counts["changed"]) == (1, 1)
    acme = Client.objects.get(name="Acme")
    assert (acme.segment.name, acme.phone) == ("Plants", "+36 1 234 5678")
    assert "3612345678" in acme.search_key
    assert ask("SELECT count(*) FROM deals WHERE segment_id IS NOT NULL") == [(1,)]


def test_a_client_that_somebody_changed_stays_so(bring, bob, now):
    bring(FIRST)
    change_client(Client.objects.get(), {"phone": "1"}, by=bob, now=now)
    run = bring("client|segment|phone\nAcme|Plants|2", CLIENTS, "clients.csv")
    assert (run.counts["changed"], Client.objects.get().phone) == (0, "1")


def test_a_deal_that_changes_hands_takes_its_contacts_to_the_other_client(bring, bob, ask):
    bring(FIRST)
    bring(CALLS, CONTACTS, "calls.csv")
    bring(FIRST.replace("Acme", "Birch"))
    birch = Client.objects.get(name="Birch")
    assert ask("SELECT DISTINCT client_id FROM contacts") == [(birch.pk,)]


def test_an_entry_that_was_not_known_becomes_known(bring, bob, ask):
    bring("deal|client|stage|entered\nA|Acme|New|")
    assert Deal.objects.get().is_entry_known is False
    bring("deal|client|stage|entered\nA|Acme|New|2024-01-02")
    assert ask("SELECT is_entry_known, entered_on FROM deals") == [(True, date(2024, 1, 2))]


def test_a_contact_moved_to_another_deal_by_hand_is_not_brought_in_again(bring, bob, deal, pump, now):
    bring(FIRST)
    bring(CALLS, CONTACTS, "calls.csv")
    Contact.objects.filter(kind="call").update(deal=deal, client=pump)
    run = bring(CALLS, CONTACTS, "calls.csv")
    assert (run.state, run.counts["new"]["contacts"]) == ("done", 0)


def test_an_id_that_stands_twice_in_a_deal_counts_once(bring, bob):
    run = bring(CALLS.replace("A    | 2", "A    | 1"), CONTACTS, "calls.csv")
    assert (run.counts["new"]["contacts"], run.counts["rejected"]) == (1, 1)
    assert "stands twice" in run.counts["problems"][0]["reason"]


def test_a_batch_that_loses_its_run_is_rolled_back(prepared, alice, monkeypatch):
    run = prepared(FIRST)
    start(run, by=alice)
    write = loading.write_batch

    def write_and_break(*arguments):
        write(*arguments)
        raise loading.Lost

    monkeypatch.setattr(loading, "write_batch", write_and_break)
    go_on(run)
    assert not Deal.objects.exists()


def test_it_is_the_owners_contact_where_nobody_is_named_and_else_of_somebody_unknown(bring, bob, now):
    bring(
        "deal|client|stage|entered|owner|spoken\nA|Acme|New|2024-01-02||2024-01-03\nB|Acme|New|2024-01-02|Bob|2024-01-03"
    )
    assert list(Contact.objects.order_by("deal__name").values_list("rep__name", flat=True)) == ["Unknown", "Bob"]


def test_a_late_file_is_no_late_logging(bring, bob, ask, now):
    bring("deal|client|stage|entered|owner|spoken\nB|Acme|New|2024-01-02|Bob|2024-01-03")
    assert ask("SELECT delay FROM contacts") == [(None,)]
    assert Contact.objects.get().written_at - now >= timedelta(0)


@pytest.mark.parametrize("is_resumed", [True, False])
def test_what_was_added_before_an_import_was_cut_off_is_replayed_too(
    bring, prepared, alice, bob, ask, monkeypatch, is_resumed
):
    """
    The calls are written, and then the import is cut off; it goes on, or the same file is brought in anew.
    """
    bring(FIRST)
    run = prepared(CALLS, CONTACTS, "calls.csv")
    with monkeypatch.context() as patched:
        patched.setattr(loading, "publish", _cut)
        start(run, by=alice)
        go_on(run)
    assert ask("SELECT count(*) FROM contacts") == [(0,)]
    if is_resumed:
        run.refresh_from_db()
        start(run, by=alice)
        go_on(run)
    else:
        bring(CALLS, CONTACTS, "calls.csv")
    assert ask("SELECT kind, is_effective FROM contacts ORDER BY happened_at") == [("call", False), ("meeting", True)]
    assert Milestones.objects.get().stage.name == "Offer"


def _cut(*_arguments):
    raise ImportProblem("Cut off.")
