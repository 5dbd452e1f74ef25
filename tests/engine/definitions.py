"""Definitions of a company's own metrics as tests make them up, and the slow and obvious way to count them."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

from hypothesis import strategies as st

from headway.engine.definition import Clause, Comparison, Counted, Definition, tests_of
from headway.engine.ground import How, Sort, Trait
from headway.engine.metric import Unit
from headway.engine.offered import GROUNDS

Rows = Sequence[Mapping[str, Any]]
_MICROSECONDS = {Unit.DAYS: 86_400_000_000, Unit.HOURS: 3_600_000_000}
_PIECES = {"contacts": "volume", "tallies": "count"}
_HOLDS = {
    ("appointments", "is_kept"): lambda row: row["kept_on"] is not None,
    ("expectations", "is_slipped"): lambda row: row["closed_on"] is None or row["closed_on"] > row["expected_on"],
}
_DATED = {
    ("deals", "entered_on"): lambda row: row["is_entry_known"],
    ("deals", "qualified_on"): lambda row: row["is_entry_known"] or (row["qualified_at"] or 0) > row["entered_at"],
    ("pipeline", "since_on"): lambda row: row["is_entry_known"],
    ("stays", "entered_on"): lambda row: (
        row["is_entry_known"] and row["phase"] in {"lead", "opportunity"} and not row["is_qualified"]
    ),
}
# By the day that ends what stands, where a day begins it.
_UNTIL = {"pipeline": "until_on", "stays": "left_on"}
_QUANTITIES = {
    "time": lambda row: row["seconds"] * 1_000_000,
    "duration": lambda row: None if row["duration_seconds"] is None else row["duration_seconds"] * 1_000_000,
    "margin": lambda row: None if row["cost_amount"] is None else row["amount"] - row["cost_amount"],
    "time_to_win": lambda row: (
        None if row["won_at"] is None or not row["is_entry_known"] else row["won_at"] - row["entered_at"]
    ),
}


@st.composite
def clauses(draw, facts: str) -> Clause:
    name = draw(st.sampled_from(sorted(GROUNDS[facts].traits)))
    trait = GROUNDS[facts].traits[name]
    test = draw(st.sampled_from(tests_of(trait.sort)))
    if test in {Comparison.KNOWN, Comparison.UNKNOWN}:
        return Clause(name, test)
    return Clause(name, test, tuple(draw(_values(trait))))


def _values(trait: Trait) -> st.SearchStrategy[list[Any]]:
    values = {
        Sort.WORD: st.lists(st.sampled_from(sorted(trait.values) or [""]), min_size=1, max_size=2, unique=True),
        Sort.NAMED: st.lists(st.integers(1, 4), min_size=1, max_size=2, unique=True),
        Sort.YES_NO: st.lists(st.booleans(), min_size=1, max_size=1),
        Sort.NUMBER: st.lists(st.integers(0, 8), min_size=1, max_size=1),
        Sort.MONEY: st.lists(st.integers(0, 10**7), min_size=1, max_size=1),
        Sort.MINUTES: st.lists(st.sampled_from([0, 1, 2, 5, 6, 30, 59, 60, 90, 91]), min_size=1, max_size=1),
    }
    return values[trait.sort]


@st.composite
def counted(draw, hows: Sequence[How] = tuple(How)) -> Counted:
    facts = draw(st.sampled_from(sorted(GROUNDS)))
    ground = GROUNDS[facts]
    how = draw(st.sampled_from([each for each in hows if each in ground.hows]))
    offered = {"": [""], "things": sorted(ground.things), "quantity": sorted(ground.quantities)}[how.takes]
    return Counted(
        facts=facts,
        day=draw(st.sampled_from(sorted(ground.days))),
        how=how,
        what=draw(st.sampled_from(offered)),
        where=tuple(draw(st.lists(clauses(facts), max_size=3))),
    )


@st.composite
def definitions(draw) -> Definition:
    is_divided = draw(st.booleans())
    if not is_divided:
        return Definition(label="Ours", of=draw(counted()))
    whole = (How.COUNT, How.DISTINCT, How.SUM)
    return Definition(label="Ours", of=draw(counted(whole)), per=draw(counted(whole)))


def value_by_hand(
    definition: Definition, tables: Mapping[str, Rows], start: date, end: date, today: date
) -> Decimal | None:
    """Count a definition row by row."""
    of = _count(definition.of, tables, start, end, today)
    unit = definition.unit or definition.of.unit
    if definition.per is not None:
        per = _count(definition.per, tables, start, end, today)
        if of is None and _is_part(definition.of, definition.per):
            # Some of the whole is written down: then what is not there is nothing.
            of = Decimal(0)
        of = Decimal(of) / Decimal(per) if per and of is not None else None
    return None if of is None else Decimal(of) / _MICROSECONDS.get(unit, 1)


def _is_part(of: Counted, per: Counted) -> bool:
    return (of.facts, of.day) == (per.facts, per.day) and set(per.where) <= set(of.where)


def _count(each: Counted, tables: Mapping[str, Rows], start: date, end: date, today: date) -> Decimal | None:
    dated = _DATED.get((each.facts, each.day), lambda row: True)
    found = [
        row
        for row in tables[each.facts]
        if row[each.day] is not None
        and _is_within(each, row, start, end, today)
        and dated(row)
        and all(_holds(clause, each.facts, row) for clause in each.where)
    ]
    if each.facts in {"costs", "time_entries"} and not found:
        return None
    if each.how is How.COUNT:
        return Decimal(sum(row.get(_PIECES.get(each.facts, ""), 1) for row in found))
    if each.how is How.DISTINCT:
        return Decimal(len({row[each.what] for row in found} - {None}))
    if each.what == "duration":
        found = [row for row in found if row["volume"] == 1]
    quantity = _QUANTITIES.get(each.what, lambda row: row[each.what])
    values = [value for row in found if (value := quantity(row)) is not None]
    if each.how is How.SUM and (values or not found):
        return Decimal(sum(values))
    if not values:
        return None
    return Decimal(sum(values)) / len(values) if each.how is How.MEAN else Decimal(str(median(map(Decimal, values))))


def _is_within(each: Counted, row: Mapping[str, Any], start: date, end: date, today: date) -> bool:
    """Whether a row belongs to a period: by its day, by the last of its days that has gone by, or as it stood."""
    on = row[each.day]
    if each.facts in _UNTIL:
        until_on = row[_UNTIL[each.facts]]
        return on < end and (until_on is None or until_on >= end)
    if each.facts == "expectations":
        again_on = row["again_on"]
        return start <= on < end and on < today and (again_on is None or again_on >= min(end, today))
    return start <= on < end and (each.day != "due_on" or on < today)


def _holds(clause: Clause, facts: str, row: Mapping[str, Any]) -> bool:
    if (facts, clause.trait) in _HOLDS:
        return _HOLDS[facts, clause.trait](row) in clause.values
    trait = GROUNDS[facts].traits[clause.trait]
    value = row[trait.column]
    if trait.sort is Sort.MINUTES and value is not None:
        value = Decimal(value) / 60
    answers = {
        Comparison.KNOWN: lambda: value is not None,
        Comparison.UNKNOWN: lambda: value is None,
        Comparison.IS: lambda: value in clause.values,
        Comparison.IS_NOT: lambda: value not in clause.values,
        Comparison.AT_LEAST: lambda: value is not None and value >= clause.values[0],
        Comparison.LESS_THAN: lambda: value is not None and value < clause.values[0],
    }
    return answers[clause.test]()
