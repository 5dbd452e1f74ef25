"""The outlook of a span: its middle, its band, its chance, and that the band holds what it says."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from headway.planning.outlook import Outlook, Week, ratio_ahead, sum_ahead

FIVE = 5.0
COMPANIES = 600


def _weeks(*values: float, days: float = FIVE) -> list[Week]:
    return [Week(value, days) for value in values]


def test_the_middle_goes_on_as_the_weeks_before_each_working_day_alike():
    """
    week | brought | working days
    1-4  | 10 each | 5
    5    | 4       | 2
    """
    ahead = sum_ahead([*_weeks(10, 10, 10, 10), Week(4, 2)], so_far=7, days=8)
    assert ahead is not None
    assert (ahead.so_far, ahead.to_come, ahead.mean) == (7, 16, 23)
    assert (ahead.spread, ahead.quantile(0.05), ahead.chance_of(23), ahead.chance_of(24)) == (0, 23, 1, 0)


def test_with_nothing_to_come_all_is_certain():
    ahead = sum_ahead(_weeks(1, 5, 2, 8, 4, 4), so_far=9, days=0)
    assert ahead is not None
    assert [ahead.quantile(0.05), ahead.quantile(0.95)] == [9, 9]
    assert [ahead.chance_of(9), ahead.chance_of(9.1)] == [1, 0]


@pytest.mark.parametrize(
    "weeks", [_weeks(5, 3, 4, 1), [*_weeks(5, 3, 4, 1), Week(2, 0)], _weeks(0, 0, 0, 0, 0, 0)], ids=str
)
def test_four_weeks_of_work_or_none_with_anything_in_it_tell_nothing(weeks):
    assert sum_ahead(weeks, 0, 10) is None
    assert ratio_ahead(weeks, (0, 0), 10) is None


def test_a_sum_that_cannot_fall_below_nothing_is_a_gamma():
    """Oracle: the quantiles of the gamma distribution with the same mean and spread; so many weeks widen no more."""
    ahead = Outlook(so_far=100, to_come=40, spread=20, freedom=10**9, is_skewed=True)
    gamma = stats.gamma((40 / 20) ** 2, scale=20**2 / 40)
    for share in (0.05, 0.1, 0.5, 0.9, 0.95):
        assert ahead.quantile(share) == pytest.approx(100 + gamma.ppf(share), abs=0.4)
        assert ahead.chance_of(ahead.quantile(share)) == pytest.approx(1 - share, abs=1e-9)
    assert [ahead.chance_of(100), ahead.chance_of(90)] == [1, 1]
    assert Outlook(0, 1, 5, 6, is_skewed=True).quantile(0.001) == 0


def test_where_weeks_can_be_losses_it_is_student_s_bell():
    """Margins of -3 to 7 in weeks of five days; oracle: Student's t with five degrees of freedom."""
    ahead = sum_ahead(_weeks(-3, 7, 2, 2, 4, 0), 0, 5)
    assert ahead is not None
    law = stats.t(5, ahead.mean, ahead.spread)
    assert [ahead.quantile(0.05), ahead.quantile(0.95)] == pytest.approx([law.ppf(0.05), law.ppf(0.95)])
    assert ahead.chance_of(5) == pytest.approx(law.sf(5))


def test_weeks_like_the_week_before_widen_a_sum_of_several():
    """The same twelve weeks, once in turns and once in runs of good and bad ones."""
    turns, runs = sum_ahead(_weeks(*[2, 8] * 6), 0, 20), sum_ahead(_weeks(*[2] * 6, *[8] * 6), 0, 20)
    assert turns is not None
    assert runs is not None
    assert runs.spread > 2 * turns.spread
    one_week = [sum_ahead(_weeks(*each), 0, 5) for each in ([2, 8] * 6, [2] * 6 + [8] * 6)]
    assert one_week[0] == one_week[1]


def test_a_ratio_of_the_whole_span_weighs_what_is_there_with_what_comes():
    """
    so far 30 of 60; each week brings 4 of 10, four weeks are left: (30 + 16) / (60 + 40)
    """
    ahead = ratio_ahead([Week(4, FIVE, 10)] * 6, (30, 60), 20)
    assert ahead is not None
    assert ahead.mean == pytest.approx(0.46)
    assert ahead.spread == 0


POISSON = "a few leads a week"
LUMPY = "few sales of very different size"
CLUMPED = "leads that come in clumps"
ALIKE = "weeks that resemble the week before"


def _alike(chance: np.random.Generator, weeks: int) -> np.ndarray:
    noise = chance.normal(size=(COMPANIES, weeks + 20))
    level = np.zeros(COMPANIES)
    out = []
    for place in range(weeks + 20):
        level = 0.3 * level + noise[:, place]
        out.append(100 + 15 * level)
    return np.stack(out[20:], axis=1)


def _lumpy(chance: np.random.Generator, weeks: int) -> np.ndarray:
    """About five sales a week, the amounts of each log-normal."""
    counts = chance.poisson(5, (COMPANIES, weeks))
    amounts = np.exp(chance.normal(0, 0.7, (COMPANIES, weeks, 20)))
    return (amounts * (np.arange(20) < counts[..., None])).sum(axis=2)


LAWS: dict[str, Callable[[np.random.Generator, int], np.ndarray]] = {
    POISSON: lambda chance, weeks: chance.poisson(4, (COMPANIES, weeks)),
    LUMPY: _lumpy,
    CLUMPED: lambda chance, weeks: chance.negative_binomial(4, 0.3, (COMPANIES, weeks)),
    ALIKE: _alike,
}


@pytest.mark.parametrize("law", LAWS)
def test_of_simulated_companies_the_band_of_nine_in_ten_holds_nine_in_ten(law):
    """26 weeks are known, the next 2, 5 or 9 come: over all of them 88 to 92 of 100 lie within the band."""
    chance = np.random.default_rng(20240515)
    held = []
    for ahead_of in (2, 5, 9):
        for weeks in LAWS[law](chance, 26 + ahead_of):
            ahead = sum_ahead(_weeks(*weeks[:26].tolist()), 0, FIVE * ahead_of)
            came = weeks[26:].sum()
            held.append(ahead is not None and ahead.quantile(0.05) <= came <= ahead.quantile(0.95))
    assert 0.88 <= np.mean(held) <= 0.92


def test_of_simulated_companies_the_band_of_a_ratio_holds_nine_in_ten():
    """Three in ten of about twenty leads a week buy; 26 weeks are known, five of the span are over and four come."""
    chance = np.random.default_rng(7)
    leads = chance.poisson(20, (COMPANIES, 30))
    buyers = chance.binomial(leads, 0.3)
    held = []
    for above, below in zip(buyers.tolist(), leads.tolist(), strict=True):
        weeks = [Week(of, FIVE, per) for of, per in zip(above[:26], below[:26], strict=True)]
        ahead = ratio_ahead(weeks, (sum(above[21:26]), sum(below[21:26])), 4 * FIVE)
        came = sum(above[21:]) / sum(below[21:])
        held.append(ahead is not None and ahead.quantile(0.05) <= came <= ahead.quantile(0.95))
    assert 0.88 <= np.mean(held) <= 0.92
