"""Rows by the handful, one statement after the other or in one go."""

import uuid
from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from headway.web.inserting import insert
from headway.web.log.bulk import Wanted, insert_rows, read_rows, read_tables, update_rows
from headway.web.models import Change, Contact, Deal, DealOwner, User
from headway.web.statements import in_one_go

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact(deal: Deal, bob: User, now: datetime) -> Contact:
    """A call of Bob's."""
    told = {"client": deal.client, "deal": deal, "rep": bob, "kind": "call", "written_at": now}
    return insert(Contact(uid=uuid.uuid4(), happened_at=now, happened_on=date(2024, 5, 15), position=1, **told))


def test_several_tables_are_read_as_each_of_them(deal: Deal, contact: Contact, bob: User) -> None:
    """
    table   | rows of the deal
    deal    | one
    contact | one
    owner   | one
    """
    wanted = [
        Wanted(Deal, ("id", "entered_on"), "id"),
        Wanted(Contact, ("deal", "kind", "is_cold"), "deal"),
        Wanted(DealOwner, ("owner",), "deal"),
    ]
    found = read_tables(wanted, [deal.pk, deal.pk + 1])
    assert found == [[(deal.pk, deal.entered_on)], [(deal.pk, "call", False)], [(bob.pk,)]]
    assert found == [read_rows(each.model, each.fields, key=each.key, ids=[deal.pk]) for each in wanted]


def test_of_no_ids_there_is_nothing(company: object) -> None:
    assert read_tables([Wanted(Deal, ("id",), "id"), Wanted(Contact, ("id",), "deal")], []) == [[], []]


def test_what_is_written_in_one_go_is_there_afterwards(contact: Contact) -> None:
    """As many as would go by COPY, after an update and before another."""
    with in_one_go():
        update_rows(Contact, "id", ("note",), [("first", contact.pk)])
        insert_rows(Change, ("noun", "noun_id"), [("deal", -id_) for id_ in range(1, 31)])
        update_rows(Contact, "id", ("note", "is_cold"), [("second", True, contact.pk)])
    contact.refresh_from_db()
    assert (contact.note, contact.is_cold) == ("second", True)
    assert Change.objects.filter(noun_id__lt=0).count() == 30


@pytest.mark.parametrize("is_wanted", [True, False])
def test_what_the_database_refuses_is_an_error_of_djangos_and_changes_nothing(
    contact: Contact, *, is_wanted: bool
) -> None:
    with pytest.raises(IntegrityError):
        _rename_and_whisper(contact, is_wanted=is_wanted)
    contact.refresh_from_db()
    assert (contact.kind, contact.note) == ("call", "")


def _rename_and_whisper(contact: Contact, *, is_wanted: bool) -> None:
    with transaction.atomic(), in_one_go(is_wanted=is_wanted):
        update_rows(Contact, "id", ("note",), [("before", contact.pk)])
        update_rows(Contact, "id", ("kind",), [("whisper", contact.pk)])
        update_rows(Contact, "id", ("note",), [("after", contact.pk)])
