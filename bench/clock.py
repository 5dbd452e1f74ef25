"""How long something takes: the least of some runs, because a shared machine only ever adds."""

from collections.abc import Callable, Sequence
from time import perf_counter, process_time

Work = Callable[[], object]


def once_ms(work: Work) -> float:
    """Return how long one run takes, in milliseconds."""
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def once_with_cpu_ms(work: Work) -> tuple[float, float]:
    """Return how long one run takes and how much of a processor it takes, both in milliseconds."""
    start = process_time()
    took = once_ms(work)
    return took, (process_time() - start) * 1000


def best_ms(works: Sequence[Work], *, seconds: float = 4.0, least: int = 3, most: int = 200) -> list[float]:
    """Return the least of some runs of each, in milliseconds; they take turns, so that all meet the same machine."""
    first = [once_ms(work) for work in works]
    runs = max(least, min(most, int(seconds * 1000 / sum(first))))
    return [min(times) for times in zip(*([once_ms(work) for work in works] for _ in range(runs)), strict=True)]
