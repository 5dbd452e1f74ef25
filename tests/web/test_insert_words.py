"""Rows are kept as they were told, value by value or all as one; what stands under their key is replaced."""

import uuid
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection

from headway.web.insert_words import Row, as_one, told_apart, told_as_one
from headway.web.models import AuditEntry, Contact, Deal, Milestones, User
from headway.web.statements import carry_out

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.parametrize(
        "are_one", [False, pytest.param(True, marks=pytest.mark.postgresql)], ids=["apart", "as one"]
    ),
]
_CONTACT = (
    "uid", "client", "deal", "rep", "kind", "is_inbound", "is_cold", "happened_at", "happened_on", "position",
    "duration_seconds", "note", "outcome", "is_counted", "written_at", "advance", "is_effective", "is_new_ground",
)  # fmt: skip


@pytest.mark.parametrize("note", ["", "ő 50 % 'ja' \"nein\"", "a\\b\n\t{1,2}", "NULL", "🦆 \u2028 \x7f"])
def test_rows_are_kept_as_they_were_told(deal: Deal, bob: User, note: str, *, are_one: bool) -> None:
    """Of two contacts the second has what the first has not."""
    told = (bob.pk, "call", True, False, 1_715_778_000_000_001, date(2024, 5, 15), 2**62)
    rest = ("", True, 1_715_778_000_000_002, "none", False, False)
    rows = [
        (uuid.uuid4(), deal.client_id, None, *told, None, note, *rest),
        (uuid.uuid4(), deal.client_id, deal.pk, *told, 60, note * 2, *rest),
    ]
    _insert(Contact, _CONTACT, rows, are_one=are_one)
    names = [Contact._meta.get_field(name).attname for name in _CONTACT]
    kept = list(Contact.objects.order_by("pk").values_list(*names))
    moments = [names.index(name) for name in ("happened_at", "written_at")]
    assert [_plain(row, moments) for row in kept] == rows


def test_json_is_kept_as_json_and_nothing_as_nothing(bob: User, now: datetime, *, are_one: bool) -> None:
    rows = [(1, bob.pk, "log", "contact", 1, None, '{"note": "\\"ő\\"", "ids": [1, null]}')]
    _insert(AuditEntry, ("at", "actor", "verb", "noun", "noun_id", "before", "after"), rows, are_one=are_one)
    entry = AuditEntry.objects.get(noun="contact", noun_id=1)
    assert (entry.before, entry.after) == (None, {"note": '"ő"', "ids": [1, None]})
    assert AuditEntry.objects.filter(noun="contact", before__isnull=True).count() == 1


def test_a_row_takes_the_place_of_the_one_under_its_key(deal: Deal, *, are_one: bool) -> None:
    names = tuple(field.name for field in Milestones._meta.fields)
    before = Milestones.objects.filter(pk=deal.pk).values_list()
    (row,) = before
    changed = [value if name != "contacts" else 77 for name, value in zip(names, row, strict=True)]
    _insert(Milestones, names, [_stored(changed)], key=("deal",), are_one=are_one)
    assert [list(row) for row in before.all()] == [changed]


def _insert(model: Any, names: tuple[str, ...], rows: list[Row], key: tuple[str, ...] = (), *, are_one: bool) -> None:
    if are_one:
        carry_out(told_as_one(model, names, key), [as_one(model, names, rows)])
    else:
        values = [value for row in rows for value in row]
        with connection.cursor() as cursor:
            cursor.execute(told_apart(model, names, key, len(rows)), values)


def _plain(row: Row, moments: list[int]) -> tuple[Any, ...]:
    return tuple(_stored([value])[0] if place in moments else value for place, value in enumerate(row))


def _stored(row: Row) -> list[Any]:
    return [Contact._meta.get_field("written_at").get_prep_value(v) if isinstance(v, datetime) else v for v in row]
