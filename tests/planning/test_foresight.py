"""Forecasts of companies whose truth is known: bands hold what they say, and a nearer naive forecast is taken."""

from functools import partial

import numpy as np
import pytest

from headway.planning.closing import number_of, value_of
from headway.planning.experience import Experience, brings_nearer, error_of
from headway.planning.foresight import Ahead, Foresight, Method, opened_lately
from headway.planning.trials import Trial, trials_of, won_between
from tests.planning.made_companies import Truth

MONTH, TODAY = Ahead(0, 30), 740


def entry(began, weeks, ended="", deals=1):
    return {"back": 0, "began": began, "weeks": weeks, "ended": ended, "deals": deals}


def trial(mean, came, weighted=0.0, last=0.0, variance=None):
    told = {"low": mean - 3, "middle": mean, "high": mean + 3, "weighted": weighted, "last": last, "came": came}
    return Trial(back=30, mean=mean, variance=mean if variance is None else variance, **told)


def forecasts_of(company, today, ahead, *, is_seasonal=False):
    """The number and the value, each with the experience of its own trials."""
    stays, entries, standing, won = company.rows(today, [ahead.last * count for count in range(11)], ahead)
    months = company.months(today) if is_seasonal else None
    trials = trials_of(stays, entries, standing, won, ahead, months=months)
    stays, entries, standing = ([row for row in part if row["back"] == 0] for part in (stays, entries, standing))
    known = Foresight(stays, entries)
    known.take_season(months)
    chances = [
        known.likely(row["stage_id"], row["weeks"], ahead, segment=row["segment_id"], kind="new").chance
        for row in standing
        for _deal in range(row["deals"])
    ]
    coming = known.coming(entries, ahead)
    number = Experience.of(trials, known.method)
    value = Experience.of([each.value for each in trials], known.method, number.spread)
    is_here = (company.entered <= today) & (company.closed > today)
    like = company.worth[company.is_won & (company.closed <= today)][-500:].tolist()
    # Alike deals differ in worth: each has the mean of its row, which is what the naive forecasts know of it.
    worth = value_of(chances, company.worth[is_here][: len(chances)].tolist(), more=coming, like=like)
    return number_of(chances, coming).widened(number.spread), worth.widened(value.spread)


def inside(closing, came, step=1.0):
    """How much of a result lies in the band of nine in ten; one on its edge counts with the part that makes nine."""
    below, upto = 1 - closing.at_least(came), 1 - closing.at_least(came + step)
    return max(0.0, min(upto, 0.95) - max(below, 0.05)) / max(upto - below, 1e-12)


