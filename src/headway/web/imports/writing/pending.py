"""What an import will do to records that exist already: noted while it runs, done when it is published."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import models

Changes = dict[str, Any]


class NotedStep(NamedTuple):
    """A next step of a file: its id, the deal, the contact that sets it, if any, and what stands in its row."""

    uid: str
    deal_id: int
    contact_uid: str | None
    rep_id: int
    kind: str
    what: str
    due_on: date
    due_at: int | None


class NotedCost(NamedTuple):
    """What stands in the row of a cost that a file tells: in minor units of its currency and the company's."""

    source: int
    starts_on: date
    ends_on: date
    amount: int
    currency: str
    company_amount: int
    note: str


@dataclass
class Pending:
    """Fields to change by model and id, reps to put into teams, next steps, for which the log must be whole; costs."""

    changes: dict[type[models.Model], dict[int, Changes]] = field(default_factory=lambda: defaultdict(dict))
    joins: dict[int, int] = field(default_factory=dict)
    steps: list[NotedStep] = field(default_factory=list)
    costs: dict[str, NotedCost] = field(default_factory=dict)

    def compare(self, model: type[models.Model], id_: int, stored: Mapping[str, Any], given: Mapping[str, Any]) -> None:
        """Note the fields that the file gives otherwise than they are stored; None means that it does not give them."""
        wanted = self.changes[model].get(id_, {})
        differing = {
            name: value
            for name, value in given.items()
            if value is not None and wanted.get(name, stored[name]) != value
        }
        if differing:
            self.changes[model][id_] = wanted | differing

    def count(self) -> int:
        """Return how many records are to be changed."""
        return sum(len(changes) for changes in self.changes.values()) + len(self.joins)
