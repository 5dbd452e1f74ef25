"""Next steps: which contact keeps which, each end once and on record, and right again when contacts are corrected."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from headway.web.log import (
    LogProblem,
    NewContact,
    NewStep,
    assign_deal,
    correct_contact,
    delete_contact,
    drop_step,
    keep_step,
    log_contact,
    move_step,
    open_client,
    open_deal,
    reopen_step,
    set_step,
)
from headway.web.models import AuditEntry, NextStep

DAY = timedelta(days=1)
WEDNESDAY = date(2024, 5, 15)


@pytest.fixture
def other_deal(pump, bob, funnel, now):
    """A second deal with Pump Ltd."""
    return open_deal(pump, name="Four pipes", by=bob, now=now)


@pytest.fixture
def agree(pump, deal, bob, now):
    """Agree a next step with Pump Ltd: a meeting about the deal on Thursday, where nothing else is said."""

    def agreed(days=1, kind="meeting", *, about=deal, rep=bob, at=None, **more):
        new = NewStep(uuid.uuid4(), kind, WEDNESDAY + days * DAY, at)
        return set_step(new, client=pump, deal=about, rep=rep, by=bob, now=now, **more)

    return agreed


@pytest.fixture
def hold(pump, deal, bob, now):
    """Log a contact with Pump Ltd, an hour later each day."""

    def held(days=1, kind="meeting", *, about=deal, rep=bob, client=pump, **more):
        at = now + days * DAY + timedelta(hours=1)
        new = NewContact(uid=uuid.uuid4(), client=client, deal=about, rep=rep, kind=kind, happened_at=at, **more)
        return log_contact(new, by=rep, now=max(at, now))

    return held


def _end(step):
    step.refresh_from_db()
    return step.end


def _trail(step):
    return list(
        AuditEntry.objects.filter(noun="nextstep", noun_id=step.pk).order_by("pk").values_list("verb", flat=True)
    )


@pytest.mark.parametrize(
    ("due", "held", "kind", "kept"),
    [
        (1, 1, "meeting", True),
        (1, 0, "meeting", True),
        (7, 0, "meeting", True),
        (8, 0, "meeting", False),
        (1, 30, "meeting", True),
        (1, 1, "call", False),
        (1, 1, "visit", False),
    ],
)
def test_a_contact_of_the_kind_keeps_the_step_up_to_a_week_early_and_however_late(agree, hold, due, held, kind, kept):
    """
    due in days | held in days | the contact is a | the meeting is kept
    """
    step = agree(due)
    contact = hold(held, kind)
    assert _end(step) == ("kept" if kept else None)
    assert step.kept_by == (contact if kept else None)


def test_a_step_about_another_deal_stays_and_one_about_none_is_kept_by_any(agree, hold, deal, other_deal):
    """
    step about  | contact about | kept
    Four pipes  | Two pumps     | no
    none        | Two pumps     | yes
    Two pumps   | none          | no
    """
    foreign, any_of_them = agree(about=other_deal), agree(about=None)
    hold(about=deal)
    assert (_end(foreign), _end(any_of_them)) == (None, "kept")
    own = agree(2, about=deal)
    hold(2, about=None)
    assert _end(own) is None


@pytest.mark.parametrize(("outcome", "end"), [("no_answer", None), ("postponed", None), ("talked", "kept")])
def test_nobody_reached_and_postponed_keep_nothing(agree, hold, outcome, end):
    step = agree(kind="call")
    hold(kind="call", outcome=outcome)
    assert _end(step) == end


def test_a_contact_keeps_one_step_the_nearest_in_time(agree, hold):
    """
    due         | kept by the meeting of Thursday, 13:00
    Wednesday   |
    Thu, 09:00  |
    Thu, 14:00  | yes
    """
    at = datetime(2024, 5, 16, 9, tzinfo=UTC)
    early, morning, noon = agree(0), agree(at=at), agree(at=at.replace(hour=14))
    hold(1)
    assert [_end(step) for step in (early, morning, noon)] == [None, None, "kept"]


def test_a_contact_before_the_step_was_agreed_does_not_keep_it(agree, hold):
    step = agree(0, kind="call")
    hold(-1, "call")
    assert _end(step) is None


def test_a_colleague_keeps_it_on_the_day_about_the_deal_or_where_its_rep_took_part(agree, hold, bob, alice):
    """
    step of | contact of | on the day | Bob took part | kept
    Bob     | Alice      | yes        | no            | yes
    Bob     | Alice      | no         | no            | no
    Bob     | Alice      | no         | yes           | yes
    """
    on_the_day, late, together = agree(1), agree(3), agree(9)
    hold(1, rep=alice)
    assert _end(on_the_day) == "kept"
    hold(4, rep=alice)
    assert _end(late) is None
    drop_step(late, by=bob, now=late.written_at)
    hold(10, rep=alice, others=(bob,))
    assert _end(together) == "kept"


def test_of_two_steps_a_contact_keeps_the_one_of_its_own_rep(agree, hold, alice):
    """Bob agreed on Thursday, Alice on Friday; Alice's meeting of Thursday is hers."""
    bobs, hers = agree(1), agree(2, rep=alice)
    hold(1, rep=alice)
    assert (_end(bobs), _end(hers)) == (None, "kept")


