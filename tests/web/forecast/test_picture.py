"""A forecast as it is drawn: one hill, without notches, where one number is the likeliest."""

import re
from itertools import pairwise

import pytest

from headway.planning.closing import number_of
from headway.planning.experience import Experience
from headway.planning.foresight import Method
from headway.web.forecast.picture import band_of
from headway.web.forecasts.outcome import Outlook

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(("deals", "spread"), [(40, 0.0), (280, 0.16), (280, 0.4)])
def test_a_number_of_deals_is_drawn_as_one_hill(deals, spread):
    closing = number_of([0.3] * deals).widened(spread).with_certain(7)
    experience = Experience((), Method.LEARNT, spread)
    outlook = Outlook(
        closing=closing, experience=experience, certain=7, from_open=0.3 * deals, to_come=0.0, weighted=0.0, last=0.0
    )
    shape = band_of(outlook, None).shape
    heights = [20 - float(each) for each in re.findall(r"L[\d.]+,([\d.]+)", shape)]
    rises = [after - before for before, after in pairwise(heights) if abs(after - before) > 0.02]
    assert sum((before > 0) != (after > 0) for before, after in pairwise(rises)) == 1
