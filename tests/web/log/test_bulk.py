"""Rows by the handful, one statement after the other or in one go."""

import uuid
from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from headway.web.inserting import insert
from headway.web.log.bulk import Wanted, insert_rows, put_rows, read_rows, read_tables, update_rows
from headway.web.models import Change, Contact, Deal, DealOwner, Stay, User
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


@pytest.mark.parametrize("count", [1, 30])
def test_rows_are_put_beside_others_or_in_their_place(deal: Deal, count: int) -> None:
    """
    number | visit before | put with visit | visit after
    1      | 1            |                | 1
    2      | 1            | 9              | 9
    3...   |              | 9              | 9
    """
    (first,) = Stay.objects.filter(deal=deal).values_list("funnel", "stage", "entered_on")
    names = ("deal", "number", "funnel", "stage", "entered_on", "visit", "entered_at")
    put_rows(Stay, ("deal", "number"), names, [(deal.pk, 2, *first, 1, 5)])
    put_rows(Stay, ("deal", "number"), names, [(deal.pk, number, *first, 9, 5) for number in range(2, 3 + count)])
    assert list(Stay.objects.filter(deal=deal).values_list("number", "visit")) == [
        (1, 1), *((number, 9) for number in range(2, 3 + count)),
    ]  # fmt: skip


@pytest.mark.parametrize("count", [99, 100, 250])
def test_of_many_rows_each_is_inserted_once(company: object, count: int) -> None:
    """Those that go in one statement, a whole one, and a rest behind several."""
    insert_rows(Change, ("noun", "noun_id"), (("deal", -id_) for id_ in range(1, count + 1)))
    ids = Change.objects.filter(noun_id__lt=0).order_by("-noun_id").values_list("noun_id", flat=True)
    assert list(ids) == list(range(-1, -count - 1, -1))


def test_of_no_rows_nothing_is_put(company: object) -> None:
    put_rows(Change, (), ("noun", "noun_id"), [])
    insert_rows(Change, ("noun", "noun_id"), [])
    assert not Change.objects.filter(noun_id__lt=0).exists()


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
