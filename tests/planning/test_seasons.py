"""Seasons: found where the years agree, and seldom where there are none; known in time they bring forecasts nearer."""

from datetime import date, timedelta

import numpy as np
import pytest
from scipy import stats

from headway.planning.experience import tried
from headway.planning.foresight import Ahead, Foresight
from headway.planning.seasons import MONTH, Months, Openings, Season, Verdict, month_starts, season_of
from tests.planning.made_companies import FIRST, Truth

QUARTERS = (0.7, 0.8, 1.5) * 4


def test_a_season_is_what_least_squares_find_of_months_beside_years():
    """Three years; the F test compares models of years alone and of years and months, fitted by least squares."""
    rng = np.random.default_rng(1)
    expected = rng.uniform(20, 60, 36)
    won = rng.poisson(expected * np.resize(QUARTERS, 36))
    season = season_of(expected, won)
    told = np.log((won + 0.5) / (expected + 0.5))
    years, months = np.kron(np.eye(3), np.ones((12, 1))), np.tile(np.eye(12), (3, 1))
    rest = [float(np.linalg.lstsq(model, told, rcond=None)[1][0]) for model in (years,)]
    both = np.hstack([years, months])
    fitted = both @ np.linalg.lstsq(both, told, rcond=None)[0]
    rest.append(float(((told - fitted) ** 2).sum()))
    ratio = (rest[0] - rest[1]) / 11 / (rest[1] / 22)
    assert stats.f(11, 22).sf(ratio) < 0.05
    of_months = fitted[:12] - fitted[:12].mean()
    kept = np.exp((1 - 1 / ratio) * of_months)
    assert season.factors == pytest.approx(kept / kept.mean())
    assert (season.years, np.mean(season.factors)) == (3, pytest.approx(1))
    # The same months, told from July on.
    assert season_of(np.roll(expected, -6)[:24], np.roll(won, -6)[:24], 7).factors[2] > 1


@pytest.mark.parametrize("years", [2, 4])
def test_chance_is_seldom_taken_for_a_season(years):
    """Good and bad months of 15 per cent that come in no order."""
    rng, found = np.random.default_rng(years), 0
    expected = np.full(12 * years, 30.0)
    for _company in range(1_000):
        won = rng.poisson(expected * rng.gamma(0.15**-2, 0.15**2, 12 * years))
        found += season_of(expected, won) is not None
    assert found <= 70


def test_the_weeks_ahead_have_the_factors_of_their_days():
    """January 2, all others 1; from 28 January on four days of a week are January's."""
    season = Season((2.0, *(1.0,) * 11), 2)
    assert season.weekly(date(2024, 1, 27), 2) == pytest.approx([(4 * 2 + 3) / 7, 1])


def test_whole_months_begin_after_the_first_win_and_are_thirty_days_over():
    """On 15 January 2024 the month that runs is not whole; two years begin with January 2022."""
    day = date(2024, 1, 15)
    starts = month_starts(day, date(2021, 12, 31))
    assert (len(starts), starts[0], starts[-1]) == (24, 745, 46)
    assert month_starts(day, date(2022, 1, 1)) == ()
    assert len(month_starts(day, date(2001, 1, 1))) == 48
    # On the 30th of a month of thirty days all its days are over.
    assert month_starts(date(2024, 4, 30), date(2020, 1, 1))[-1] == 30


def test_a_day_knows_the_months_that_were_over_and_no_season_of_fewer_than_two_years():
    """The last of three years is like no other; of unknown weeks nothing is told."""
    backs = month_starts(date(2024, 1, 31), date(2020, 12, 31))
    of = {"stage_id": 1, "weeks": 2, "deals": 100}
    shares = [*QUARTERS, *QUARTERS, QUARTERS[0], *(1.0,) * 12]
    rows = [of | {"back": back, "won": round(20 * share)} for back, share in zip(backs, shares, strict=True)]
    months = Months.of([*rows, of | {"back": backs[0], "weeks": None, "won": 99}], backs, date(2024, 1, 31))
    known = months.season(365, lambda _stage, _weeks: 0.2)
    assert known.factors == pytest.approx(QUARTERS, abs=0.1)
    assert months.season(500, lambda _stage, _weeks: 0.2) is None


@pytest.mark.parametrize(
    ("season", "days", "verdict"),
    [
        (QUARTERS, 30, Verdict.TAKEN),
        # A quarter holds each of its months once: there is a season, and it brings nothing nearer.
        (QUARTERS, 90, Verdict.NO_NEARER),
        ((1.0,) * 12, 30, Verdict.CHANCE),
    ],
)
def test_a_season_is_counted_in_where_it_brings_past_dates_nearer(season, days, verdict):
    today, ahead = 1_520, Ahead(0, days)
    company = Truth(2.5, 0.0, season).company(np.random.default_rng(4), today)
    *past, won = company.rows(today, [days * count for count in range(11)], ahead)
    stays, entries = ([row for row in part if row["back"] == 0] for part in past[:2])
    known = Foresight(stays, entries)
    trials, said = tried(known, (*past, won), ahead, company.months(today))
    assert said is verdict
    assert (known.season is None) == (verdict is not Verdict.TAKEN)
    plain, told = tried(Foresight(stays, entries), (*past, won), ahead, None)
    assert (told, trials == plain) == (Verdict.SHORT, verdict is not Verdict.TAKEN)


