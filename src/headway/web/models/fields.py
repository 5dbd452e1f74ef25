"""Model fields of our own: an instant that is the same integer on every database, and an id made by the sender."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models
from django.db.models.expressions import Combinable

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_microseconds(moment: datetime) -> int:
    """Return an aware datetime as microseconds since the epoch, UTC."""
    return (moment - _EPOCH) // _MICROSECOND


def from_microseconds(microseconds: int) -> datetime:
    """Return microseconds since the epoch as an aware datetime in UTC."""
    return _EPOCH + timedelta(microseconds=microseconds)


_Set = TypeVar("_Set")
_Got = TypeVar("_Got")

if TYPE_CHECKING:

    class _BigInteger(models.Field[_Set, _Got]):
        """What the type checker is told of the field below: it takes and gives datetimes."""

        _pyi_private_set_type: datetime | Combinable
        _pyi_private_get_type: datetime
        _pyi_lookup_exact_type: datetime
else:
    # Django's fields are generic to the type checker alone.
    class _Generic:
        def __class_getitem__(cls, _types: object) -> type:
            return models.BigIntegerField

    _BigInteger = _Generic


class InstantField(_BigInteger[_Set, _Got]):
    """A moment in time, kept as microseconds since the epoch, UTC; an aware datetime in Python."""

    def from_db_value(self, value: int | None, *_: object) -> datetime | None:
        """Turn the stored integer into a datetime."""
        return None if value is None else from_microseconds(value)

    def to_python(self, value: Any) -> datetime | None:
        """Accept a datetime, an integer, or an ISO text."""
        if value is None or isinstance(value, datetime):
            return value
        if isinstance(value, str) and not value.lstrip("-").isdigit():
            return datetime.fromisoformat(value)
        return from_microseconds(int(value))

    def get_prep_value(self, value: Any) -> int | None:
        """Turn a datetime into the integer to store."""
        if value is None or isinstance(value, int):
            return value
        moment = self.to_python(value)
        return None if moment is None else to_microseconds(moment)

    def value_to_string(self, obj: models.Model) -> str:
        """Write the integer into serialised records."""
        return str(self.get_prep_value(self.value_from_object(obj)))


def uid_field() -> "models.UUIDField[Any, Any]":
    """Return a unique id that a phone, a program or an import can make by itself, so that sending twice counts once."""
    return models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
