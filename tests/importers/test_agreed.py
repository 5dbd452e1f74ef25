"""The next step in a row: its day, its time where one is named, its kind, and what is to be done."""

from datetime import UTC, date, datetime

import pytest

from headway.importers.records import ImportedStep

MAPPING = """
noun = "contact"
time_zone = "Europe/Budapest"
[columns]
deal = "deal"
at = "at"
contact_kind = "kind"
next_on = "day"
next_step = "what"
next_kind = "how"
[aliases.next_kind]
"Termin" = "meeting"
"""
AT_NINE = (datetime(2024, 4, 30, 7, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1_000_000


def test_the_next_step_of_a_row(converted):
    found = converted(
        """
        deal,at,kind,day,what,how
        A,2024-01-05 09:00,call,2024-04-30 09:00,show it,Termin
        A,2024-01-06 09:00,call,2024-04-30,,
        A,2024-01-07 09:00,call,,ask them,
        A,2024-01-08 09:00,call,,,email
        A,2024-01-09 09:00,call,30.04.2024 09:00,,smoke signals
        """,
        MAPPING,
    )
    assert [contact.next_step for contact in found.records[0].contacts] == [
        ImportedStep(date(2024, 4, 30), AT_NINE, "meeting", "show it"),
        ImportedStep(date(2024, 4, 30)),
        ImportedStep(None, what="ask them"),
        None,
    ]
    assert "smoke signals" in found.problems[0][1]


@pytest.mark.parametrize(("stage", "has_step"), [("Offer", True), ("Won", False)])
def test_a_closed_deal_has_none(converted, funnel, stage, has_step):
    mapping = """
    noun = "deal"
    time_zone = "UTC"
    [columns]
    deal = "deal"
    stage = "stage"
    closed_at = "closed"
    next_step = "what"
    [stages]
    Offer = "Offer"
    Won = "Won"
    """
    found = converted(f"deal,stage,closed,what\nA,{stage},2024-01-05,sign\n", mapping + funnel)
    assert [deal.next_step == ImportedStep(None, what="sign") for deal in found.records] == [has_step]