def test_a_contact_sets_the_step_that_it_agreed_and_keeps_the_one_that_it_was(agree, hold):
    call = agree(0, kind="call")
    new = NewStep(uuid.uuid4(), "meeting", WEDNESDAY + 5 * DAY, what="  Show the \n pump ")
    contact = hold(0, "call", next_step=new)
    assert _end(call) == "kept"
    step = contact.next_step
    assert (step.kind, step.due_on, step.what, step.rep, step.deal) == (
        "meeting",
        WEDNESDAY + 5 * DAY,
        "Show the pump",
        contact.rep,
        contact.deal,
    )
    assert _trail(step) == ["set"]


def test_a_call_that_sets_a_call_does_not_keep_what_it_has_just_set(hold):
    contact = hold(0, "call", next_step=NewStep(uuid.uuid4(), "call", WEDNESDAY))
    assert contact.next_step.end is None


def test_what_was_agreed_in_a_contact_logged_late_was_kept_long_ago(hold):
    """
    when      | what                        | written
    Wednesday | call, meeting for Thursday  | second
    Thursday  | meeting                     | first
    """
    meeting = hold(1)
    call = hold(0, "call", next_step=NewStep(uuid.uuid4(), "meeting", WEDNESDAY + DAY))
    assert (call.next_step.end, call.next_step.kept_by) == ("kept", meeting)


def test_the_word_of_the_rep_goes_before_the_rule(agree, hold):
    """A visit keeps the meeting that its rep says it was, and not the visit that was due."""
    meeting, visit = agree(), agree(kind="visit")
    hold(kind="visit", keeps=meeting)
    assert (_end(meeting), _end(visit)) == ("kept", None)


def test_the_day_of_a_step_with_a_time_is_the_reps_own(agree, bob):
    """Half past eleven at night in London is the next day in Budapest."""
    late = datetime(2024, 5, 16, 22, 30, tzinfo=UTC)
    assert agree(1, at=late).due_on == date(2024, 5, 17)


