"""Values of fields in the audit trail, as plain JSON, and back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models


def to_plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Write stored values (times as integers, days as dates) so that JSON keeps them."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def from_plain(model: type[models.Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """Read stored values back."""
    return {name: _value(model, name, value) for name, value in values.items()}


def _value(model: type[models.Model], name: str, value: Any) -> Any:
    is_day = isinstance(model._meta.get_field(name), models.DateField)
    return date.fromisoformat(value) if is_day and isinstance(value, str) else value
