"""Whether something was kept up week by week, and so the next thing may be taken on."""

from collections.abc import Sequence

# Recorded in at least four of the last five weeks.
OF_WEEKS = 5
AT_LEAST = 4


def kept_up(weeks: Sequence[bool]) -> bool:
    """Return whether something was recorded in four of five weeks; with fewer than five known it was not yet."""
    return len(weeks) >= OF_WEEKS and sum(weeks[-OF_WEEKS:]) >= AT_LEAST


def on_the_ladder(first: int, taken: int, kept: Sequence[bool]) -> tuple[int, bool]:
    """Return how many rungs of a ladder are stood on, and whether the next one is offered.

    One begins with the first few, ``taken`` more were taken on; ``kept`` says of every rung whether it is kept up. The
    next is offered once the last one stood on is kept up.
    """
    standing = min(len(kept), first + taken)
    return standing, standing < len(kept) and standing > 0 and kept[standing - 1]
