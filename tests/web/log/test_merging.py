"""Clients that are found to be the same, and are parted again: what moves, what counts for whom, and what stays."""

import uuid
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from django.forms.models import model_to_dict

from headway.engine.facts import FACT_TABLES
from headway.web.access import clients_for
from headway.web.behind import clients_behind, clients_ever
from headway.web.facts import get_store
from headway.web.facts.local import LocalStore
from headway.web.log import (
    LogProblem,
    NewContact,
    NewStep,
    add_person,
    book_sale,
    change_client,
    correct_contact,
    log_contact,
    merge_clients,
    move_deal,
    move_step,
    open_client,
    open_deal,
    part_client,
    set_step,
)
from headway.web.log.sales import tell_won_back_apart
from headway.web.lookup import clients_called, look_up
from headway.web.models import (
    AuditEntry,
    Change,
    Client,
    Company,
    Contact,
    Currency,
    Deal,
    NextStep,
    Person,
    Referrer,
    Sale,
    Segment,
    Source,
)

_MOVED = (Deal, Contact, Sale, NextStep, Person)
_JANUARY = datetime(2024, 1, 8, 9, tzinfo=UTC)
_DAY = timedelta(days=1)


@pytest.fixture
def enter(bob, funnel, company, stage):
    """Enter a client with a deal that is won, one that is open, a loose contact, sales, a person and a next step."""
    numbers = count(1)

    def entered(name, **details):
        at = _JANUARY + next(numbers) * _DAY
        given = {
            "segment": Segment.objects.create(name=f"{name} segment"),
            "source": Source.objects.create(name=f"{name} source"),
            "referrer": Referrer.objects.create(name=f"{name} referrer"),
        }
        client = open_client(name, by=bob, now=at, **{**given, **details})
        won, still = (open_deal(client, name=f"{name} {word}", by=bob, now=at) for word in ("won", "open"))
        _log(client, won, bob, at, stage["Offer"])
        move_deal(won, stage=stage["Won"], cause="client", by=bob, now=at + _DAY, happened_at=at + _DAY)
        _log(client, still, bob, at + _DAY, stage["Need"])
        loose = _log(client, None, bob, at + 2 * _DAY)
        for deal, amount in ((won, 500), (None, 700)):
            euro = Currency.objects.get(code="EUR")
            book_sale(
                client, amount=amount, currency=euro, sold_on=at.date(), deal=deal, rep=bob, by=bob, now=at + _DAY
            )
        agreed = NewStep(uuid.uuid4(), "meeting", (at + 30 * _DAY).date())
        set_step(agreed, client=client, deal=None, rep=bob, set_by=loose, by=bob, now=at + 2 * _DAY)
        add_person(client, f"{name} Smith", by=bob, now=at, phone=f"+36 1 555 000{next(numbers)}")
        return client

    return entered


def _log(client, deal, rep, at, stage_after=None, **more):
    new = NewContact(
        uid=uuid.uuid4(),
        client=client,
        deal=deal,
        rep=rep,
        kind="call",
        happened_at=at,
        stage_after=stage_after,
        **more,
    )
    return log_contact(new, by=rep, now=at)


def _facts():
    """All facts as the copy that is kept up holds them, which must be as one made anew would."""
    kept_up, anew = get_store(), LocalStore(None)
    both = []
    for store in (kept_up, anew):
        with store.reading() as facts:
            both.append({name: _rows(facts.query(f"SELECT * FROM {name}", [])) for name in FACT_TABLES})
    anew.close()
    assert both[0] == both[1]
    return both[0]


def _rows(table):
    return sorted(table.to_pylist(), key=str)


def _stored():
    """All that a merge may touch, but when it was and the words that clients are found by."""
    return {model: {row.pk: model_to_dict(row) for row in model.objects.all()} for model in (*_MOVED, Client, Referrer)}


def _owners():
    return {model: dict(model.objects.values_list("pk", "client__name")) for model in _MOVED}


def test_no_fact_changes_and_taking_back_is_exact(enter, alice, now):
    """
    A client of one segment, source and referrer is the same as one of another; both have all that facts are made of.
    """
    kept, merged = enter("Pump Ltd", phone="1"), enter("Pump Limited", email="pump@example.com", tax_number="7")
    facts, stored, changes = _facts(), _stored(), Change.objects.count()
    merge_clients(kept, merged, by=alice, now=now)
    assert {name for owners in _owners().values() for name in owners.values()} == {"Pump Ltd"}
    assert Change.objects.count() == changes
    assert _facts() == facts
    part_client(merged, by=alice, now=now)
    assert _stored() == stored
    assert (Change.objects.count(), _facts()) == (changes, facts)


