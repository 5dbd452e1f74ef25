"""Why a database cannot do what the others do: not built by us yet, not offered by it yet, or never to be.

Each word marks a parameter as a failure that is expected, strictly: the day it works, the test says so.
"""

import pytest


def notimpl(database: str, reason: str):
    """It could be done there, and we have not done it."""
    return _cannot(database, f"not implemented by us: {reason}")


def notyet(database: str, reason: str):
    """The database, or the compiler for it, does not offer it yet."""
    return _cannot(database, f"not offered yet: {reason}")


def never(database: str, reason: str):
    """It goes against what the database is."""
    return _cannot(database, f"never: {reason}")


def _cannot(database: str, reason: str):
    return pytest.param(
        database, marks=pytest.mark.xfail(reason=f"{database}: {reason}", strict=True, raises=AssertionError)
    )
