"""What migrations make of what was stored before them."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from headway.web import audit
from headway.web.log import NewContact, book_sale, delete_contact, log_contact
from headway.web.models import DeletedContact, Sale

SAID = import_module("headway.web.migrations.0006_said_kind_and_deleted_contacts")
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
    uid = "c0ffee00-1111-4222-8333-444455556666"
    new = NewContact(uid=uid, client=pump, rep=bob, kind="call", happened_at=now)
    delete_contact(log_contact(new, by=bob, now=now), by=bob, now=now)
    DeletedContact.objects.all().delete()
    SAID.remember_the_deleted(apps, EDITOR)
    deleted = DeletedContact.objects.get()
    assert (str(deleted.uid), deleted.rep, deleted.deleted_at) == (uid, bob, now)


def test_a_sale_says_its_kind_from_the_start(pump, company, bob, now):
    sale = book_sale(pump, amount=1, currency=company.currency, sold_on=now.date(), by=bob, now=now, kind="add_on")
    assert (sale.kind, sale.said_kind) == ("add_on", "add_on")
