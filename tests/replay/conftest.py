"""The log of a test: the table in its docstring."""

import pytest

from tests.replay.logbook import Log, read_log


@pytest.fixture
def log(request: pytest.FixtureRequest) -> Log:
    return read_log(request.function.__doc__)