def test_of_bands_of_nine_in_ten_as_many_hold_what_came_as_they_say():
    """
    72 companies, each with 60 futures; months are even, or good and bad by 15 or by 30 per cent.
    """
    rng, held, worth = np.random.default_rng(42), [], []
    for number in range(72):
        truth, days = Truth((0.5, 1.0)[number % 2], (0.0, 0.15, 0.3)[number % 3]), (30, 45)[number // 2 % 2]
        company = truth.company(rng, TODAY)
        closings = forecasts_of(company, TODAY, Ahead(0, days))
        futures = truth.futures(rng, company, TODAY, days, 60)
        held += [inside(closings[0], came) for came in futures[0]]
        low, high = (closings[1].quantile(share) for share in (0.05, 0.95))
        worth += [low <= came <= high for came in futures[1]]
    assert 0.88 <= np.mean(held) <= 0.92
    assert 0.87 <= np.mean(worth) <= 0.93


def test_what_trials_say_of_a_company_is_what_it_was():
    company = Truth().company(np.random.default_rng(7), TODAY)
    trials = trials_of(*company.rows(700, [0, 30, 60, 90, 700], MONTH), MONTH)
    assert [each.back for each in trials] == [30, 60, 90]
    for each in trials:
        assert each.came == company.came(700 - each.back, MONTH)
        assert each.last == company.came(700 - each.back - 30, MONTH)
        assert each.low <= each.middle <= each.high
        assert each.weighted > each.mean / 3


def test_deals_to_come_are_as_many_as_lately_and_go_as_deals_go():
    """Ten deals a week for fifteen weeks, each won in its second week after the entry."""
    entries = [entry(week, min(week, 1), "won" if week > 1 else "", deals=10) for week in range(15)]
    known = Foresight([], entries)
    # In four weeks: those of the first two and a half can be in their second week before the end.
    assert known.coming(entries, Ahead(0, 28)) == pytest.approx(10 * (1 + 1 + 0.5), rel=0.01)
    assert known.coming(entries[:1], Ahead(0, 28)) == pytest.approx(10 * 2.5, rel=0.01)
    assert known.coming([], Ahead(0, 28)) == 0
    assert known.coming(entries, Ahead(0, 0)) == 0
    assert Foresight([], [entry(0, 0)]).coming([entry(0, 0)], MONTH) == 0


def test_too_few_closed_deals_have_the_plain_rate_of_their_stage():
    """Twelve came to the stage; six were won in their third week."""
    stay = {"stage_id": 1, "segment_id": 1, "kind": "new"}
    stays = [
        stay | {"stood": 2, "weeks": 2, "ended": "won", "deals": 6},
        stay | {"stood": 9, "weeks": 9, "ended": "", "deals": 6},
    ]
    known = Foresight(stays, [entry(20, 2, "won", 6), entry(20, 20, "", 6)])
    assert (known.method, known.ended) == (Method.PLAIN, 6)
    assert known.likely(1, 5, MONTH, segment=1, kind="new").chance == pytest.approx(0.5)
    assert known.rate(1) == pytest.approx(0.5)
    nothing = Foresight([], [])
    assert (nothing.likely(1, 5, MONTH, segment=1, kind="new"), nothing.rate(1)) == (None, None)


@pytest.mark.parametrize(
    ("weighted", "last", "dates", "method"),
    [(40, 5, 10, Method.LEARNT), (21, 5, 10, Method.WEIGHTED), (40, 21, 10, Method.LAST), (21, 21, 5, Method.LEARNT)],
)
def test_a_naive_forecast_that_was_nearer_is_taken_from_six_dates_on(weighted, last, dates, method):
    trials = [trial(25, 20 + number % 3, weighted, last) for number in range(dates)]
    experience = Experience.of(trials, Method.LEARNT)
    assert experience.method is method
    assert error_of(trials, method) <= error_of(trials, Method.LEARNT)


@pytest.mark.parametrize(("error", "dates", "is_taken"), [(4, 6, True), (5, 6, False), (4, 5, False)])
def test_a_season_is_taken_where_it_brings_enough_past_dates_nearer(error, dates, is_taken):
    plain, seasonal = ([trial(20 + each, 20)] * dates for each in (5, error))
    assert brings_nearer(seasonal, plain) is is_taken


def test_a_naive_forecast_that_is_taken_moves_the_middle():
    closing = number_of([0.5] * 40)
    about = partial(number_of, [])
    taken = Experience((), Method.LAST, 0.1).applied(closing, (99.0, 10.0), about)
    assert taken.mean == pytest.approx(10, rel=0.02)
    # It scatters as a count does by itself, which is what its trials were held against.
    weighted = Experience((), Method.WEIGHTED, 0.0).applied(closing, (30.0, 10.0), about)
    assert (weighted.mean, weighted.variance) == (pytest.approx(30), pytest.approx(30))
    assert Experience((), Method.LEARNT, 0.0).applied(closing, (99.0, 10.0), about) is closing
    nothing = number_of([])
    assert Experience((), Method.LAST, 0.0).applied(nothing, (9.0, 9.0), about).mean == pytest.approx(9)


def test_a_naive_forecast_of_nothing_makes_nothing_certain():
    """Nothing was won in the same number of days before; of forty open deals twenty are expected all the same."""
    closing, about = number_of([0.5] * 40), partial(number_of, [])
    assert Experience((), Method.LAST, 0.0).applied(closing, (99.0, 0.0), about) is closing
    assert Experience((), Method.WEIGHTED, 0.2).applied(closing, (0.0, 9.0), about).at_least(1) > 0.99


def test_won_between_counts_both_ends():
    won = {0: 1, 3: 2, 7: 4, 8: 8}
    assert (won_between(won, 0, 7), won_between(won, 3, 3), won_between(won, 1, 0)) == (7, 2, 0)
    assert Ahead(3, 10).weeks == (3 / 7, 10 / 7)
    assert trial(5, 8).is_within
    assert not trial(5, 9).is_within


def test_a_day_on_which_the_log_was_younger_than_the_days_ahead_tries_nothing():
    """Sixty deals entered five weeks before, and were won; of none the amount is known."""
    entries = [entry(5, 1, "won", 60) | {"back": 10}]
    won = [{"ago": 3, "deals": 1, "valued": 0, "amount": 0, "square": 0.0}]
    (one,) = trials_of([], entries, [], won, Ahead(0, 41))
    assert (one.back, one.came, one.value) == (10, 1, None)
    assert trials_of([], entries, [], won, Ahead(0, 42)) == []


def test_what_deals_are_worth_is_tried_by_itself():
    """
    Ten days ago three deals stood on a stage from which all are won in their first week: two of them worth 100 and
    200 thousand. Before, two were won for 100 and 300, so the third counts for 200, with a mean square of 50,000.
    """
    stay = {"back": 10, "stage_id": 1, "segment_id": 1, "kind": "new", "stood": 0, "ended": "won"}
    stays = [stay | {"weeks": 0, "deals": 100_000}]
    entries = [entry(9, 9, "lost", 50) | {"back": 10}]
    standing = [stay | {"weeks": 0, "deals": 3, "valued": 2, "amount": 300_000, "square": 50_000}]
    won = [
        {"ago": 12, "deals": 2, "valued": 2, "amount": 400_000, "square": 100_000},
        {"ago": 5, "deals": 1, "valued": 1, "amount": 150_000, "square": 22_500},
    ]
    (value,) = (each.value for each in trials_of(stays, entries, standing, won, Ahead(0, 7)))
    assert (value.last, value.came, value.scatter) == (400_000, 150_000, 250_000)
    assert (value.mean, value.weighted) == (pytest.approx(500_000, rel=1e-3), pytest.approx(500_000))
    # The known ones are as good as certain; the third may be worth 100 or 300.
    assert value.variance == pytest.approx(1e6 * (50_000 - 200**2), rel=0.01)
    # As much as before was nearer to what came.
    assert Experience.of([value] * 6, Method.LEARNT).method is Method.LAST
    assert Experience.of([], Method.LEARNT, 0.3).spread == pytest.approx(0.3)


def test_a_company_without_a_season_is_foretold_as_before():
    company, today = Truth().company(np.random.default_rng(3), 1_000), 999
    stays, entries, standing, won = company.rows(today, [0, 30], MONTH)
    known, months = (
        Foresight(*([row for row in part if row["back"] == 0] for part in (stays, entries))),
        company.months(999),
    )
    before = known.coming(entries, MONTH)
    known.take_season(months)
    assert (known.season, known.coming(entries, MONTH)) == (None, before)
    both = [trials_of(stays, entries, standing, won, MONTH, months=each) for each in (None, months)]
    assert both[0] == both[1] != []


def test_deals_opened_lately_are_counted_beside_those_of_as_many_weeks_before():
    """Weeks ago: 0 to 12 are lately, 13 to 25 before, 26 is too long ago."""
    rows = [entry(0, 0, deals=2), entry(12, 3, "won", 4), entry(13, 1, "lost", 8), entry(25, 9), entry(26, 9, deals=16)]
    assert opened_lately(rows) == (6, 9)