def test_a_second_merge_takes_all_along_and_gives_it_back(enter, alice, now):
    """
    A into B, then B into C; B comes back with what A had brought, and then A comes back too.
    """
    first, second, third = (enter(name) for name in ("A", "B", "C"))
    facts, stored = _facts(), _stored()
    merge_clients(second, first, by=alice, now=now)
    between = _stored()
    merge_clients(third, second, by=alice, now=now)
    assert {name for owners in _owners().values() for name in owners.values()} == {"C"}
    assert clients_behind(alice, [first.pk, second.pk]) == {first.pk: third, second.pk: third}
    with pytest.raises(LogProblem, match="B was merged into C since"):
        part_client(first, by=alice, now=now)
    assert _facts() == facts
    part_client(second, by=alice, now=now)
    assert _stored() == between
    part_client(first, by=alice, now=now)
    assert (_stored(), _facts()) == (stored, facts)


def test_what_is_written_after_the_merge_stays_but_what_is_about_a_moved_deal(enter, bob, now, stage):
    """
    since the merge                    | counts for | after taking back
    a deal, a loose contact, a sale    | kept       | stays
    a contact and a step about A's deal | A          | goes back with the deal
    """
    kept, merged = enter("Kept"), enter("A")
    theirs = Deal.objects.get(name="A open")
    merge_clients(kept, merged, by=bob, now=now)
    theirs.refresh_from_db()
    fresh = open_deal(kept, name="fresh", by=bob, now=now)
    loose = _log(kept, None, bob, now)
    late = _log(kept, theirs, bob, now - 60 * _DAY, stage["Offer"], next_step=NewStep(uuid.uuid4(), "call", now.date()))
    facts = _facts()
    counted = {row["contact_id"]: row["client_id"] for row in facts["contacts"]}
    assert (counted[loose.pk], counted[late.pk]) == (kept.pk, merged.pk)
    assert {row["client_id"] for row in facts["deals"] if row["deal_id"] == fresh.pk} == {kept.pk}
    part_client(merged, by=bob, now=now)
    owners = _owners()
    assert (owners[Deal][fresh.pk], owners[Contact][loose.pk], owners[Contact][late.pk]) == ("Kept", "Kept", "A")
    assert owners[NextStep][late.next_step.pk] == "A"
    assert _facts() == facts


def test_a_second_merge_changes_nothing_that_was_written_between_the_two(enter, bob, company, now, stage):
    """
    B into A; a contact and a sale about B's deal, which count for B through it; then A into C.
    B had stopped buying, and is won back by the sale; A has just bought.
    """
    Company.objects.update(won_back_months=1)
    first, second, third = (enter(name) for name in ("B", "A", "C"))
    deal, euro = Deal.objects.get(name="B open"), company.currency
    merge_clients(second, first, by=bob, now=now)
    deal.refresh_from_db()
    late = _log(second, deal, bob, now - _DAY, stage["Offer"])
    money = {"amount": 900, "currency": euro, "sold_on": now.date()}
    book_sale(second, **money | {"sold_on": now.date() - _DAY}, by=bob, now=now)
    sale = book_sale(second, **money, deal=deal, rep=bob, by=bob, now=now)
    assert sale.is_won_back
    facts, between = _facts(), _stored()
    assert {row["client_id"] for row in facts["contacts"] if row["contact_id"] == late.pk} == {first.pk}
    merge_clients(third, second, by=bob, now=now)
    tell_won_back_apart([third.pk])
    assert _facts() == facts
    part_client(second, by=bob, now=now)
    assert _stored() == between
    part_client(first, by=bob, now=now)
    owners = _owners()
    assert owners[Contact][late.pk] == owners[Sale][sale.pk] == "B"


