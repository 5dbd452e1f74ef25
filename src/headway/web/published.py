"""Which imports exist for nobody: a run and all that it wrote are seen from the moment that it is published."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from headway.web.models import ImportRun, ImportState
from headway.web.stencil import Stencil

# An import that is not finished, or was given up or taken back, does not exist for anybody.
UNPUBLISHED = (
    ImportState.PREPARED,
    ImportState.WAITING,
    ImportState.RUNNING,
    ImportState.FAILED,
    ImportState.CANCELLED,
    ImportState.TAKING_BACK,
    ImportState.TAKEN_BACK,
)


def unpublished_runs() -> list[int]:
    """Return the imports whose records do not exist yet, or no longer."""
    return _UNPUBLISHED_RUNS.all()


_UNPUBLISHED_RUNS = Stencil(
    lambda: ImportRun.objects.filter(state__in=UNPUBLISHED).order_by("pk").values_list("pk", flat=True)
)
_seen_once: ContextVar[list[list[int]] | None] = ContextVar("seen_once", default=None)


def unpublished_runs_later() -> Callable[[], list[int]]:
    """Ask the same among statements in one go, and return what gives it after the last of them."""
    found = _UNPUBLISHED_RUNS.each_later([()])
    return lambda: found()[0]


@contextmanager
def looking_once(hidden: list[int] | None = None) -> Iterator[None]:
    """Let everything shown within be of one look at what is published; what is written must ask anew.

    ``hidden`` is what `unpublished_runs` gave, for whoever has looked already.
    """
    if _seen_once.get() is not None and hidden is None:
        yield
        return
    outside = _seen_once.set([] if hidden is None else [hidden])
    try:
        yield
    finally:
        _seen_once.reset(outside)


def hidden_runs() -> list[int]:
    """Return the imports whose records are not to be seen: as `unpublished_runs`, asked once within `looking_once`."""
    seen = _seen_once.get()
    if seen is None:
        return unpublished_runs()
    if not seen:
        seen.append(unpublished_runs())
    return seen[0]
