"""The parts of what will come on average add up as they are shown."""

from types import SimpleNamespace

import pytest

from headway.web.forecasts.made_of import parts_of
from headway.web.forecasts.saying import NUMBER, Measure

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("certain", "split", "shown"),
    [
        (0, (30.54, 56.94), ["0", "30.5", "57", "87.5"]),
        (3, (0.04, 0.04), ["3", "0", "0.1", "3.1"]),
        (3, (0.06, 0.06), ["3", "0.1", "0", "3.1"]),
        (3, (0.0, 0.0), ["3", "0", "0", "3"]),
    ],
)
def test_what_is_shown_of_the_parts_adds_up_to_the_sum_that_is_shown(certain, split, shown):
    outlook = SimpleNamespace(certain=certain, split=split, mean=certain + sum(split))
    assert [each.value for each in parts_of(outlook, Measure(NUMBER))] == shown
