"""`headway funnel`."""

import csv
import json
import re
from collections.abc import Callable

import pytest

pytestmark = pytest.mark.usefixtures("written", "alice")


def test_a_funnel_is_a_table_of_its_stages(headway: Callable) -> None:
    said = headway("funnel", "--period", "2024-05")
    assert said.lines[0].startswith("May 1, 2024 – May 31, 2024. Deals that entered each stage")
    heads = "Stage|Entered|Went on|of these skipped on|Lost|Went back|Still there|Share that went on|Median time"
    assert re.split(r"  +", said.lines[1].strip()) == heads.split("|")
    table = {line.split()[0]: line.split()[1:] for line in said.lines[1:]}
    assert table["Need"] == ["1", "1", "0", "0", "0", "0", "100.0%", "2", "days"]
    assert table["Offer"] == ["1", "0", "0", "0", "0", "1", "0.0%", "–"]
    assert table["Won"] == ["0", "0", "0", "0", "0", "0", "–", "–"]


def test_a_funnel_is_split_and_compared(headway: Callable) -> None:
    said = headway("funnel", "sales", "--period", "2024-05", "--split", "rep", "--compare", "previous")
    assert said.lines.count("Apr 1 – 30, 2024") == 2
    assert "Bob" in said.lines


def test_programs_get_json_and_csv(headway: Callable) -> None:
    told = json.loads(headway("funnel", "--period", "2024-05", "--json").out)
    rows = list(csv.DictReader(headway("funnel", "--period", "2024-05", "--csv").lines))
    assert [(row["stage"], int(row["entered"])) for row in rows] == [
        (stage["stage"]["name"], stage["entered"]) for stage in told["stages"]
    ]


def test_csv_holds_every_group_and_the_compared_period(headway: Callable) -> None:
    said = headway("funnel", "--period", "2024-05", "--split", "rep", "--compare", "previous", "--csv")
    kinds = {(row["period"], row["group"]) for row in csv.DictReader(said.lines)}
    assert kinds == {("asked", ""), ("compared", ""), ("asked", "Bob"), ("compared", "Bob")}


def test_a_stranger_finds_it_empty(headway: Callable) -> None:
    rows = csv.DictReader(headway("funnel", "--period", "all", "--csv", "--as", "eve@example.com").lines)
    assert {row["entered"] for row in rows} == {"0"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["Sels"], "There is no funnel 'Sels'. Did you mean 'Sales'?"),
        (["--split", "month"], "A funnel cannot be split by month."),
        (["--as-of", "soon"], "'soon' is not a period."),
    ],
)
def test_what_cannot_be_shown_is_one_sentence(headway: Callable, words: list[str], sentence: str) -> None:
    said = headway("funnel", *words)
    assert said.code == 2
    assert said.err.startswith(f"headway: {sentence}")
