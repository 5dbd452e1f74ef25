"""What a fact table is, and the columns that nearly all of them share: whose it is, and where it came from."""

from collections.abc import Mapping
from dataclasses import dataclass

import ibis


@dataclass(frozen=True)
class FactTable:
    """One table of facts: its name, the columns with their Ibis types, and the columns that identify a row.

    Rows are laid out by ``order``, without a day last, where all of them are written at once: a few days are then found
    without a look at the rest. What ends lies by its end, so that of a day whatever ended before is passed over.
    """

    name: str
    columns: Mapping[str, str]
    key: tuple[str, ...]
    order: tuple[str, ...] = ()

    @property
    def table(self) -> ibis.Table:
        """The table as an Ibis expression that is bound to no database."""
        return ibis.table(dict(self.columns), name=self.name)


DIMENSIONS = {
    "rep_id": "int64",
    "team_id": "int64",
    "source_id": "int64",
    "segment_id": "int64",
    "funnel_id": "int64",
}
