"""The company of the aims, and their Monday."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.web.aims.conftest import MONDAY, asks, half_a_year, sells
from tests.web.api.conftest import api_of
from tests.web.programmes.conftest import headway

__all__ = ["api_of", "asks", "half_a_year", "headway", "sells"]


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield
