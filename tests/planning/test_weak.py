"""The weak link: the chance to be below a norm, the alarm and how often it is false, what mending is worth."""

import numpy as np
import pytest

from headway.planning.links import Link
from headway.planning.weak import Against, threshold, weakest

FUNNEL = [
    Against(Link(str(made), tried, made), norm)
    for tried, made, norm in ((1000, 300, 0.3), (300, 90, 0.4), (90, 60, 0.6), (60, 15, 0.35))
]


def test_a_funnel_against_its_norms():
    """
    1000 -> 300 -> 90 -> 60 -> 15 against norms .30 .40 .60 .35
    """
    assert [each.chance_below for each in FUNNEL] == pytest.approx([0.498, 0.9998, 0.097, 0.951], abs=0.0005)
    assert [each.gain for each in FUNNEL] == pytest.approx([0, 1 / 3, 0, 0.4])
    assert weakest(FUNNEL) is FUNNEL[1]


def test_of_calls_to_meetings_15_per_cent_and_meetings_to_sales_a_third_the_meetings_are_to_be_mended():
    """
    calls to meetings 30 of 200 against 1 in 3, meetings to sales 10 of 30 against 1 in 3: one call in 20 sells
    """
    calls, meetings = Link("calls", 200, 30), Link("meetings", 30, 10)
    assert calls.rate * meetings.rate == pytest.approx(1 / 20)
    assert weakest([Against(calls, 1 / 3), Against(meetings, 1 / 3)]).link is calls


def test_a_norm_with_counts_of_its_own_is_as_uncertain_as_they_are():
    """
    Drawn: how often the rate behind 30 of 100 is below the rate behind 45 of 100.
    """
    random = np.random.default_rng(2)
    now, before = Link("calls", 100, 30), Link("calls", 100, 45)
    drawn = (random.beta(*now.beta, 400_000) < random.beta(*before.beta, 400_000)).mean()
    assert Against(now, before).chance_below == pytest.approx(drawn, abs=0.002)
    assert Against(now, before).norm_rate == 0.45


def test_what_nobody_tried_is_neither_weak_nor_strong():
    nothing = Link("calls", 0, 0)
    assert weakest([Against(nothing, 0.3), Against(Link("calls", 9, 3), nothing)]) is None
    assert weakest([Against(Link("calls", 900, 3), None)]) is None
    assert Against(Link("calls", 100_000, 3), 0.9).chance_below < 1
    assert Against(nothing, 0.3).gain is None
    assert Against(Link("calls", 9, 0), 0.3).gain is None


def test_the_more_links_are_looked_at_the_surer_one_must_be():
    assert [threshold(count) for count in (1, 5)] == pytest.approx([0.96, 0.992])
    surely = Against(Link("calls", 60, 14), 0.35)
    assert surely.chance_below == pytest.approx(0.973, abs=0.001)
    assert weakest([surely]) is surely
    assert weakest([surely] * 5) is None


@pytest.mark.parametrize(("is_known", "chains"), [(True, 4000), (False, 1000)])
def test_the_alarm_rings_falsely_in_under_one_chain_in_twenty(is_known, chains):
    """
    Chains of five links, all at their norm: a known rate, or the same link in a year before.
    """
    random = np.random.default_rng(7)
    alarms = 0
    for _chain in range(chains):
        rates = random.beta(6, 8, 5)
        tried = random.integers(40, 400, 5)
        now = [Link("", int(n), int(made)) for n, made in zip(tried, random.binomial(tried, rates), strict=True)]
        past = [Link("", 4 * int(n), int(random.binomial(4 * n, rate))) for n, rate in zip(tried, rates, strict=True)]
        norms = [float(rate) for rate in rates] if is_known else past
        alarms += weakest([Against(*pair) for pair in zip(now, norms, strict=True)]) is not None
    assert alarms / chains < 0.05


def test_among_reps_who_are_alike_one_is_rarely_named_and_one_who_makes_half_as_many_mostly_is():
    """
    320 teams of eight, 60 to 200 tries each at 30 %, each held against the seven others together.
    """
    random, named = np.random.default_rng(11), {0.3: 0, 0.15: 0}
    for first_rate in named:
        for _team in range(160):
            tried = random.integers(60, 200, 8)
            made = random.binomial(tried, [first_rate, *[0.3] * 7])
            reps = [
                Link(str(rep), *counts) for rep, counts in enumerate(zip(tried.tolist(), made.tolist(), strict=True))
            ]
            others = [Link("others", tried.sum() - each.tried, made.sum() - each.made) for each in reps]
            found = weakest(list(map(Against, reps, others)))
            named[first_rate] += found is not None and (first_rate == 0.3 or found.link is reps[0])
    assert named[0.3] < 0.05 * 160
    assert named[0.15] > 0.7 * 160
