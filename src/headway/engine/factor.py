"""What a number is multiplied or divided by besides its own two counts."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headway.engine.metric import Metric


@dataclass(frozen=True)
class Factor:
    """Another metric, by its name, that a number is multiplied or divided by."""

    name: str
    is_divisor: bool = False

    @property
    def metric(self) -> "Metric":
        """The metric itself; only now, because metrics do not know each other while they are made."""
        found: Metric = import_module(f"headway.metrics.{self.name}").metric
        return found