def test_a_step_ends_once_and_the_second_time_there_is_a_sentence(agree, hold, bob, now):
    """
    ended by | then dropped                     | then moved                       | then kept by another
    kept     | This next step was kept already  |                                  |
    """
    new = NewStep(uuid.uuid4(), "meeting", WEDNESDAY + 4 * DAY)
    kept, dropped, moved = agree(1), agree(20), agree(30)
    contact = hold(1)
    drop_step(dropped, by=bob, now=now)
    move_step(moved, NewStep(uuid.uuid4(), "meeting", WEDNESDAY + 40 * DAY), by=bob, now=now)
    for step, sentence in ((kept, "was kept already"), (dropped, "was dropped already"), (moved, "was moved to")):
        step.refresh_from_db()
        for write in (
            lambda step=step: drop_step(step, by=bob, now=now),
            lambda step=step: move_step(step, new, by=bob, now=now),
            lambda step=step: keep_step(step, hold(2, "visit"), by=bob, now=now),
        ):
            with pytest.raises(LogProblem, match=sentence):
                write()
    assert keep_step(kept, contact, by=bob, now=now) == kept


def test_what_is_sent_twice_is_written_once(agree, bob, pump, deal, now):
    new = NewStep(uuid.uuid4(), "call", WEDNESDAY + DAY)
    first, again = (set_step(new, client=pump, deal=deal, rep=bob, by=bob, now=now) for _ in range(2))
    other = NewStep(uuid.uuid4(), "call", WEDNESDAY + 2 * DAY)
    moved, moved_again = (move_step(first, other, by=bob, now=now) for _ in range(2))
    assert (first, moved) == (again, moved_again)
    assert NextStep.objects.count() == 2


def test_a_step_that_moves_takes_along_what_set_it(hold, bob, now):
    """An appointment moved twice was set once, and is kept by the meeting."""
    contact = hold(0, "call", next_step=NewStep(uuid.uuid4(), "meeting", WEDNESDAY + DAY))
    first = contact.next_step
    second = move_step(first, NewStep(uuid.uuid4(), "meeting", WEDNESDAY + 2 * DAY), by=bob, now=now)
    third = move_step(second, NewStep(uuid.uuid4(), "meeting", WEDNESDAY + 9 * DAY), by=bob, now=now)
    meeting = hold(9)
    assert [_end(step) for step in (first, second, third)] == ["moved", "moved", "kept"]
    assert (third.set_by, third.kept_by) == (contact, meeting)
    assert list(NextStep.objects.exclude(set_by=None)) == [third]
    assert [_trail(step) for step in (first, third)] == [["set", "moved"], ["set", "kept"]]


def test_a_corrected_contact_lets_go_of_what_it_no_longer_keeps(agree, hold, bob, other_deal, now):
    """Bob logged the meeting on the wrong deal: it keeps that deal's step, then the other's."""
    wrong, right = agree(), agree(about=other_deal)
    contact = hold()
    assert (_end(wrong), _end(right)) == ("kept", None)
    correct_contact(contact, {"deal": other_deal}, by=bob, now=now + 2 * DAY)
    assert (_end(wrong), _end(right)) == (None, "kept")
    assert _trail(wrong) == ["set", "kept", "reopened"]


def test_a_correction_that_changes_nothing_about_it_leaves_the_step_alone(agree, hold, bob, now):
    step = agree()
    contact = hold()
    correct_contact(contact, {"note": "They were three."}, by=bob, now=now + 2 * DAY)
    assert _trail(step) == ["set", "kept"]


def test_what_a_rep_said_stays_said_when_the_kind_is_corrected(agree, hold, bob, now):
    """The visit kept the meeting by Bob's word; that it was a demo changes nothing about that."""
    step = agree()
    contact = hold(kind="visit")
    keep_step(step, contact, by=bob, now=now)
    correct_contact(contact, {"kind": "demo"}, by=bob, now=now + 2 * DAY)
    assert _end(step) == "kept"


def test_an_outcome_corrected_to_postponed_opens_the_step_again(agree, hold, bob, now):
    step = agree()
    correct_contact(hold(), {"outcome": "postponed"}, by=bob, now=now + 2 * DAY)
    assert _end(step) is None


