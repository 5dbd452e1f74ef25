"""What is kept up, and which rung of the ladder comes next."""

import pytest

from headway.planning.keeping_up import kept_up, on_the_ladder

YES, NO = True, False


@pytest.mark.parametrize(
    ("weeks", "is_kept"),
    [
        ([YES, YES, YES, YES, YES], True),
        ([NO, YES, YES, YES, YES], True),
        ([YES, YES, NO, YES, YES], True),
        ([YES, NO, YES, NO, YES], False),
        ([YES, YES, YES, YES], False),
        # What was long ago does not help.
        ([YES, YES, YES, NO, NO, YES, YES, NO], False),
    ],
)
def test_four_of_the_last_five_weeks_is_kept_up(weeks, is_kept):
    assert kept_up(weeks) is is_kept


@pytest.mark.parametrize(
    ("taken", "kept", "stands"),
    [
        # One begins with three, and is offered the fourth when the third is kept up.
        (0, [NO, NO, NO, NO], (3, False)),
        (0, [NO, NO, YES, NO], (3, True)),
        (0, [YES, YES, NO, YES], (3, False)),
        (1, [YES, YES, YES, YES], (4, False)),
        (0, [], (0, False)),
    ],
)
def test_the_next_is_offered_when_the_last_one_stood_on_is_kept_up(taken, kept, stands):
    assert on_the_ladder(3, taken, kept) == stands
