"""What an import will do to records that exist already: noted while it runs, done when it is published."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

Changes = dict[str, Any]


@dataclass
class Pending:
    """Fields to change by model and id, and reps to put into teams."""

    changes: dict[type[models.Model], dict[int, Changes]] = field(default_factory=lambda: defaultdict(dict))
    joins: dict[int, int] = field(default_factory=dict)

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
