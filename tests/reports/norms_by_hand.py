"""Norms and standings as a plain walk over the facts, and the analyst's SQL, for stores of either database."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from headway.reports.norms import NormsReport

MEASURES = ("contacts", "meetings", "days")
_SQL = (Path(__file__).parent / "norms.sql").read_text(encoding="utf-8")

Marks = dict[tuple[Any, ...], tuple[Any, ...]]


def marks_of_sql(query: Callable[[str], Iterable[dict[str, Any]]], first: date, latest: date) -> Marks:
    """What the analyst finds: own and lent deals, the three marks, the mean, by funnel, segment and measure."""
    return {
        (row["funnel_id"], row["segment_id"] if row["segment_id"] >= 0 else None, row["measure"]): (
            row["own"],
            row["lent"],
            *((row["low"], row["middle"], row["high"]) if row["own"] + row["lent"] >= 10 else (None, None, None)),
            Decimal(int(row["total"])) / Decimal(int(row["weight"])) if row["own"] + row["lent"] >= 10 else None,
        )
        for row in query(_SQL.format(first=first, latest=latest))
    }


def marks_of(report: NormsReport) -> Marks:
    """The same of a report; a group none of whose deals tell a measure is not in the analyst's."""
    return {
        (line.funnel_id, line.segment_id, norm.measure.value): (
            norm.deals,
            norm.distribution.lent,
            norm.low,
            norm.middle,
            norm.high,
            norm.mean,
        )
        for line in report.lines
        if not line.is_whole
        for norm in line.norms
        if norm.deals
    }


def so_far(tables: Any, as_of: date) -> list[tuple[Any, ...]]:
    """Each open stay of the day with the contacts, meetings and days of its deal up to then."""
    deals = {deal["deal_id"]: deal for deal in tables["deals"].to_pylist()}
    contacts = [row for row in tables["contacts"].to_pylist() if row["happened_on"] <= as_of]
    rows = []
    for stay in tables["stays"].to_pylist():
        is_here = stay["entered_on"] <= as_of and (stay["left_on"] is None or stay["left_on"] > as_of)
        if not is_here or stay["phase"] not in {"lead", "opportunity"} or stay["deal_id"] not in deals:
            continue
        own = [row for row in contacts if row["deal_id"] == stay["deal_id"]]
        meetings = [row for row in own if row["kind"] == "meeting"]
        days = _days(deals[stay["deal_id"]], as_of)
        rows.append((stay["deal_id"], stay["stage_id"], stay["rep_id"], len(own), len(meetings), days))
    return sorted(rows, key=repr)


def _days(deal: dict[str, Any], as_of: date) -> int | None:
    first = deal["first_contact_on"]
    since = first if first and first <= as_of else deal["entered_on"] if deal["is_entry_known"] else None
    return None if since is None else max((as_of - since) // timedelta(days=1), 0)
