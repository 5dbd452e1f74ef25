"""Events of a table or a log become deals, case by case."""

from datetime import date
from decimal import Decimal

MAPPING = """
noun = "event log"
time_zone = "Europe/Budapest"
ignored_activities = ["Filed"]
[columns]
deal = "case"
activity = "activity"
at = "at"
rep = "who"
value = "sum"
[activities]
Need = { stage = "Need" }
Call = { contact = "call", is_cold = true }
Won = { stage = "Won" }
"""
HEADER = "case,activity,at,who,sum\n"


def test_cases_that_are_scattered_over_a_table_are_gathered(converted, funnel):
    found = converted(
        HEADER
        + "A,Need,2024-01-05 09:00,Bob,1000\n"
        + "B,Call,2024-01-05 09:30,Eve,\n"
        + "A,Filed,2024-01-06 09:00,Bob,1000\n"
        + "A,Won,2024-01-07 09:00,Bob,1000\n",
        MAPPING + funnel,
    )
    a, b = found.records
    assert (a.key, a.value, a.entered_stage, [move.stage_after for move in a.moves]) == (
        "A",
        Decimal(1000),
        "Need",
        ["Won"],
    )
    assert (b.key, b.entered_on, [(one.kind, one.is_cold) for one in b.contacts]) == (
        "B",
        date(2024, 1, 5),
        [("call", True)],
    )
    assert (found.problems, found.kept) == ([], [])


def test_events_that_cannot_be_read_and_activities_that_nobody_mapped(converted, funnel):
    found = converted(
        HEADER
        + "A,Need,2024-01-05 09:00,Bob,\n"
        + "A,Coffee,2024-01-05 09:30,Bob,\n"
        + "A,Need,,Bob,\n"
        + "A,,2024-01-05 09:30,Bob,\n"
        + ",Need,2024-01-05 09:30,Bob,\n"
        + "B,Coffee,2024-01-05 09:30,Bob,\n"
        + "ragged\n",
        MAPPING + funnel,
    )
    assert [deal.key for deal in found.records] == ["A", "B"]
    assert found.problems == [
        (4, "The event has no time: fill it in, or map the column that holds it."),
        (5, "The event has no activity: fill it in, or map the column that holds it."),
        (6, "The row names no deal: fill in its id, or map the column that holds it."),
        (8, "Line 8 has 1 cells where the table has 5 columns: look for a separator too many or too few."),
    ]
    assert found.kept == [
        (
            3,
            (
                "The mapping does not know the activity “Coffee”, so its 2 events did nothing: "
                "give it a stage or a kind of contact, or ignore it."
            ),
        )
    ]


def test_a_case_that_stands_in_a_log_twice_keeps_its_first_part(converted, funnel):
    said = '<string key="concept:name" value="{}"/>'
    case = f"<trace>{said}<event>{said}{{}}</event></trace>"
    at = '<date key="time:timestamp" value="2024-01-05T09:00:00Z"/>'
    log = "".join(case.format(name, activity, at) for name, activity in (("A", "Need"), ("B", "Need"), ("A", "Won")))
    mapping = MAPPING.replace('"case"', '"case:concept:name"').replace('"activity"', '"concept:name"')
    mapping = mapping.replace('at = "at"', 'at = "time:timestamp"').replace('rep = "who"\nvalue = "sum"\n', "")
    found = converted(f"<log>{log}</log>", mapping + funnel, "log.xes")
    assert [(deal.key, deal.moves) for deal in found.records] == [("A", ()), ("B", ())]
    assert found.problems == [
        (1, "Case “A” stands in the log twice: its second part was left out. Join the two and import again.")
    ]