def test_a_deleted_contact_gives_its_step_to_the_one_logged_twice(agree, hold, bob, now):
    step = agree()
    first, second = hold(), hold()
    delete_contact(first, by=bob, now=now + 2 * DAY)
    assert (_end(step), step.kept_by) == ("kept", second)
    delete_contact(second, by=bob, now=now + 2 * DAY)
    assert (_end(step), step.kept_by) == (None, None)


def test_an_undone_contact_takes_the_open_step_that_it_set_along(hold, bob, now):
    contact = hold(0, next_step=NewStep(uuid.uuid4(), "meeting", WEDNESDAY + 9 * DAY))
    step = contact.next_step
    delete_contact(contact, by=bob, now=now + DAY)
    assert (_end(step), step.set_by) == ("dropped", None)


def test_the_step_that_a_contact_set_goes_with_it_to_another_deal_and_rep(hold, bob, alice, other_deal, now):
    contact = hold(0, next_step=NewStep(uuid.uuid4(), "meeting", WEDNESDAY + 9 * DAY))
    correct_contact(contact, {"deal": other_deal, "rep": alice}, by=alice, now=now + DAY)
    step = NextStep.objects.get(set_by=contact)
    assert (step.deal, step.rep) == (other_deal, alice)


def test_a_step_that_moved_to_another_rep_is_theirs(agree, hold, bob, alice, now):
    """Carol hands Bob's meeting over while he is away."""
    step = move_step(agree(), NewStep(uuid.uuid4(), "meeting", WEDNESDAY + DAY), rep=alice, by=alice, now=now)
    hold(rep=alice)
    assert (step.rep, _end(step)) == (alice, "kept")


def test_a_deal_handed_over_takes_its_open_steps_along(agree, deal, bob, alice, now):
    own, other = agree(), agree(about=None)
    assign_deal(deal, alice, by=alice, now=now)
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.rep, other.rep) == (alice, bob)


def test_a_mistake_is_taken_back_and_what_was_moved_is_not(agree, bob, now):
    step = agree()
    drop_step(step, by=bob, now=now)
    assert reopen_step(step, by=bob, now=now).end is None
    move_step(step, NewStep(uuid.uuid4(), "meeting", WEDNESDAY + 3 * DAY), by=bob, now=now)
    with pytest.raises(LogProblem, match="Change the one that stands there"):
        reopen_step(step, by=bob, now=now)


def test_what_cannot_be_is_refused_with_a_remedy(agree, hold, pump, deal, bob, other_deal, now):
    elsewhere = open_client("Pipe Ltd", by=bob, now=now)
    with pytest.raises(LogProblem, match="before the contact that sets it"):
        hold(0, next_step=NewStep(uuid.uuid4(), "call", WEDNESDAY - DAY))
    with pytest.raises(LogProblem, match="more than five years ahead"):
        agree(6 * 366)
    with pytest.raises(LogProblem, match="no kind of contact"):
        agree(kind="fax")
    with pytest.raises(LogProblem, match="belongs to another client"):
        set_step(NewStep(uuid.uuid4(), "call", WEDNESDAY), client=elsewhere, deal=deal, rep=bob, by=bob, now=now)
    with pytest.raises(LogProblem, match="200 characters at most"):
        set_step(
            NewStep(uuid.uuid4(), "call", WEDNESDAY, what="x" * 201), client=pump, deal=None, rep=bob, by=bob, now=now
        )
    with pytest.raises(LogProblem, match="with another client"):
        keep_step(agree(), hold(about=None, client=elsewhere), by=bob, now=now)
    contact = hold(0, "call", next_step=NewStep(uuid.uuid4(), "call", WEDNESDAY))
    with pytest.raises(LogProblem, match="has set a next step already"):
        agree(set_by=contact)


def test_a_refused_step_takes_its_contact_along(hold, deal):
    """Both or none: the form shows the sentence, and what is sent again is not there twice."""
    with pytest.raises(LogProblem):
        hold(0, next_step=NewStep(uuid.uuid4(), "call", WEDNESDAY - DAY))
    assert not deal.contacts.exists()
