"""Who referred clients and deals, as a file says it: found by name, or made, and taken back."""

import pytest

from headway.web.clock import now as clock
from headway.web.imports.preparing.files import left_behind_path
from headway.web.imports.preparing.preview import look
from headway.web.imports.running.starting import start
from headway.web.imports.running.work import go_on
from headway.web.imports.undoing.take_back import take_back
from headway.web.log import merge_clients, open_client, referrer_named
from headway.web.models import Client, Deal, Referrer, User
from tests.web.imports.conftest import CLIENTS
from tests.web.imports.conftest import DEALS as MAPPING

CLIENTS_REFERRED = CLIENTS.replace("[columns]", '[columns]\nreferrer = "by"')
DEALS_REFERRED = MAPPING.replace("[columns]", '[columns]\nreferrer = "by"')
FILE = """
client | by
Acme   | dan  miller
Birch  | Pump Ltd
Cedar  |
"""
DEALS = """
deal | client | stage | entered    | by
A    | Acme   | New   | 2024-01-02 | Pump Ltd
B    | Acme   | New   | 2024-01-02 |
C    | Cedar  | New   | 2024-01-02 |
"""


def test_a_column_of_clients_and_of_deals_names_who_referred_them(bring, company, alice, ask):
    referrer_named("Dan Miller")
    bring(FILE, CLIENTS_REFERRED, "clients.csv")
    assert dict(Client.objects.values_list("name", "referrer__name")) == {
        "Acme": "Dan Miller", "Birch": "Pump Ltd", "Cedar": None,
    }  # fmt: skip
    run = bring(DEALS, DEALS_REFERRED, "deals.csv")
    names = dict(Referrer.objects.values_list("pk", "name"))
    told = [
        (is_so, names.get(id_)) for is_so, id_ in ask("SELECT is_referral, referrer_id FROM deals ORDER BY deal_id")
    ]
    assert told == [(True, "Pump Ltd"), (True, "Dan Miller"), (False, None)]
    changed = bring(DEALS.replace("Pump Ltd", "Eve"), DEALS_REFERRED, "deals.csv")
    assert changed.counts["changed"] == 1
    assert Deal.objects.get(name="A").referrer.name == "Eve"
    for each in (changed, run):
        each.refresh_from_db()
        take_back(each, by=alice, now=clock())
        go_on(each)
    assert sorted(Referrer.objects.values_list("name", flat=True)) == ["Dan Miller", "Pump Ltd"]


def test_names_are_kept_as_they_are_by_hand_and_found_again_however_long(bring, company):
    """Two blanks in a name, a name of more than two hundred letters, and a rep's of more than one hundred and fifty."""
    long = "Society of friends of pumps " * 8
    file = f"client | by | rep\nAcme | Pump  Ltd | {long}\nBirch | {long} | {long}\nCedar | {long}s | {long}x"
    mapping = CLIENTS_REFERRED.replace('owner = "owner"', 'owner = "rep"').replace('segment = "segment"\n', "")
    for number in range(2):
        bring(file.replace("Cedar", f"Cedar {number}"), mapping, f"{number}.csv")
    assert referrer_named("Pump Ltd") == Client.objects.get(name="Acme").referrer
    assert sorted(Referrer.objects.values_list("name", flat=True)) == ["Pump Ltd", long[:200]]
    assert list(User.objects.filter(name__startswith="Society").values_list("name", flat=True)) == [long[:150]]


LINKED = """
client   | by
Acme     | pump  LTD
Birch    | Cedar
Cedar    | Twin
Twin     |
TWIN     | Dan
Dachs    | Pumpworks
Elm      | Merged
"""


def test_who_is_called_as_exactly_one_client_is_that_client(prepared, company, alice, bob, now):
    """
    referred by | clients of that name                       | is linked
    pump LTD    | Pump Ltd, entered by hand                  | yes, and the dry run counts it
    Cedar       | Cedar, which comes in the same file        | yes, and it counts that too
    Twin        | Twin and TWIN                              | no
    Dan         |                                            | no
    Pumpworks   | one that was merged into Pump Ltd          | no, for that is linked already
    Merged      | one that was merged into Fir               | yes, to Fir
    """
    for pair in (("Pump Ltd", "Pumpworks"), ("Fir", "Merged")):
        merge_clients(*(open_client(name, by=bob, now=now) for name in pair), by=bob, now=now)
    run = prepared(LINKED, CLIENTS_REFERRED, "clients.csv")
    assert look(run)["linked"] == 3
    start(run, by=alice)
    go_on(run)
    linked = dict(Referrer.objects.values_list("name", "client__name"))
    clients = {"pump LTD": "Pump Ltd", "Cedar": "Cedar", "Twin": None, "Dan": None, "Pumpworks": None, "Merged": "Fir"}
    assert linked == clients
    again = prepared(LINKED.replace("Acme ", "Other"), CLIENTS_REFERRED, "again.csv")
    assert "linked" not in look(again)
    run.refresh_from_db()
    take_back(run, by=alice, now=clock())
    assert not Referrer.objects.filter(client__isnull=False).exists()


@pytest.mark.parametrize("is_read", [False, True], ids=["known by its digest", "read once more"])
def test_who_waits_is_linked_by_the_same_file_once_a_client_is_called_so(bring, company, bob, now, is_read):
    """
    referred by | a client of that name comes
    Pump Ltd    | by hand, after the first time
    Dan         | never
    """
    file = "client | by\nA | Pump Ltd\nB | Dan"
    first = bring(file, CLIENTS_REFERRED)
    open_client("Pump Ltd", by=bob, now=now)
    if is_read:
        left_behind_path(first).unlink()
    again = bring(file, CLIENTS_REFERRED)
    assert dict(Referrer.objects.values_list("name", "client__name")) == {"Pump Ltd": "Pump Ltd", "Dan": None}
    assert [sum(again.counts["new"].values()), again.counts["changed"]] == [0, 0]
    dan = [Referrer.objects.get(name="Dan").pk]
    assert (len(again.counts["linked_referrers"]), again.counts["waiting_referrers"]) == (1, dan)
    assert bring(file, CLIENTS_REFERRED).counts["waiting_referrers"] == dan


def test_taking_back_keeps_whom_others_said_since(bring, company, alice, bob, now):
    """
    referrer | is said since by
    Pump Ltd | a client entered by hand
    Fir      | another import
    Oak      | nobody; the import changed a client to it
    """
    names = ("Fir", "Oak", "Pump Ltd")
    for name in names:
        open_client(name, by=bob, now=now)
    bring("client | by\nC | Dan", CLIENTS_REFERRED, "before.csv")
    first = bring("client | by\nA | Pump Ltd\nB | Fir\nC | Oak", CLIENTS_REFERRED, "first.csv")
    assert Referrer.objects.filter(client__name__in=names).count() == 3
    open_client("By hand", by=bob, now=now, referrer=referrer_named("Pump Ltd"))
    bring("client | by\nD | Fir", CLIENTS_REFERRED, "second.csv")
    first.refresh_from_db()
    take_back(first, by=alice, now=clock())
    told = dict(Referrer.objects.values_list("name", "client__name"))
    assert told == {"Dan": None, "Pump Ltd": "Pump Ltd", "Fir": "Fir", "Oak": None}
