"""Time in stage: whoever is still there counts as having been there so long, not as absent."""

from datetime import date
from fractions import Fraction

import pytest

from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.period import Period
from headway.reports.funnel import FunnelQuestion, funnel_rows
from headway.reports.funnel_times import PERCENTILES, times
from tests.random_facts import random_tables

TODAY = date(2024, 3, 1)
FEBRUARY = Period(date(2024, 2, 1), date(2024, 3, 1))


def test_those_still_there_hold_the_percentiles_back(store):
    """
    stay | number | stage | entered_at       | left_at          | exit
    A    | 1      | Need  | 2024-02-01 09:00 | 2024-02-03 08:00 | advanced
    B    | 1      | Need  | 2024-02-01 09:00 | 2024-02-05 09:00 | lost
    C    | 1      | Need  | 2024-02-01 09:00 |                  |
    D    | 1      | Need  | 2024-02-28 09:00 |                  |
    A    | 2      | Offer | 2024-02-03 09:00 | 2024-02-03 09:00 | skipped

    name  | dimension | position | parent_id | phase
    Need  | stage     | 1        | 1         | lead
    Offer | stage     | 2        | 1         | opportunity
    """
    report = times(store, FunnelQuestion(funnel_id=1, period=FEBRUARY), TODAY)
    need, offer = report.stages
    # D has been there for two days: a quarter of four had left after two days, then one of the two seen for longer.
    assert dict(need.days) == {10: 2, 25: 2, 50: 4, 75: None, 90: None}
    assert (need.counted, need.left, need.still) == (4, 2, 2)
    assert (offer.counted, set(offer.days.values())) == (0, {None})
    assert report.as_of == TODAY


def test_nothing_is_still_there_longer_than_up_to_the_day_asked_for(store):
    """
    stay | number | stage | entered_at | left_at    | exit
    A    | 1      | Need  | 2024-02-01 | 2024-02-09 | advanced
    B    | 1      | Need  | 2024-02-06 |            |
    """
    (need,) = times(store, FunnelQuestion(funnel_id=1, period=FEBRUARY, as_of=date(2024, 2, 5)), TODAY).stages
    assert (need.counted, need.still, need.days[50]) == (1, 1, None)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("as_of", [None, date(2024, 2, 20)])
def test_the_percentiles_are_those_of_kaplan_and_meier(seed, as_of):
    tables = random_tables(seed)
    asked = FunnelQuestion(funnel_id=1, period=FEBRUARY, as_of=as_of)
    today = date(2024, 6, 1)
    with DuckDBStore(threads=1) as store:
        store.fill(tables.items(), {})
        report = times(store, asked, today)
        for each in report.stages:
            for outcome, count in (("entered", each.counted), ("still", each.still)):
                found = funnel_rows(store, asked, stage_id=each.stage.id, outcome=outcome, is_timed=True)
                assert len(found.rows) == count
    for each in report.stages:
        stayed = [
            _stayed(stay, as_of or today)
            for stay in tables["stays"].to_pylist()
            if _counts(stay, each.stage.id, as_of or today)
        ]
        assert each.days == {percentile: _percentile(stayed, percentile) for percentile in PERCENTILES}
    assert any(days is not None for each in report.stages for days in each.days.values())


def _counts(stay, stage_id, as_of):
    is_wanted = stay["funnel_id"] == 1 and stay["is_entry_known"] and FEBRUARY.contains(stay["entered_on"])
    is_skipped = stay["exit"] == "skipped" and stay["left_on"] <= as_of
    return (
        is_wanted
        and stay["stage_id"] == stage_id
        and stay["visit"] == 1
        and stay["entered_on"] <= as_of
        and not is_skipped
    )


def _stayed(stay, as_of):
    has_left = stay["exit"] is not None and stay["left_on"] <= as_of
    return max(0, ((stay["left_on"] if has_left else as_of) - stay["entered_on"]).days), has_left


def _percentile(stayed, percentile):
    left = Fraction(1)
    for day in sorted({days for days, has_left in stayed if has_left}):
        at_risk = sum(days >= day for days, _ in stayed)
        left *= 1 - Fraction(sum(has_left and days == day for days, has_left in stayed), at_risk)
        if 1 - left >= Fraction(percentile, 100):
            return day
    return None
