"""A whole spread over parts: they add up to it, and none is a step away from its share."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.planning.spreading import spread

_WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("whole", "weights", "step", "parts"),
    [
        (120, [1] * 12, 1, [10] * 12),
        (10, [1, 1, 1], 1, [4, 3, 3]),
        # Five seats by votes of 47, 16, 15.8, 12, 6.1 and 3.1 thousand, as Hamilton's method gives them out of ten.
        (10, [47000, 16000, 15800, 12000, 6100, 3100], 1, [5, 2, 1, 1, 1, 0]),
        (7, [0, 2, 0, 1], 1, [0, 5, 0, 2]),
        (6, [0, 0], 1, [3, 3]),
        # What is less than a step goes to the last part that has any.
        (1050, [1, 1, 0], 100, [500, 550, 0]),
        (0, [3, 4], 1, [0, 0]),
    ],
)
def test_a_whole_is_given_out(whole, weights, step, parts):
    assert spread(Decimal(whole), list(map(Decimal, weights)), Decimal(step)) == list(map(Decimal, parts))


@given(whole=st.integers(0, 10**9), weights=_WEIGHTS, step=st.sampled_from([1, 100]))
def test_the_parts_add_up_and_are_next_to_their_share(whole, weights, step):
    parts = spread(Decimal(whole), list(map(Decimal, weights)), Decimal(step))
    shares = weights if any(weights) else [1] * len(weights)
    assert sum(parts) == whole
    assert all(
        abs(part - Decimal(whole) * share / sum(shares)) < 2 * step for part, share in zip(parts, shares, strict=True)
    )
    assert all(share or not part for part, share in zip(parts, shares, strict=True))


@pytest.mark.parametrize("weights", [[], [Decimal(1), Decimal(-1)]])
def test_weights_that_are_none_are_refused(weights):
    with pytest.raises(ValueError, match="needs weights"):
        spread(Decimal(1), weights)