def test_what_is_written_about_a_deal_that_has_gone_back_goes_there(enter, bob, company, now):
    """What a phone or a page read before the two were parted is sent afterwards."""
    kept, merged = enter("Kept"), enter("A")
    merge_clients(kept, merged, by=bob, now=now)

    def read():
        return Deal.objects.select_related("client").get(name="A open")

    several = [read() for _ in range(3)]
    part_client(merged, by=bob, now=now)
    assert _log(kept, several[0], bob, now).client == merged
    step = NewStep(uuid.uuid4(), "call", now.date() + _DAY)
    assert set_step(step, client=kept, deal=several[1], rep=bob, by=bob, now=now).client == merged
    money = {"amount": 1, "currency": company.currency, "sold_on": now.date()}
    assert book_sale(kept, **money, deal=several[2], by=bob, now=now).client == merged
    with pytest.raises(LogProblem, match="belongs to another client"):
        _log(kept, read(), bob, now)


def test_a_moved_contact_that_only_loses_its_deal_counts_for_whom_it_did(enter, bob, now, stage):
    """
    contact about A's deal | counts for
    of before the merge    | A
    of after it            | A
    both without the deal  | A
    """
    kept, merged = enter("Kept"), enter("A")
    before = Contact.objects.get(deal__name="A open")
    merge_clients(kept, merged, by=bob, now=now)
    after = _log(kept, Deal.objects.get(name="A open"), bob, now)
    for contact in (before, after):
        correct_contact(contact, {"deal": None, "stage_after": None}, by=bob, now=now)
    counted = {row["contact_id"]: row["client_id"] for row in _facts()["contacts"]}
    assert (counted[before.pk], counted[after.pk]) == (merged.pk, merged.pk)


def test_a_moved_contact_that_is_corrected_counts_for_where_it_is_now(enter, bob, now):
    """
    A's loose contact was about a deal of the kept client; after taking back it stays with that deal.
    """
    kept, merged = enter("Kept"), enter("A")
    contact = Contact.objects.get(client=merged, deal=None)
    merge_clients(kept, merged, by=bob, now=now)
    correct_contact(contact, {"deal": Deal.objects.get(name="Kept open")}, by=bob, now=now)
    counted = {row["contact_id"]: row["client_id"] for row in _facts()["contacts"]}
    assert counted[contact.pk] == kept.pk
    part_client(merged, by=bob, now=now)
    owners = _owners()
    assert owners[Contact][contact.pk] == owners[NextStep][contact.next_step.pk] == "Kept"


def test_a_step_that_was_moved_to_another_day_goes_back_too(enter, bob, now):
    kept, merged = enter("Kept"), enter("A")
    step = NextStep.objects.get(client=merged)
    merge_clients(kept, merged, by=bob, now=now)
    again = move_step(step, NewStep(uuid.uuid4(), "meeting", now.date() + _DAY), by=bob, now=now)
    part_client(merged, by=bob, now=now)
    assert {_owners()[NextStep][id_] for id_ in (step.pk, again.pk)} == {"A"}


def test_sales_are_judged_among_those_of_the_client_they_count_for(enter, bob, company, now):
    """
    client | sold on    |
    Kept   | 2022-01-10 |
    A      | 2023-12-01 |
    Kept   | January 2024: won back, for Kept had stopped, whatever A bought
    """
    kept, merged = (open_client(name, by=bob, now=now) for name in ("Kept", "A"))
    for client, day in ((kept, "2022-01-10"), (merged, "2023-12-01"), (kept, "2024-01-10")):
        sold_on = date.fromisoformat(day)
        book_sale(client, amount=1, currency=company.currency, sold_on=sold_on, by=bob, now=now)
    before = list(Sale.objects.order_by("pk").values_list("is_won_back", flat=True))
    merge_clients(kept, merged, by=bob, now=now)
    tell_won_back_apart([kept.pk])
    assert before == list(Sale.objects.order_by("pk").values_list("is_won_back", flat=True)) == [False, False, True]


def test_empty_details_are_filled_and_given_back_where_nobody_changed_them(bob, alice, now):
    """
    detail     | kept  | merged | after | changed since | after taking back
    phone      | 1     | 2      | 1     |               | 1
    e-mail     |       | a@b.hu | a@b.hu |              |
    tax number |       | 7      | 7     | 8             | 8
    owner      | -     | Bob    | Bob   |               | -
    segment    | -     | Big    | -     |               | -
    """
    big = Segment.objects.create(name="Big")
    kept = open_client("Kept", by=alice, now=now, owner=None, phone="1")
    merged = open_client("A", by=bob, now=now, phone="2", email="a@b.hu", tax_number="7", segment=big)
    merge_clients(kept, merged, by=alice, now=now)
    kept.refresh_from_db()
    assert (kept.phone, kept.email, kept.tax_number, kept.owner, kept.segment) == ("1", "a@b.hu", "7", bob, None)
    change_client(kept, {"tax_number": "8"}, by=alice, now=now)
    part_client(merged, by=alice, now=now)
    kept.refresh_from_db()
    assert (kept.phone, kept.email, kept.tax_number, kept.owner) == ("1", "", "8", None)


