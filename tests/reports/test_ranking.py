"""Ranking: one lucky day does not beat a steady month, and nobody is called better where chance would do as much."""

import random
from math import exp

import pytest

from headway.reports.ranking import Standing, Verdict, Worked, ranking


def _ranked(table):
    heads, *lines = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    assert heads == ["rep", "effective", "days"]
    return ranking([Worked(*map(int, line)) for line in lines])


def test_one_lucky_day_does_not_beat_a_steady_month():
    """Five on one day, 5 a day, against 63 in 21 days, 3 a day; the team has 1.8."""
    told = _ranked("""
        rep | effective | days
        1   | 5         | 1
        2   | 63        | 21
        3   | 30        | 21
        4   | 25        | 21
        5   | 33        | 21
    """)
    lucky, steady = (next(line for line in told.lines if line.rep_id == rep) for rep in (1, 2))
    assert told.verdict is Verdict.DIFFERENT
    assert [line.rep_id for line in told.lines] == [2, 1, 5, 3, 4]
    assert (lucky.rate, steady.rate) == (5, 3)
    assert lucky.shrunk < steady.shrunk
    assert [(line.rep_id, line.standing) for line in told.standing_out] == [(2, Standing.ABOVE), (4, Standing.BELOW)]


def test_reps_within_chance_stand_as_they_were_given_with_the_rate_of_the_team():
    """Eight reps, ten days each, between 14 and 26 effective contacts: chi-squared 5.5 on 7 degrees."""
    counts = (20, 14, 26, 19, 21, 22, 18, 20)
    told = ranking([Worked(rep, count, 10) for rep, count in enumerate(counts)])
    assert told.verdict is Verdict.ALIKE
    assert told.chi_squared == pytest.approx(sum((count - 20) ** 2 / 20 for count in counts))
    assert [line.rep_id for line in told.lines] == list(range(8))
    assert {line.shrunk for line in told.lines} == {told.team_rate} == {2.0}
    assert told.standing_out == ()
    assert all(line.low < 2 < line.high for line in told.lines)


def test_a_rate_is_pulled_to_the_teams_by_how_little_is_known():
    """Rates 4, 1, 1 a day: what they differ by beyond chance is 2 - 2 / 10, so that b = 2 / 1.8 days of the team's."""
    told = ranking([Worked(1, 40, 10), Worked(2, 10, 10), Worked(3, 10, 10)])
    spread = 2 - 2 / 10
    assert told.team_rate == 2
    assert [line.shrunk for line in told.lines] == [
        pytest.approx((count + 2 * 2 / spread) / (10 + 2 / spread)) for count in (40, 10, 10)
    ]


def test_the_formula_shrinks_the_eighteen_batters_as_efron_and_morris_do():
    """Efron and Morris 1975 shrink .400 to .294 and .156 to .242: their pull is c = .2117 for variance p (1 - p) / 45.

    The same pull comes out of A / (A + m / t) where the chance part is Poisson's: for it A is what makes c .2117.
    """
    mean, t, c = 0.2654, 45, 0.2117
    spread = c / (1 - c) * mean / t
    for hits, shrunk in ((18, 0.294), (7, 0.242)):
        assert (hits + mean**2 / spread) / (t + mean / spread) == pytest.approx(shrunk, abs=0.0006)


def test_who_was_not_there_has_no_rate_and_stands_last():
    told = ranking([Worked(1, 0, 0), Worked(2, 60, 10), Worked(3, 5, 10), Worked(4, 2, 0)])
    assert [line.rep_id for line in told.lines] == [2, 3, 1, 4]
    assert [line.shrunk is None for line in told.lines] == [False, False, True, True]
    assert told.team_rate == 65 / 20


@pytest.mark.parametrize("reps", [[], [Worked(1, 5, 3)], [Worked(1, 5, 3), Worked(2, 1, 0)]])
def test_one_alone_is_not_compared(reps):
    assert ranking(reps).verdict is Verdict.ALONE


@pytest.mark.parametrize(
    ("days", "mean"),
    [([1] * 8, 3.0), ([21] * 8, 2.0), ([1, 1, 2, 5, 21, 21, 21, 21], 2.0), ([1] * 10, 0.2), ([1] + [21] * 7, 0.3)],
)
def test_of_a_team_without_a_difference_one_evening_in_twenty_says_there_is_one(days, mean):
    chance = random.Random(1)
    evenings = [ranking([Worked(i, _poisson(chance, mean * t), t) for i, t in enumerate(days)]) for _ in range(400)]
    wrong = sum(each.verdict is Verdict.DIFFERENT for each in evenings)
    named = sum(bool(each.standing_out) for each in evenings)
    # Two in a thousand lie outside of this, were it one in twenty.
    assert 7 <= wrong <= 34
    assert named <= wrong


def test_a_true_difference_is_found_in_a_month():
    """Eight reps, the first of whom does twice as much as the others' one a day."""
    chance = random.Random(2)
    months = [
        ranking([Worked(i, _poisson(chance, 21 * (2 if i == 0 else 1)), 21) for i in range(8)]) for _ in range(100)
    ]
    assert sum(0 in {line.rep_id for line in each.standing_out} for each in months) >= 70


def _poisson(chance, mean):
    below, events, product = exp(-mean), 0, chance.random()
    while product > below:
        events, product = events + 1, product * chance.random()
    return events
