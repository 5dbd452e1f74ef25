"""Files that speak of clients which were merged since, or while they were written."""

import pytest

from headway.web.facts.local import LocalStore
from headway.web.imports.running.work import go_on
from headway.web.imports.undoing.take_back import take_back
from headway.web.imports.writing import writer
from headway.web.log import book_sale, merge_clients, open_client, part_client
from headway.web.lookup import look_up
from headway.web.models import Client, Contact, Currency, Deal, ImportState, Sale
from tests.web.imports import conftest
from tests.web.imports.conftest import CLIENTS, CONTACTS, SALES

FIRST = """
deal | client | segment | stage | entered    | value
A    | Acme   | Plants  | New   | 2024-01-02 | 100
"""
AGAIN = """
deal | client | segment | stage | entered    | value
A    | Acme   | Plants  | New   | 2024-01-02 | 100
B    | Acme   | Plants  | New   | 2024-02-02 | 100
"""
SOLD = """
sale | deal | client | day        | amount | currency
1    | A    | Acme   | 2024-03-02 | 100    | EUR
2    |      | Acme   | 2024-03-03 | 100    | EUR
"""


LOOSE = """
client | at               | kind | id
Acme   | 2024-03-02 09:00 | call | 1
"""


@pytest.fixture
def anew(everything, monkeypatch):
    """All facts as a copy that is made anew holds them."""

    def made():
        with monkeypatch.context() as patched:
            store = LocalStore(None)
            patched.setattr(conftest, "get_store", lambda: store)
            found = everything()
            store.close()
        return found

    return made


@pytest.fixture
def mill(alice, company, now):
    """The record that is kept, written by hand."""
    return open_client("The mill", by=alice, now=now, phone="1")


def test_a_file_that_names_the_merged_one_finds_the_kept_one(bring, mill, alice, now, everything):
    bring(FIRST)
    acme = Client.objects.get(name="Acme")
    merge_clients(mill, acme, by=alice, now=now)
    before = everything()
    bring(FIRST)
    assert everything() == before
    bring(AGAIN)
    bring(SOLD, SALES)
    bring("client | phone\nAcme | 555", CLIENTS)
    assert set(Deal.objects.values_list("name", "client__name")) == {("A", "The mill"), ("B", "The mill")}
    assert set(Sale.objects.values_list("client__name", flat=True)) == {"The mill"}
    counted = {row[0]: row[1] for row in everything()["deals"]}
    ids = dict(Deal.objects.values_list("name", "pk"))
    assert (counted[ids["A"]], counted[ids["B"]]) == (acme.pk, mill.pk)
    part_client(acme, by=alice, now=now)
    assert dict(Deal.objects.values_list("name", "client__name")) == {"A": "Acme", "B": "The mill"}


def test_a_file_changes_each_by_its_own_words_alone(bring, alice, now):
    """
    client | phone | afterwards
    Mill   | 1     | 2, as its own file says
    Acme   | 4     | 4: it is another's record
    """
    bring("client | phone\nMill | 1\nAcme | 4", CLIENTS)
    mill, acme = (Client.objects.get(name=name) for name in ("Mill", "Acme"))
    merge_clients(mill, acme, by=alice, now=now)
    bring("client | phone\nMill | 2\nAcme | 555", CLIENTS)
    assert dict(Client.objects.values_list("name", "phone")) == {"Mill": "2", "Acme": "4"}
    part_client(acme, by=alice, now=now)
    bring("client | phone\nAcme | 555\nMill | 3", CLIENTS)
    assert dict(Client.objects.values_list("name", "phone")) == {"Mill": "3", "Acme": "555"}


def test_what_a_file_changed_of_a_client_merged_since_is_put_back(bring, mill, alice, now, everything, anew):
    """
    run | Acme's segment | phone
    1   | Plants         |
    2   | Works          | 555 1234
    Acme is merged into the mill, which buys about Acme's deal, and run 2 is taken back.
    """
    bring(FIRST)
    bring(SOLD, SALES)
    bring(LOOSE, CONTACTS)
    before = everything()
    run = bring("client | segment | phone\nAcme | Works | 555 1234", CLIENTS)
    assert everything() != before
    merge_clients(mill, Client.objects.get(name="Acme"), by=alice, now=now)
    assert [each.name for each in look_up(alice, "555 1234", 5).mine] == ["The mill"]
    euro = Currency.objects.get(code="EUR")
    book_sale(mill, deal=Deal.objects.get(), amount=1, currency=euro, sold_on=now.date(), by=alice, now=now)
    everything()
    take_back(run, by=alice, now=now)
    after = everything()
    assert after == anew()
    assert all(after[name] == rows for name, rows in before.items() if name != "sales")
    assert look_up(alice, "555 1234", 5).mine == []


def test_a_moved_deal_that_a_file_takes_elsewhere_comes_back_with_whom_it_counts_for(
    bring, mill, alice, now, everything, anew
):
    """
    Acme with its deal was merged into the mill; a file says that the deal is Birch's, and is taken back.
    """
    bring(FIRST)
    bring(SOLD, SALES)
    acme = Client.objects.get(name="Acme")
    merge_clients(mill, acme, by=alice, now=now)
    before = everything()
    run = bring(FIRST.replace("Acme", "Birch"), name="second.csv")
    assert Deal.objects.get().client.name == "Birch"
    take_back(run, by=alice, now=now)
    assert everything() == before == anew()
    go_on(run)
    part_client(acme, by=alice, now=now)
    assert Deal.objects.get().client == acme
    assert everything() == before == anew()


def test_what_is_merged_while_a_file_is_written_is_the_kept_one_s(bring, mill, alice, now, monkeypatch, everything):
    """The import has looked up its clients; then Acme is merged, and only then the second deal is written."""
    bring(FIRST)
    acme, write = Client.objects.get(name="Acme"), writer.write_fresh_deals

    def merging(desk, deals):
        merge_clients(mill, acme, by=alice, now=desk.run.started_at)
        return write(desk, deals)

    monkeypatch.setattr(writer, "write_fresh_deals", merging)
    bring(AGAIN)
    assert set(Deal.objects.values_list("name", "client__name")) == {("A", "The mill"), ("B", "The mill")}
    assert not Contact.objects.exclude(client=mill).exists()
    assert {row[1] for row in everything()["deals"]} == {acme.pk, mill.pk}


def test_an_import_that_is_taken_back_leaves_what_was_merged_with_it(bring, mill, alice, bob, now):
    """
    run 1 brought Acme, which was merged into the mill; run 2 brought Birch, into which Cedar, written by hand, was.
    """
    first, second = bring(FIRST), bring(FIRST.replace("Acme", "Birch").replace("A  ", "C  "), name="second.csv")
    cedar = open_client("Cedar", by=bob, now=now)
    birch = Client.objects.get(name="Birch")
    merge_clients(mill, Client.objects.get(name="Acme"), by=alice, now=now)
    merge_clients(birch, cedar, by=alice, now=now)
    for run in (first, second):
        take_back(run, by=alice, now=now)
        go_on(run)
        run.refresh_from_db()
        assert run.state == ImportState.TAKEN_BACK
    assert set(Client.objects.values_list("name", flat=True)) == {"The mill", "Birch", "Cedar"}
    assert not Deal.objects.exists()
    part_client(cedar, by=alice, now=now)
    assert Client.objects.get(name="Cedar").merged_into is None
