"""Next steps of a file: set with the import, kept as if the log had been written in order, gone when taken back."""

from datetime import UTC, date, datetime, timedelta

import pytest

from headway.web.imports.undoing.take_back import take_back
from headway.web.log import drop_step
from headway.web.models import Contact, NextStep
from tests.web.imports.conftest import CONTACTS, DEALS

STEPS = '[columns]\nnext_on = "next on"\nnext_step = "next"\nnext_kind = "next kind"'
MAPPING = CONTACTS.replace("[columns]", STEPS)
LOG = """
id | deal | client | at               | kind    | rep | after | next on          | next      | next kind
1  | A    | Acme   | 2024-03-01 09:00 | call    | Bob | Need  | 2024-03-05 10:00 | show it   | meeting
2  | A    | Acme   | 2024-03-05 10:00 | meeting | Bob | Offer | 2024-03-08       | ask them  |
3  | A    | Acme   | 2024-03-12 09:00 | email   | Bob |       | 2024-06-03       | decision  | call
4  | B    | Bolt   | 2024-03-01 09:00 | call    | Bob | Need  |                  | some day  |
5  | B    | Bolt   | 2024-03-02 09:00 | call    | Bob |       | 2024-03-01       | too early |
6  | B    | Bolt   | 2024-03-03 09:00 | call    | Bob |       | 2034-03-01       | too late  |
"""
SET = [
    ("show it", "meeting", date(2024, 3, 5), "1", "kept", "2"),
    ("ask them", "call", date(2024, 3, 8), "2", "dropped", None),
    ("decision", "call", date(2024, 6, 3), "3", None, None),
]


@pytest.fixture
def steps(bob):
    """Every next step: what, kind, day, the hour of the contact that set it, its end, and what kept it."""
    order = {"2024-03-01": "1", "2024-03-05": "2", "2024-03-12": "3", "2024-05-20": "7"}

    def number(contact: Contact | None) -> str | None:
        return contact and order[str(contact.happened_on)]

    return lambda: [
        (each.what, each.kind, each.due_on, number(each.set_by), each.end, number(each.kept_by))
        for each in NextStep.objects.order_by("due_on")
    ]


def test_contacts_set_steps_and_keep_them_in_their_order(bring, bob, steps, ask):
    run = bring(LOG, MAPPING)
    assert steps() == SET
    shown = NextStep.objects.get(what="show it")
    assert (shown.rep, shown.due_at) == (bob, datetime(2024, 3, 5, 9, tzinfo=UTC))
    assert NextStep.objects.get(what="ask them").due_at is None
    # A meeting that a contact agreed is an appointment, kept on its day.
    assert ask("SELECT due_on, kept_on FROM appointments") == [(date(2024, 3, 5), date(2024, 3, 5))]
    assert (run.counts["in_file"]["next_steps"], run.counts["new"]["next_steps"]) == (6, 3)
    reasons = [problem["reason"] for problem in run.counts["problems"]]
    assert run.counts["doubtful"] == 3
    said = zip(("no day", "before", "five years"), reasons, strict=True)
    assert all(words in reason for words, reason in said), reasons


def test_the_same_file_twice_changes_nothing(bring, steps):
    bring(LOG, MAPPING)
    run = bring(LOG, MAPPING)
    assert steps() == SET
    assert (sum(run.counts["new"].values()), run.counts["changed"]) == (0, 0)


def test_a_later_file_moves_and_keeps_steps_and_taking_it_back_opens_them_again(bring, alice, steps, now):
    """
    in the later file            | the step of 3 June
    a call on 20 May, same rep   | 24 May instead, kept by it
    """
    bring(LOG, MAPPING)
    later = LOG.replace("2024-06-03", "2024-05-24") + "7 | A | Acme | 2024-05-20 09:00 | call | Bob | | | |"
    run = bring(later, MAPPING)
    assert steps()[2] == ("decision", "call", date(2024, 5, 24), "3", "kept", "7")
    assert run.counts["changed"] == 1
    take_back(run, by=alice, now=now)
    assert steps() == SET


def test_what_somebody_did_with_a_step_stays_theirs(bring, alice, bob, steps, now):
    run = bring(LOG, MAPPING)
    drop_step(NextStep.objects.get(what="decision"), by=bob, now=now)
    bring(LOG.replace("2024-06-03", "2024-06-10"), MAPPING)
    assert steps()[2][2:5] == (date(2024, 6, 3), "3", "dropped")
    take_back(run, by=alice, now=now + timedelta(days=1))
    assert [each[0] for each in steps()] == ["decision"]


def test_a_deal_tells_its_next_step_unless_it_is_closed(bring, alice, bob, now):
    """
    deal | stage | next on | set
    A    | Offer | 3 June  | yes, by no contact
    B    | Lost  | 3 June  | no
    """
    rows = """
    deal | client | owner | stage | entered    | closed     | next on    | next
    A    | Acme   | Bob   | Offer | 2024-01-02 |            | 2024-06-03 | decision
    B    | Bolt   | Bob   | Lost  | 2024-01-02 | 2024-02-02 | 2024-06-03 | decision
    """
    mapping = DEALS.replace("[columns]", STEPS)
    run = bring(rows, mapping)
    [step] = NextStep.objects.all()
    assert (step.deal.name, step.rep, step.set_by, step.end) == ("A", bob, None, None)
    bring(rows.replace("2024-06-03", "2024-06-04"), mapping)
    assert NextStep.objects.get().due_on == date(2024, 6, 4)
    take_back(run, by=alice, now=now)
    assert not NextStep.objects.exists()
