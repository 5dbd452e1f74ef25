"""Several contacts at once: each row is taken or refused for itself, and counts once however often it is sent."""

from uuid import uuid4

import pytest

from headway.web.log import open_client
from headway.web.models import Client, Contact, NextStep

ADDRESS = "/contacts/new/several"


def _sent(*rows):
    """Return what the grid sends: a list of ids, and the fields of each row after its id."""
    said = {"row": []}
    for row in rows:
        uid = str(row.pop("uid", None) or uuid4())
        said["row"].append(uid)
        said |= {f"{uid}-{name}": value for name, value in {"kind": "call", **row}.items()}
    return said


@pytest.fixture
def valve(bob, now) -> Client:
    return open_client("Valve Ltd", by=bob, now=now)


def test_a_list_of_calls_is_written_in_one_go(browser, bob, deal, valve, stage):
    """
    client   | kind    | stage | time  | next step
    Pump Ltd | call    | Offer | 14:10 |
    Valve    | meeting |       |       | tomorrow
    """
    rows = _sent(
        {"client": deal.client_id, "deal": deal.pk, "stage": stage["Offer"].pk, "at": "14:10", "note": "Sent"},
        {"client": valve.pk, "deal": "none", "kind": "meeting", "step_in": "1"},
        {},
    )
    answer = browser(bob).post(ADDRESS, rows, follow=True)
    assert "Pump Ltd: New → Offer — effective" in answer.text
    first, second = Contact.objects.order_by("happened_at", "pk")
    assert (first.deal, first.stage, first.note, first.happened_at.isoformat()) == (
        deal,
        stage["Offer"],
        "Sent",
        "2024-05-15T12:10:00+00:00",
    )
    assert (second.client, second.kind, second.deal) == (valve, "meeting", None)
    assert NextStep.objects.get().client == valve


def test_a_row_that_is_refused_stays_with_its_sentence_and_the_others_are_written(browser, bob, deal, valve):
    rows = _sent(
        {"client": valve.pk, "deal": "none"},
        {"client": deal.client_id, "deal": deal.pk, "at": "23:50", "note": "Later"},
        {"client_name": "Nobody", "note": "Whose?"},
        {"note": "Whom?"},
    )
    answer = browser(bob).post(ADDRESS, rows)
    assert answer.status_code == 422
    assert Contact.objects.get().client == valve
    for words in ("3 rows are not written yet", "lies in the future", "No client of yours is called so", "Say whom"):
        assert words in answer.text
    for kept in ("Later", "Whose?", "Whom?", f'value="{deal.client_id}"', rows["row"][1]):
        assert kept in answer.text
    assert rows["row"][0] not in answer.text


def test_the_same_grid_sent_twice_counts_once(browser, bob, valve, funnel):
    rows = _sent({"client": valve.pk, "step_in": "3"}, {"client_name": "Newcomer", "is_new": "1"})
    bobs = browser(bob)
    for _ in range(2):
        assert bobs.post(ADDRESS, rows).status_code == 302
    assert (Contact.objects.count(), Client.objects.count(), NextStep.objects.count()) == (2, 2, 1)


def test_a_name_typed_in_full_is_the_client_who_is_called_so(browser, bob, deal):
    browser(bob).post(ADDRESS, _sent({"client_name": "PUMP ltd"}))
    assert Contact.objects.get().deal == deal


def test_clients_of_others_are_neither_found_nor_taken(browser, eve, deal):
    eves = browser(eve)
    assert "Pump" not in eves.get(ADDRESS, {"find": "pum"}).text.replace("New client “pum”", "")
    assert eves.get(ADDRESS, {"pick": deal.client_id}).status_code == 404
    answer = eves.post(ADDRESS, _sent({"client": deal.client_id}, {"client_name": "Pump Ltd", "is_new": "1"}))
    assert "is not among yours any more" in answer.text
    assert "Bob looks after it" in answer.text
    assert not Contact.objects.exists()


def test_a_client_that_is_picked_brings_its_stages(browser, bob, deal):
    uid = str(uuid4())
    about = browser(bob).get(ADDRESS, {"pick": deal.client_id, "row": uid}).text
    assert f'name="{uid}-deal" value="{deal.pk}"' in about
    assert "Decision" in about
    assert "New · stays here" in about


def test_more_than_a_few_are_told_in_one_sentence(browser, bob, valve):
    rows = _sent(*({"client": valve.pk, "deal": "none"} for _ in range(5)))
    assert "5 contacts are in the log." in browser(bob).post(ADDRESS, rows, follow=True).text


def test_an_empty_grid_writes_nothing(browser, bob):
    assert browser(bob).post(ADDRESS, {"row": ["nonsense", str(uuid4())]}).status_code == 422
    assert not Contact.objects.exists()


def test_a_row_about_somebody_who_may_be_there_already_asks_before_it_is_written(browser, bob, valve):
    row = {"uid": uuid4(), "client_name": "Valve GmbH", "is_new": "1"}
    answer = browser(bob).post(ADDRESS, _sent(dict(row)))
    assert "Valve Ltd is among your clients already. If it is the one, choose it from the list." in answer.text
    assert f'name="{row["uid"]}-is_another" value="1"' in answer.text
    assert not Contact.objects.exists()
    assert browser(bob).post(ADDRESS, _sent(row | {"is_another": "1"})).status_code == 302
    assert Contact.objects.get().client.name == "Valve GmbH"
