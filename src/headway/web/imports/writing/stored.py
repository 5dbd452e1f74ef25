"""Which records of a file are stored already, by the ids that are made of their keys."""

from collections.abc import Sequence
from typing import Any

from django.db import models

from headway.web.log.bulk import read_rows


def stored_ids(model: type[models.Model], uids: Sequence[str]) -> dict[str, int]:
    """Return the primary keys of those that are stored."""
    return {in_digits(uid): id_ for uid, id_ in read_rows(model, ("uid", "id"), key="uid", ids=uids)}


def in_digits(uid: Any) -> str:
    """Write an id as it was read as `identity` makes it: SQLite keeps the digits, PostgreSQL's driver makes a UUID."""
    return uid if isinstance(uid, str) else str(uid.hex)
