"""Says in the reader's words what the engine refuses, and which part of the question is in the way."""

from collections.abc import Iterator
from contextlib import contextmanager

from headway.engine.catalogue import UnknownMetric
from headway.engine.plan import DimensionNotKnown, DimensionTwice, NoSuchPart, TotalOnly
from headway.reports.funnel import SplitNotKnown
from headway.web.naming import NotUnderstood
from headway.web.spoken import spoken

_FIELDS = ((UnknownMetric, "metric"), (NoSuchPart, "part"), (SplitNotKnown, "split"), (TotalOnly, "scope"))


@contextmanager
def explained() -> Iterator[None]:
    """Say in one way what the engine refuses."""
    try:
        yield
    except (UnknownMetric, NoSuchPart, SplitNotKnown, DimensionNotKnown, DimensionTwice, TotalOnly) as trouble:
        field = next((name for kind, name in _FIELDS if isinstance(trouble, kind)), "by")
        raise NotUnderstood(spoken(trouble.args[0]), field) from trouble
