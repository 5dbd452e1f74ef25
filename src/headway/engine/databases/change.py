"""A change of facts: the rows of some keys are replaced by others."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Change:
    """All rows whose ``key_column`` holds one of ``keys`` go, and ``rows`` come in their place."""

    key_column: str
    keys: Sequence[int | str]
    rows: pa.Table