def test_it_is_offered_nowhere_and_found_by_all_of_its_words(enter, alice, bob, eve, now):
    kept, merged = enter("Kept"), enter("Zebra Works", phone="+36 30 123 4567", email="zoo@example.com", owner=bob)
    merge_clients(kept, merged, by=alice, now=now)
    for text in ("zebra", "123 45 67", "zoo@", "Zebra Works Smith"):
        assert look_up(alice, text, 5).mine == [kept], text
    assert clients_called(alice, "zebra works").mine == [kept]
    assert look_up(eve, "zebra", 5, foreign=5).foreign == [kept]
    assert merged not in clients_for(alice)
    part_client(merged, by=alice, now=now)
    assert look_up(alice, "zebra", 5).mine == [merged]


def test_who_looked_after_either_sees_the_kept_one(alice, bob, eve, now):
    kept, merged = open_client("Kept", by=alice, now=now, owner=eve), open_client("A", by=alice, now=now, owner=bob)
    assert not clients_for(bob).filter(pk=kept.pk).exists()
    merge_clients(kept, merged, by=alice, now=now)
    assert clients_for(bob).get() == clients_for(bob, [kept.pk]).get() == clients_for(eve).get() == kept


def test_a_merge_of_merges_is_followed_to_its_end(alice, bob, eve, now):
    """
    Bob's A into B, then B into C, which is Eve's.
    """
    first, second, third = (
        open_client(name, by=alice, now=now, owner=owner) for name, owner in (("A", bob), ("B", alice), ("C", eve))
    )
    merge_clients(second, first, by=alice, now=now)
    merge_clients(third, second, by=alice, now=now)
    assert clients_for(bob).get() == clients_for(bob, [third.pk]).get() == third
    assert clients_called(bob, "a").mine == [third]
    assert set(clients_ever(bob)) == {first, second, third}


def test_what_still_names_the_merged_one_reaches_the_kept_one(enter, bob, company, now, stage):
    """A phone or a program that read the client before the merge writes to it afterwards."""
    kept, merged = enter("Kept"), enter("A")
    deal, person = Deal.objects.get(name="A open"), Person.objects.get(name="A Smith")
    assert deal.client == merged
    merge_clients(Client.objects.get(pk=kept.pk), Client.objects.get(pk=merged.pk), by=bob, now=now)
    about = _log(merged, deal, bob, now, stage["Offer"], persons=(person,))
    assert (about.client, list(about.persons.all()), about.is_effective) == (kept, [person], True)
    assert _log(merged, None, bob, now).client == kept
    assert open_deal(merged, name="fresh", by=bob, now=now).client == kept
    assert add_person(merged, "Ada", by=bob, now=now).client == kept
    assert book_sale(merged, amount=1, currency=company.currency, sold_on=now.date(), by=bob, now=now).client == kept
    agreed = NewStep(uuid.uuid4(), "call", now.date() + _DAY)
    assert set_step(agreed, client=merged, deal=deal, rep=bob, by=bob, now=now).client == kept
    assert open_client("A", by=bob, now=now, uid=merged.uid) == kept
    with pytest.raises(LogProblem, match="A was merged into Kept meanwhile"):
        change_client(merged, {"name": "B"}, by=bob, now=now)


def test_merging_twice_or_crosswise_or_with_itself(enter, alice, now):
    kept, merged = enter("Kept"), enter("A")
    merge_clients(kept, merged, by=alice, now=now)
    entries = AuditEntry.objects.count()
    assert merge_clients(kept, merged, by=alice, now=now) == kept
    assert AuditEntry.objects.count() == entries
    with pytest.raises(LogProblem, match="A was merged into Kept meanwhile"):
        merge_clients(merged, kept, by=alice, now=now)
    with pytest.raises(LogProblem, match="one client already"):
        merge_clients(kept, kept, by=alice, now=now)
    part_client(merged, by=alice, now=now)
    assert part_client(merged, by=alice, now=now) == merged
