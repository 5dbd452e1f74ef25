"""The funnel against a plain walk over the stays in Python."""

from datetime import date
from decimal import Decimal
from statistics import median

import pytest

from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.period import Period
from headway.reports.funnel import Entries, FunnelQuestion, funnel
from tests.random_facts import random_tables

FEBRUARY = Period(date(2024, 2, 1), date(2024, 3, 1))


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("entries", Entries)
@pytest.mark.parametrize("as_of", [None, date(2024, 3, 5)])
def test_a_funnel_equals_a_walk_over_its_stays(seed, entries, as_of):
    tables = random_tables(seed)
    with DuckDBStore(threads=1) as store:
        store.fill(tables.items(), {})
        asked = FunnelQuestion(funnel_id=1, period=FEBRUARY, entries=entries, as_of=as_of)
        stages = funnel(store, asked, date(2024, 6, 1)).stages
    expected = _walk(tables["stays"].to_pylist(), is_first=entries is Entries.FIRST, as_of=as_of or date.max)
    for stage in stages:
        counts = expected[stage.stage_id]
        assert {name: getattr(stage, name) for name in counts} == counts


def _walk(stays, *, is_first, as_of):
    funnels = {stage_id: [] for stage_id in range(1, 7)}
    for stay in stays:
        is_wanted = stay["funnel_id"] == 1 and stay["is_entry_known"] and FEBRUARY.contains(stay["entered_on"])
        if is_wanted and stay["entered_on"] <= as_of and (stay["visit"] == 1 or not is_first):
            funnels[stay["stage_id"]].append(stay)
    return {stage_id: _count(entered, as_of) for stage_id, entered in funnels.items()}


def _count(stays, as_of):
    ends = [stay["exit"] if stay["exit"] and stay["left_on"] <= as_of else "still" for stay in stays]
    times = [
        stay["left_at"] - stay["entered_at"]
        for stay, end in zip(stays, ends, strict=True)
        if end not in {"still", "skipped"}
    ]
    return {
        "entered": len(stays),
        "advanced": ends.count("advanced") + ends.count("skipped"),
        **{end: ends.count(end) for end in ("skipped", "lost", "back", "moved", "reopened", "still")},
        "median_seconds": Decimal(round(median(times) * 2)) / 2 / 1_000_000 if times else None,
    }
