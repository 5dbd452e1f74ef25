"""What migrations make of what was stored before them."""

from datetime import date, timedelta
from importlib import import_module
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection

from headway.web import audit
from headway.web.log import NewContact, book_sale, delete_contact, log_contact, move_deal, open_deal, value_deal
from headway.web.log.changes import note_names
from headway.web.models import Currency, DealValue, DeletedContact, ExchangeRate, Milestones, MoveCause, Sale

SAID = import_module("headway.web.migrations.0006_said_kind_and_deleted_contacts")
VALUES = import_module("headway.web.migrations.0010_values_and_expected_days")
EDITOR = SimpleNamespace(connection=connection)


@pytest.fixture
def book(pump, company, bob, now):
    def booked(kind, told=None):
        sale = Sale.objects.create(
            client=pump, kind=kind, said_kind=kind, sold_on=now.date(), amount=1, currency=company.currency,
            company_amount=1, written_at=now,
        )  # fmt: skip
        if told:
            audit.record(bob, "book", sale, now, after={"kind": told})
        Sale.objects.filter(pk=sale.pk).update(said_kind="")
        return sale

    return booked


def test_of_a_sale_from_before_the_kind_that_was_said_is_the_one_that_the_audit_trail_tells(book):
    """
    kind now     | the audit trail says
    new business | nothing, it was imported
    renewal      | add-on: it was found to be won back later
    renewal      | renewal
    add-on       | add-on
    """
    sales = [
        book("new_business"),
        book("renewal", "add_on"),
        book("renewal", "renewal"),
        book("add_on", "add_on"),
    ]
    SAID.keep_what_was_said(apps, EDITOR)
    said = dict(Sale.objects.values_list("pk", "said_kind"))
    assert [said[sale.pk] for sale in sales] == ["new_business", "add_on", "renewal", "add_on"]


def test_what_was_deleted_before_stays_deleted_too(pump, bob, now):
    uid = UUID("c0ffee00-1111-4222-8333-444455556666")
    new = NewContact(uid=uid, client=pump, rep=bob, kind="call", happened_at=now)
    delete_contact(log_contact(new, by=bob, now=now), by=bob, now=now)
    DeletedContact.objects.all().delete()
    SAID.remember_the_deleted(apps, EDITOR)
    deleted = DeletedContact.objects.get()
    assert (deleted.uid, deleted.rep, deleted.deleted_at) == (uid, bob, now)


def test_a_sale_says_its_kind_from_the_start(pump, company, bob, now):
    sale = book_sale(pump, amount=1, currency=company.currency, sold_on=now.date(), by=bob, now=now, kind="add_on")
    assert (sale.kind, sale.said_kind) == ("add_on", "add_on")


def test_values_from_before_are_dated_as_they_would_be_now(deal, pump, bob, company, stage, now):
    """
    Two pumps | valued at 100, 200 the same day, 300 three days later; lost on the fourth, then valued at 400
    Forints   | opened at 100,000 forints, when one was 0.0025, and valued at 200,000 when one was 0.0030
    """
    forint = Currency.objects.get(code="HUF")
    for day, rate in ((1, "0.0025"), (17, "0.0030")):
        ExchangeRate.objects.create(currency=forint, starts_on=date(2024, 5, day), rate=rate)
    note_names()
    for days, hours, amount in ((0, 0, 100), (0, 1, 200), (3, 0, 300), (5, 0, 400)):
        at = now + timedelta(days=days, hours=hours)
        value_deal(deal, amount, company.currency, by=bob, now=at)
        if days == 3:
            move_deal(deal, stage["Lost"], cause=MoveCause.CLIENT, by=bob, now=at + timedelta(days=1))
    foreign = open_deal(pump, name="Forints", by=bob, now=now, value_amount=100_000, currency=forint)
    value_deal(foreign, 200_000, forint, by=bob, now=now + timedelta(days=4))
    columns = ("amount", "from_on", "until_on", "company_amount")
    dated = list(DealValue.objects.order_by("pk").values_list(*columns))
    lost = dict(Milestones.objects.values_list("deal", "lost_amount"))
    DealValue.objects.update(from_on=None, until_on=None, company_amount=None)
    Milestones.objects.update(lost_amount=None)
    VALUES.date_the_values(apps, EDITOR)
    VALUES.value_the_lost(apps, EDITOR)
    assert list(DealValue.objects.order_by("pk").values_list(*columns)) == dated
    assert dict(Milestones.objects.values_list("deal", "lost_amount")) == lost == {deal.pk: 300, foreign.pk: None}
    assert [row[3] for row in dated] == [100, 200, 300, 400, 25_000, 60_000]