SUMMER = (1.0,) * 5 + (0.4,) * 3 + (1.0,) * 4


@pytest.mark.parametrize(
    ("openings", "days", "is_taken"), [(SUMMER, 90, True), (SUMMER, 7, False), ((1.0,) * 12, 90, False)]
)
def test_a_season_of_openings_is_counted_in_where_it_brings_past_dates_nearer(openings, days, is_taken):
    """What is won in the next week is open already; of ninety days much is yet to be opened."""
    today, ahead = 1_700, Ahead(0, days)
    company = Truth(2.5, 0.0, openings=openings).company(np.random.default_rng(4), today)
    stays, entries, *past = company.rows(today, [days * count for count in range(11)], ahead)
    known = Foresight(*([row for row in rows if row["back"] == 0] for rows in (stays, entries)))
    told = Openings.of(entries, FIRST + timedelta(days=today))
    plain, _verdict = tried(known, (stays, entries, *past), ahead, None)
    trials, _verdict = tried(known, (stays, entries, *past), ahead, None, told)
    assert (known.openings is not None) is is_taken
    assert (trials == plain) is not is_taken
    if is_taken:
        assert known.openings.factors[5:8] == pytest.approx([0.4 / 0.85] * 3, abs=0.12)


def test_the_openings_of_whole_months_are_what_entered_in_them():
    """Weeks are told from several days back, and a month may begin within one; two years are needed."""
    today = 1_500
    company = Truth(4.0, 0.0, openings=SUMMER).company(np.random.default_rng(2), today)
    entries = company.rows(today, [0, 90, 180, 270, 360, 450, 540, 630], Ahead(0, 90))[1]
    told = Openings.of(entries, FIRST + timedelta(days=today))
    entered = np.bincount(today - company.entered, minlength=today + 1)
    exact = [entered[back - MONTH : back].sum() for back in told.backs]
    assert told.opened == pytest.approx(exact, rel=0.2)
    assert told.season(700) is None
    assert Openings.of([row for row in entries if row["back"] == 0 and row["began"] < 90], told.as_of) is None
    assert Openings.of([], told.as_of) is None


def test_where_summers_are_quiet_forecasts_of_a_quarter_are_nearer():
    """On the eve of a quiet summer and of the autumn after it; the mean of sixty futures of each company."""
    rng, missed = np.random.default_rng(8), []
    for today in (1_610, 1_700) * 3:
        truth, ahead = Truth(2.5, 0.1, openings=SUMMER), Ahead(0, 90)
        company = truth.company(rng, today)
        came = truth.futures(rng, company, today, 90, 60)[0].mean()
        rows = company.rows(today, [90 * count for count in range(9)], ahead)[:2]
        stays, entries = ([row for row in part if row["back"] == 0] for part in rows)
        openings = Openings.of(rows[1], FIRST + timedelta(days=today))
        open_now = _mean(company, today, Foresight(stays, entries), entries, is_seasonal=False, days=90)
        known = Foresight(stays, entries)
        plain = known.coming(entries, ahead)
        known.take_openings(openings)
        missed.append([abs(open_now - came), abs(open_now - plain + known.coming(entries, ahead) - came)])
    plain, seasonal = np.mean(missed, axis=0)
    assert seasonal < 0.75 * plain


def test_where_quarters_end_with_a_rush_its_forecasts_are_nearer():
    """Companies of four years, and the mean of sixty futures of each."""
    rng, missed = np.random.default_rng(8), []
    for number in range(8):
        truth, today, ahead = Truth(2.5, 0.15, QUARTERS), 1_430 + 15 * number, Ahead(0, 30)
        company = truth.company(rng, today)
        came = truth.futures(rng, company, today, 30, 60)[0].mean()
        stays, entries, _standing, _won = company.rows(today, [0], ahead)
        missed.append([abs(_mean(company, today, Foresight(stays, entries), entries, each) - came) for each in (0, 1)])
    plain, seasonal = np.mean(missed, axis=0)
    assert seasonal < 0.75 * plain


def _mean(company, today, known, entries, is_seasonal, days=30):
    """How many deals are won in some days, on average."""
    ahead = Ahead(0, days)
    known.take_season(company.months(today) if is_seasonal else None)
    assert (known.season is not None) == bool(is_seasonal)
    standing = company.rows(today + 1, [1], ahead)[2]
    of = [(row["deals"], row["stage_id"], row["weeks"], row["segment_id"]) for row in standing]
    open_deals = (deals * known.likely(*at, ahead, segment=segment, kind="new").chance for deals, *at, segment in of)
    return sum(open_deals) + known.coming(entries, ahead)
