"""What an engine cannot do as the others do, and why: not built by us yet, not offered by it yet, or never to be.

The table is held to both ways: what is not in it must work, and what is in it must not.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """A word of three, and the reason."""

    word: str
    reason: str


def notimpl(reason):
    """It could be done there, and we have not done it."""
    return Reason("notimpl", reason)


def notyet(reason):
    """The engine, or the compiler for it, does not offer it yet."""
    return Reason("notyet", reason)


def never(reason):
    """It goes against what the engine is."""
    return Reason("never", reason)


# By engine and by what is asked: a metric's name, or the name of a question in `reports.py` or `abilities.py`.
CANNOT = {
    ("clickhouse", "a sale of the year 1850"): never("its days begin in 1900: nobody can ask for an earlier one"),
    ("clickhouse", "a change that fails halfway leaves nothing"): notyet(
        "it offers transactions over several tables as an experiment only; the next run repeats the whole change"
    ),
}
