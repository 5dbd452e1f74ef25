"""The locks that writers of one deal wait for."""

from collections.abc import Iterable

from django.db import connection

from headway.web.models import Contact, Deal, NextStep
from headway.web.statements import carry_out


def lock_deals(deals: Iterable[object]) -> None:
    """Hold the deals until the transaction ends, in the order of their ids, so that no two writers wait in a circle.

    SQLite needs no row locks: an immediate transaction is alone.
    """
    ids = sorted({deal.pk for deal in deals if isinstance(deal, Deal)})
    if ids and connection.vendor == "postgresql":
        carry_out(_LOCK, [ids])


_LOCK = f"SELECT id FROM {Deal._meta.db_table} WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"  # noqa: S608 - our own words


def lock_contact(contact: Contact) -> None:
    """Read a contact as it stands and hold it until the transaction ends, so that two corrections follow each other."""
    contact.refresh_from_db(from_queryset=Contact.objects.select_for_update(no_key=True))


def lock_step(step: NextStep) -> None:
    """Read a next step as it stands and hold it until the transaction ends, so that it ends once."""
    step.refresh_from_db(from_queryset=NextStep.objects.select_for_update(no_key=True))
