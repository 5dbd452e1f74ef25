"""`headway funnel --show`: the flow, the times, the cohorts."""

import csv
import json
import re
from collections.abc import Callable

import pytest

pytestmark = pytest.mark.usefixtures("written", "alice")


def _rows(lines: list[str]) -> dict[str, list[str]]:
    return {cells[0]: cells[1:] for line in lines if len(cells := re.split(r"  +", line.strip())) > 1}


def test_the_flow_is_a_matrix(headway: Callable) -> None:
    table = _rows(headway("funnel", "--period", "2024-05", "--show", "flow").lines)
    assert table["From stage"][0] == "Entered"
    assert table["Need"][:1] == ["1"]
    assert table["Offer"][-1] == "1"


def test_times_and_cohorts_are_tables(headway: Callable) -> None:
    times = _rows(headway("funnel", "--period", "2024-05", "--show", "times").lines)
    assert times["Stage"] == ["Counted", "Still there", "10%", "25%", "50%", "75%", "90%"]
    assert times["Need"] == ["1", "0", "2", "2", "2", "2", "2"]
    assert times["Offer"][2:] == ["–"] * 5
    cohorts = _rows(headway("funnel", "--period", "2024-05", "--show", "cohorts").lines)
    assert cohorts["2024-05"][:2] == ["1", "0%"]


@pytest.mark.parametrize(
    ("show", "key", "head"), [("flow", "steps", "count"), ("times", "stages", "p50"), ("cohorts", "cohorts", "won")]
)
def test_programs_get_json_and_csv(headway: Callable, show: str, key: str, head: str) -> None:
    told = json.loads(headway("funnel", "--period", "2024-05", "--show", show, "--json").out)
    rows = list(csv.DictReader(headway("funnel", "--period", "2024-05", "--show", show, "--csv").lines))
    assert rows
    assert head in rows[0]
    assert len(rows) == (len(told[key][0]["cells"]) if show == "cohorts" else len(told[key]))


def test_a_stranger_finds_no_cohort(headway: Callable) -> None:
    said = headway("funnel", "--period", "all", "--show", "cohorts", "--as", "eve@example.com")
    assert (said.code, "2024-05" in said.out) == (0, False)
