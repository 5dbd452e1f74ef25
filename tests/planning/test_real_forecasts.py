"""Forecasts of two public logs at ten past dates each: what came lies in the band as often as ten dates can tell."""

import csv
import gzip
import re
from datetime import date, timedelta
from functools import cache

import pyarrow as pa
import pytest

from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.facts import FACT_TABLES, arrow_schema
from headway.planning.closing import number_of
from headway.planning.experience import Experience
from headway.planning.foresight import Ahead, Foresight
from headway.planning.scores import covered_within
from headway.planning.trials import trials_of
from headway.reports.deal_weeks import WeeksQuestion, deal_weeks

pytestmark = pytest.mark.real_data

# Nothing is left of these but their columns' types.
_EMPTY = {"!int64": 0, "!string": "", "!boolean": True, "!date": date(2000, 1, 1)}
_STAGES = {
    "A_PARTLYSUBMITTED": 1,
    "A_PREACCEPTED": 2,
    "A_ACCEPTED": 3,
    "O_SENT": 4,
    "O_SENT_BACK": 5,
    "A_APPROVED": "won",
    "A_DECLINED": "lost",
    "A_CANCELLED": "lost",
}
_EVENT = re.compile(r'key="(?:concept:name|time:timestamp)" value="([^"]+)"')


@pytest.mark.parametrize(
    ("log", "first", "apart", "days"),
    [
        # Deals of a hardware seller, March to December 2017: a month ahead, every three weeks.
        ("maven", date(2017, 5, 28), 20, 30),
        # Applications for loans at a bank, October 2011 to March 2012: two weeks ahead, every nine days.
        ("bank", date(2011, 12, 4), 9, 14),
    ],
)
def test_at_ten_past_dates_as_many_results_lie_in_their_bands_as_ten_dates_can_tell(real_data, log, first, apart, days):
    """
    Of ten results 5 to 10 lie in a band of eight in ten, and 7 to 10 in one of nine in ten, in 95 of 100 cases.
    """
    assert (covered_within(10, 0.8), covered_within(10, 0.9)) == ((5, 10), (7, 10))
    deals = {"maven": _maven, "bank": _bank}[log](real_data)
    ahead, within = Ahead(0, days), {0.8: 0, 0.9: 0}
    misses = []
    with _store(deals) as store:
        for number in range(10):
            day = first + timedelta(days=apart * number)
            closing = _forecast(store, day, ahead)
            came = sum(ended == "won" and day < on <= day + timedelta(days=days) for _stays, ended, on in deals)
            misses.append(closing.mean / came)
            for share in within:
                low, high = closing.quantile((1 - share) / 2), closing.quantile((1 + share) / 2)
                within[share] += low <= came <= high
    assert covered_within(10, 0.8)[0] <= within[0.8]
    assert covered_within(10, 0.9)[0] <= within[0.9]
    assert 0.8 < sum(misses) / 10 < 1.2


def _forecast(store, day, ahead):
    back = tuple(ahead.last * count for count in range(11))
    found = deal_weeks(store, WeeksQuestion(as_of=day, back=back, ahead=(0, ahead.last)))
    now = deal_weeks(store, WeeksQuestion(as_of=day + timedelta(days=1), back=(1,), ahead=(0, ahead.last))).standing
    entries = [row for row in found.entries if row["back"] == 0]
    known = Foresight([row for row in found.stays if row["back"] == 0], entries)
    trials = trials_of(found.stays, found.entries, found.standing, found.won, ahead)
    experience = Experience.of(trials, known.method)
    chances = []
    for row in now:
        likely = known.likely(row["stage_id"], row["weeks"], ahead, segment=row["segment_id"], kind=row["kind"])
        chances += [likely.chance] * row["deals"]
    # Applications come and go in two weeks: those still to be made are a good part.
    return number_of(chances, known.coming(entries, ahead)).widened(experience.spread)


@cache
def _maven(folder):
    """Every deal with a day of engagement: its one stay, and how and when it ended."""
    with (folder / "maven_crm" / "sales_pipeline.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["engage_date"]]
    return [
        (
            [(1, date.fromisoformat(row["engage_date"]))],
            {"Won": "won", "Lost": "lost"}.get(row["deal_stage"], "open"),
            date.fromisoformat(row["close_date"]) if row["close_date"] else None,
        )
        for row in rows
    ]


@cache
def _bank(folder):
    """Every application with the stages that it came to, in their order, and how and when it ended."""
    with gzip.open(folder / "BPI_Challenge_2012.xes.gz", "rt", encoding="utf-8") as file:
        traces = file.read().split("<trace>")[1:]
    deals = map(_application, traces)
    return [deal for deal in deals if deal[0]]


def _application(trace):
    told = [_EVENT.findall(event) for event in trace.split("<event>")[1:]]
    # Of an event its name and its time, whichever comes first.
    events = [sorted(each, key=lambda text: text[:1].isdigit()) for each in told]
    stays, ended, on = [], "open", None
    for name, at in events:
        stage, day = _STAGES.get(name), date.fromisoformat(at[:10])
        if isinstance(stage, str) and ended == "open":
            ended, on = stage, day
        elif isinstance(stage, int) and ended == "open" and (not stays or stage > stays[-1][0]):
            stays.append((stage, day))
    return stays, ended, on


def _store(deals):
    """The deals as facts: a stay for each stage, left when the next one was reached or the deal came to its end."""
    stays, facts = [], []
    for number, (ways, ended, on) in enumerate(deals):
        told = {"deal_id": number, "outcome": ended, "closed_on": on, "kind": "new_business"}
        facts.append(told | {"entered_on": ways[0][1], "won_on": on if ended == "won" else None, "won_amount": None})
        ends = [day for _stage, day in ways[1:]] + [on]
        for place, ((stage, since), until) in enumerate(zip(ways, ends, strict=True)):
            stay = {"number": place, "stage_id": stage, "phase": "opportunity", "entered_on": since, "left_on": until}
            stays.append(told | stay)
    store = DuckDBStore(threads=1)
    store.fill([(name, _table(name, rows)) for name, rows in (("stays", stays), ("deals", facts))], {})
    return store


def _table(name, rows):
    columns = FACT_TABLES[name].columns
    usual = {column: _EMPTY.get(type_) for column, type_ in columns.items()}
    return pa.Table.from_pylist([usual | row for row in rows], schema=arrow_schema(columns))
