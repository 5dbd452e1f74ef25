"""Asking a table of which only the model is known."""

from typing import TypeVar

from django.db.models import Model, QuerySet

_Model = TypeVar("_Model", bound=Model)


def records(model: type[_Model]) -> "QuerySet[_Model]":
    """Return all records of a model."""
    return model._default_manager.all()  # noqa: SLF001 - Django's documented name, for models of any kind
