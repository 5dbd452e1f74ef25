"""The milestones of a deal's life: entry, qualification, won, lost, and the contacts until then."""

from datetime import date

from tests.replay.logbook import advances, micros, milestones, stay_list, stays, ways

JANUARY = {day: date(2024, 1, day) for day in range(1, 32)}


# Entry, lead, qualification.


def test_a_deal_that_enters_on_the_lead_phase_is_a_lead_whatever_comes_after(log):
    """
    when  | rep | deal | kind  | stage after
    01-03 | Bob | pump | entry |
    01-05 | Bob | pump | call  | Won
    """
    assert milestones(log).is_lead
    assert milestones(log).entered_on == JANUARY[3]


def test_a_deal_that_enters_beyond_the_lead_phase_never_was_a_lead(log):
    """
    when  | rep | deal | kind  | stage after
    01-03 | Bob | pump | entry | Trial
    01-05 | Bob | pump | call  | Need
    """
    assert not milestones(log).is_lead
    assert milestones(log).qualified_on == JANUARY[3]
    assert stays(log) == ["Trial back", "Need"]


def test_qualification_is_the_first_time_on_any_opportunity_stage(log):
    """
    when  | rep | deal | kind | stage after
    01-03 | Bob | pump | call | Need
    01-05 | Bob | pump | call | Trial
    01-08 | Bob | pump | call | Need
    01-09 | Bob | pump | call | Offer
    """
    assert milestones(log).qualified_on == JANUARY[5]
    assert milestones(log).qualified_at == micros("01-05")


def test_a_deal_that_is_won_from_the_lead_phase_is_qualified_by_that(log):
    """
    when  | rep | deal | kind | stage after
    01-03 | Bob | pump | call | Need
    01-05 | Bob | pump | call | Won
    """
    assert milestones(log).qualified_on == JANUARY[5]


def test_a_deal_that_is_lost_from_the_lead_phase_is_never_qualified(log):
    """
    when  | rep | deal | kind | stage after
    01-03 | Bob | pump | call | Need
    01-05 | Bob | pump | call | Lost
    """
    assert milestones(log).qualified_at is None
    assert milestones(log).lost_on == JANUARY[5]


def test_a_contact_before_the_entry_moves_the_entry_to_its_time(log):
    """
    when  | rep | deal | kind  | stage after
    01-05 | Bob | pump | entry |
    01-08 | Bob | pump | call  | Offer
    01-03 | Bob | pump | call  |
    """
    assert ways(log) == ["Need -> Offer", "Need -> Need"]
    assert milestones(log).entered_at == micros("01-03")
    assert milestones(log).entered_on == JANUARY[3]
    assert milestones(log.without(1)).entered_on == JANUARY[5]


def test_a_contact_before_the_entry_finds_the_deal_on_the_stage_it_entered_on(log):
    """
    when  | rep | deal | kind  | stage after
    01-05 | Bob | pump | entry | Trial
    01-03 | Bob | pump | call  |
    """
    assert ways(log) == ["Trial -> Trial"]
    assert milestones(log).qualified_on == JANUARY[3]


# Won and lost.


def test_a_deal_won_again_is_won_once_on_the_latest_day(log):
    """
    when  | rep | deal | kind    | stage after
    01-03 | Bob | pump | meeting | Won
    01-05 | Bob | pump | call    | Offer
    01-09 | Bob | pump | meeting | Won
    01-12 | Bob | pump | call    | Won
    """
    assert advances(log) == ["forward", "back", "forward", "none"]
    assert (milestones(log).won_at, milestones(log).won_on) == (micros("01-09"), JANUARY[9])


def test_a_won_deal_that_goes_back_is_not_won(log):
    """
    when  | rep | deal | kind    | stage after
    01-03 | Bob | pump | meeting | Won
    01-05 | Bob | pump | call    | Offer
    """
    assert (milestones(log).won_at, milestones(log).won_on) == (None, None)
    assert milestones(log).contacts_until_won == {}
    assert milestones(log).effective_until_won == 0


def test_a_reopened_deal_is_not_lost_until_it_is_lost_again(log):
    """
    when  | rep | deal | kind | stage after
    01-03 | Bob | pump | call | Lost
    01-05 | Bob | pump | call | Need
    01-09 | Bob | pump | call | Lost
    """
    assert milestones(log).lost_on == JANUARY[9]
    assert milestones(log.without(2)).lost_on is None


def test_lost_is_counted_on_the_day_it_happened_and_not_when_its_reason_was_edited(log):
    """
    when  | rep   | deal | kind | stage after
    01-03 | Bob   | pump | call | Lost
    01-30 | Carol | pump | move | Cancelled
    """
    assert (milestones(log).lost_at, milestones(log).lost_on) == (micros("01-03"), JANUARY[3])


def test_a_won_deal_that_is_put_on_another_funnel_stays_won_on_its_day(log):
    """
    when  | rep   | deal | kind    | stage after
    01-03 | Bob   | pump | meeting | Won
    01-30 | Carol | pump | move    | Awarded
    """
    assert milestones(log).won_on == JANUARY[3]
    assert milestones(log).contacts_until_won == {"meeting": 1}


def test_a_day_is_the_rep_s_own(log):
    """
    when        | day   | rep | deal | kind | stage after
    01-03 20:00 | 01-04 | Bob | pump | call | Offer
    01-05 20:00 | 01-06 | Bob | pump | call | Won
    01-07 20:00 | 01-08 | Bob | pump | call | Lost
    """
    marks, won = milestones(log), milestones(log.without(2))
    assert (marks.entered_on, marks.first_contact_on, marks.qualified_on) == (JANUARY[4],) * 3
    assert (won.won_on, marks.lost_on) == (JANUARY[6], JANUARY[8])
    days = [(stay.entered_on.day, stay.left_on and stay.left_on.day) for stay in stay_list(log)]
    assert days == [(4, 4), (4, 6), (6, 6), (6, 6), (6, 8), (8, None)]


# Contacts.


def test_contacts_are_counted_by_kind_up_to_the_winning_one(log):
    """
    when  | rep   | deal | kind    | stage after
    09:00 | Bob   | pump | call    | Need
    10:00 | Bob   | pump | meeting | Offer
    11:00 | Carol | pump | move    | Trial
    12:00 | Bob   | pump | call    | Won
    13:00 | Bob   | pump | e-mail  |
    """
    marks = milestones(log)
    assert marks.contacts_until_won == {"call": 2, "meeting": 1}
    assert marks.effective_until_won == 2
    assert marks.contacts == 4
    assert marks.latest_contact_at == micros("13:00")


def test_moves_without_a_contact_are_no_first_contact(log):
    """
    when  | rep | deal | kind | stage after
    01-03 |     | pump | move | Offer
    01-05 | Bob | pump | call |
    """
    assert milestones(log).first_contact_on == JANUARY[5]
    assert milestones(log).first_contact_at == micros("01-05")


def test_a_deal_won_before_its_first_contact_is_told(log):
    """
    when  | rep | deal | kind | stage after
    01-03 |     | pump | move | Won
    01-05 | Bob | pump | call |
    """
    assert milestones(log).is_won_before_first_contact
    assert milestones(log).contacts_until_won == {}
    assert not milestones(log.without(0)).is_won_before_first_contact
    assert not milestones(log.without(1)).is_won_before_first_contact


def test_a_deal_won_with_its_first_contact_is_in_order(log):
    """
    when  | rep | deal | kind | stage after
    01-03 | Bob | pump | call | Won
    """
    assert not milestones(log).is_won_before_first_contact
    assert milestones(log).effective_until_won == 1
