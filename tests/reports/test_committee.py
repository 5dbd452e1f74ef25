"""Buying committees: who has agreed, on whom the deal hangs, who reports to whom, and where everybody stands."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.reports.committee import Committee, Seat, would_circle


def committee(table: str) -> Committee:
    """Read a committee: name, level, position, reached or not, and the one to report to, by the first letter."""
    rows = [line.split() for line in table.strip().splitlines()]
    ids = {name: number for number, (name, *_) in enumerate(rows, start=1)}
    return Committee.of(
        Seat(
            person_id=ids[name],
            name=name,
            level=int(level),
            position=position,
            is_reached=reached == "reached",
            reports_to_id=ids.get(superior),
        )
        for name, level, position, reached, superior in rows
    )


@pytest.mark.parametrize(
    ("table", "agreed", "size", "hangs_on"),
    [
        (
            """
            Ada  1 unknown never   -
            Ben  2 agreed  reached Ada
            Cleo 2 agreed  reached Ada
            """,
            2,
            3,
            "Ada",
        ),
        # She was reached, and thinks it over: nobody is missing.
        ("Ada 1 neutral reached -\nBen 2 agreed reached Ada", 1, 2, None),
        # Two are left: reaching one of them does not settle it.
        ("Ada 1 unknown never -\nBen 2 neutral reached Ada\nCleo 2 agreed reached Ada", 1, 3, None),
        # What she thinks is known from others, nobody has spoken to her.
        ("Ada 1 against never -\nBen 2 agreed reached Ada", 1, 2, "Ada"),
        ("Ada 1 unknown never -", 0, 1, "Ada"),
        # Who has agreed without ever being spoken to holds nothing up.
        ("Ada 1 agreed never -\nBen 2 agreed reached Ada", 2, 2, None),
        ("", 0, 0, None),
    ],
)
def test_a_deal_hangs_on_the_only_one_who_is_left_to_agree_and_was_never_reached(table, agreed, size, hangs_on):
    told = committee(table)
    assert (told.agreed, told.size, told.hangs_on and told.hangs_on.name) == (agreed, size, hangs_on)
    assert bool(told) == (size > 0)


def test_positions_are_counted_the_best_first_and_the_unreached_are_named():
    told = committee(
        """
        Ada  1 against reached -
        Ben  2 unknown never   Ada
        Cleo 2 agreed  reached Ada
        Dora 3 agreed  never   Ben
        """
    )
    assert list(told.counts.items()) == [("agreed", 2), ("unknown", 1), ("against", 1)]
    assert [seat.name for seat in told.unreached] == ["Ben", "Dora"]
    assert told.seat_of(3).name == "Cleo"
    assert told.seat_of(9) is told.seat_of(None) is None


@pytest.mark.parametrize(
    ("superiors", "person", "reports_to", "is_circle"),
    [
        ({}, 1, None, False),
        ({1: None}, 1, 1, True),
        ({1: None, 2: 1, 3: 2}, 1, 3, True),
        ({1: None, 2: 1, 3: 2}, 3, 1, False),
        ({1: None, 2: 1, 3: 1}, 2, 3, False),
        # A circle of others, which no door lets in, is not ours and comes to an end.
        ({1: None, 2: 3, 3: 2}, 1, 2, False),
    ],
)
def test_nobody_reports_to_themselves_however_long_the_way(superiors, person, reports_to, is_circle):
    assert would_circle(superiors, person, reports_to) is is_circle


def test_the_map_puts_everybody_above_those_who_report_to_them():
    """
    level 1 |     Ada         | Finn
    level 2 | Ben    Cleo     |
    level 4 | Dora  . .  Emil |
    """
    drawn = committee(
        """
        Ada  1 unknown never -
        Ben  2 unknown never Ada
        Cleo 2 unknown never Ada
        Dora 4 unknown never Ben
        Emil 4 unknown never Ada
        Finn 1 unknown never -
        """
    ).map
    places = {each.seat.name: (each.row, each.column / 4) for each in drawn.placed}
    assert drawn.levels == (1, 2, 4)
    assert places == {"Ada": (0, 1), "Ben": (1, 0), "Cleo": (1, 1), "Dora": (2, 0), "Emil": (2, 2), "Finn": (0, 3)}
    assert drawn.columns == 4
    assert {(line.corners[0], line.corners[-1]) for line in drawn.lines} == {
        ((6, 1), (2, 3)),
        ((6, 1), (6, 3)),
        ((6, 1), (10, 5)),
        ((2, 3), (2, 5)),
    }


def test_without_lines_each_level_stands_in_the_middle():
    """
    level 1 |   Ada
    level 2 | Ben Cleo
    """
    drawn = committee("Ada 1 unknown never -\nBen 2 unknown never -\nCleo 2 unknown never -").map
    assert [(each.seat.name, each.column / 4) for each in drawn.placed] == [("Ada", 0.5), ("Ben", 0), ("Cleo", 1)]
    assert (drawn.columns, drawn.lines) == (2, ())


def test_who_reports_to_somebody_of_the_same_or_a_lower_level_gets_a_line_and_no_place_below():
    drawn = committee("Ada 1 unknown never Ben\nBen 2 unknown never -\nCleo 2 unknown never Ben").map
    assert drawn.levels == (1, 2)
    assert [line.corners for line in drawn.lines] == [
        ((2, 3), (2, 2), (4, 2), (4, 1)),
        ((2, 3), (2, 4), (6, 4), (6, 3)),
    ]


def test_an_empty_map_has_no_rows():
    drawn = committee("").map
    assert (drawn.levels, drawn.columns, drawn.placed, drawn.lines) == ((), 0, (), ())


@st.composite
def any_committee(draw):
    """Any levels, and lines of reporting to anybody who was there before."""
    size = draw(st.integers(0, 12))
    return Committee.of(
        Seat(
            person_id=number,
            name=f"{number:02}",
            level=draw(st.integers(1, 9)),
            reports_to_id=draw(st.none() | st.integers(1, number - 1)) if number > 1 else None,
        )
        for number in range(1, size + 1)
    )


@settings(deadline=None)
@given(any_committee())
def test_no_two_boxes_meet_and_none_stands_outside(told):
    drawn = told.map
    for one, other in combinations(drawn.placed, 2):
        assert one.row != other.row or abs(one.column - other.column) >= 4
    assert all(0 <= each.column <= (drawn.columns - 1) * 4 for each in drawn.placed)
    assert sorted(each.seat.person_id for each in drawn.placed) == list(range(1, told.size + 1))
    assert len(drawn.lines) == sum(seat.reports_to_id is not None for seat in told.seats)


@settings(deadline=None)
@given(any_committee())
def test_no_line_runs_behind_a_box_of_others_on_its_way_down(told):
    drawn = told.map
    for line in drawn.lines:
        start, _, (column, top), (_, bottom) = line.corners
        if start[1] < bottom:
            middles = [(each.column + 2, 2 * each.row + 1) for each in drawn.placed]
            assert [at for at, half in middles if top < half < bottom and abs(at - column) < 2] == []
