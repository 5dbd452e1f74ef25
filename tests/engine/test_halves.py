"""When many curves come to one half: as each tells by itself, and mostly without a walk."""

from collections import Counter
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from headway.engine.curve import Columns, Curve
from headway.engine.halves import halves

ENDS = ("reached", "otherwise", "open")

courses = st.lists(st.lists(st.tuples(st.integers(0, 12), st.sampled_from(ENDS)), max_size=30), max_size=6)


def columns(rows: list[tuple[int, str]]) -> Columns:
    counts = Counter(rows)
    days = sorted({day for day, _end in rows})
    ends = ([counts[day, end] for day in days] for end in ENDS)
    return Columns(days, *ends, [0] * len(days))


def walked(course: Columns) -> tuple[object, object, object]:
    curve = Curve(columns=course)
    interval = curve.middle_interval
    return curve.middle, interval and interval.low, interval and interval.high


@settings(deadline=None)
@given(courses)
def test_they_are_those_of_each_curve(some):
    made = [columns(rows) for rows in some]
    for course, told in zip(made, halves(made), strict=True):
        if told is not None:
            assert walked(course) == (told[1], told[0], None if told[0] is None else told[2])


def test_of_large_curves_nearly_all_are_told():
    chance = Random(5)
    rows = [
        [(int(chance.expovariate(1 / 40)), chance.choices(ENDS, (5, 3, 2))[0]) for _row in range(chance.randrange(300))]
        for _course in range(300)
    ]
    made = [columns(each) for each in rows if each]
    told = halves(made)
    assert told.count(None) < len(told) / 20
    assert [walked(course)[0] for course, each in zip(made, told, strict=True) if each] == [
        each[1] for each in told if each
    ]


def test_what_comes_to_one_half_exactly_is_left_to_the_curve():
    (told,) = halves([columns([(1, "reached"), (2, "open")])])
    assert told is None


def test_who_all_ended_otherwise_never_comes_there():
    (told,) = halves([columns([(1, "otherwise"), (2, "otherwise")])])
    assert told == (None, None, None)


def test_of_none_there_are_none():
    assert halves([]) == []
