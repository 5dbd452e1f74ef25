"""What is inserted by SQL that is written once stands in the database as if Django had saved it."""

import uuid
from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from headway.web.inserting import insert
from headway.web.models import AuditEntry, Contact, Deal, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(deal: Deal, bob: User, now: datetime) -> dict[str, Any]:
    """A contact of Bob's, with text, days, moments, truths and nothing among its fields."""
    return {
        "client": deal.client, "deal": deal, "rep": bob, "team_id": bob.team_id, "kind": "call", "is_inbound": True,
        "happened_at": now, "happened_on": date(2024, 5, 15), "position": 7, "duration_seconds": None,
        "note": "Ein 'Ja', 50 %", "meeting_uid": uuid.uuid4(), "written_at": now, "written_by": bob,
    }  # fmt: skip


def test_a_record_is_kept_as_django_keeps_it(told: dict[str, Any]) -> None:
    ours, theirs = insert(Contact(uid=uuid.uuid4(), **told)), Contact.objects.create(uid=uuid.uuid4(), **told)
    kept = [Contact.objects.values().get(pk=contact.pk) for contact in (ours, theirs)]
    own = ("id", "uid")
    assert [kept[0].pop(name) for name in own] == [ours.pk, ours.uid]
    assert kept[1].pop("id") == ours.pk + 1
    assert {name: value for name, value in kept[1].items() if name not in own} == kept[0]


def test_an_inserted_record_can_be_saved_again(told: dict[str, Any]) -> None:
    contact = insert(Contact(uid=uuid.uuid4(), **told))
    contact.note = "No"
    contact.save()
    assert [each.note for each in Contact.objects.all()] == ["No"]


@pytest.mark.parametrize("after", [None, {"note": 'ő 50 % "ja"', "ids": [1, 2]}, {}])
def test_what_the_audit_trail_keeps_is_json_or_nothing(company: object, now: datetime, after: object) -> None:
    entry = insert(AuditEntry(at=now, verb="log", noun="contact", noun_id=1, after=after))
    assert AuditEntry.objects.get(pk=entry.pk).after == after
    assert AuditEntry.objects.filter(after__isnull=True).count() == (after is None)


def test_what_the_database_refuses_is_an_error_of_djangos(told: dict[str, Any]) -> None:
    uid = uuid.uuid4()
    insert(Contact(uid=uid, **told))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Contact(uid=uid, **told))
