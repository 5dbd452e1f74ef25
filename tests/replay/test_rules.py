"""CONTACT-1 to CONTACT-4 and the rules of the log: which contacts are effective, and which gain new ground."""

from tests.replay.logbook import advances, effective, effective_by_rep, new_ground, ways

# CONTACT-1: an untouched stage is 'no move'.


def test_an_untouched_stage_takes_what_stands_before_it(log):
    """
    when  | rep | deal | kind    | stage after
    09:00 | Bob | pump | meeting | Offer
    10:00 | Bob | pump | call    |
    """
    assert ways(log) == ["Need -> Offer", "Offer -> Offer"]
    assert effective(log) == [True, False]


def test_an_untouched_stage_follows_a_contact_that_is_written_later_and_was_held_earlier(log):
    """
    when  | rep | deal | kind    | stage after
    09:00 | Bob | pump | meeting | Offer
    11:00 | Bob | pump | call    |
    10:00 | Bob | pump | visit   | Trial
    """
    assert ways(log.without(2)) == ["Need -> Offer", "Offer -> Offer"]
    assert ways(log) == ["Need -> Offer", "Trial -> Trial", "Offer -> Trial"]


# CONTACT-2: effective if and only if the stage after is later than the stage before.


def test_the_stage_before_is_taken_from_the_log(log):
    """
    when  | rep | deal | kind    | stage after
    09:00 | Bob | pump | call    | Offer
    10:00 | Bob | pump | meeting | Contract
    11:00 | Bob | pump | call    | Trial
    """
    assert ways(log) == ["Need -> Offer", "Offer -> Contract", "Contract -> Trial"]


def test_a_contact_is_effective_only_where_the_deal_stands_later_than_before(log):
    """
    when  | rep | deal | kind    | stage after
    09:00 | Bob | pump | call    | Offer
    10:00 | Bob | pump | call    | Offer
    11:00 | Bob | pump | call    | Need
    12:00 | Bob | pump | meeting | Trial
    13:00 | Bob | pump | e-mail  | Lost
    """
    assert advances(log) == ["forward", "none", "back", "forward", "lost"]
    assert effective(log) == [True, False, False, True, False]


def test_a_move_without_a_contact_earns_nobody_an_effective_contact(log):
    """
    when  | rep   | deal | kind | stage after
    09:00 | Bob   | pump | call | Offer
    10:00 | Carol | pump | move | Trial
    11:00 | Bob   | pump | call | Trial
    """
    assert advances(log) == ["forward", "forward", "none"]
    assert effective_by_rep(log) == {"Bob": 1, "Carol": 0}


def test_the_stage_before_a_contact_includes_moves_without_one(log):
    """
    when  | rep | deal | kind    | stage after
    09:00 |     | pump | move    | Contract
    10:00 | Bob | pump | meeting | Trial
    """
    assert ways(log) == ["Need -> Contract", "Contract -> Trial"]
    assert effective(log) == [False, False]


# CONTACT-3: ground regained is told from new ground.


def test_a_deal_that_slips_back_and_returns_is_effective_but_not_new_ground(log):
    """
    when  | rep | deal | kind    | stage after
    09:00 | Bob | pump | call    | Need
    11:00 | Bob | pump | meeting | Offer
    13:00 | Bob | pump | call    | Need
    15:00 | Bob | pump | meeting | Offer
    """
    assert effective(log) == [False, True, False, True]
    assert new_ground(log) == [False, True, False, False]


def test_new_ground_is_later_than_any_stage_the_deal_ever_stood_on(log):
    """
    when  | rep | deal | kind    | stage after
    09:00 | Bob | pump | meeting | Trial
    10:00 | Bob | pump | call    | Need
    11:00 | Bob | pump | meeting | Offer
    12:00 | Bob | pump | meeting | Contract
    """
    assert effective(log) == [True, False, True, True]
    assert new_ground(log) == [True, False, False, True]


def test_a_stage_that_a_move_had_reached_is_no_new_ground_for_a_contact(log):
    """
    when  | rep   | deal | kind | stage after
    09:00 | Carol | pump | move | Trial
    10:00 | Carol | pump | move | Need
    11:00 | Bob   | pump | call | Trial
    """
    assert effective(log) == [False, False, True]
    assert new_ground(log) == [True, False, False]


# CONTACT-4: as if the log had been written in order.


def test_a_late_contact_takes_the_advance_from_the_one_after_it(log):
    """
    when  | rep   | deal | kind    | stage after
    11:00 | Bob   | pump | meeting | Trial
    09:00 | Carol | pump | call    | Trial
    """
    assert effective(log.without(1)) == [True]
    assert effective(log) == [False, True]


def test_a_deleted_contact_leaves_the_log_as_if_it_had_never_been_written(log):
    """
    when  | rep | deal | kind    | stage after
    09:00 | Bob | pump | call    | Contract
    10:00 | Bob | pump | meeting | Offer
    11:00 | Bob | pump | meeting | Trial
    """
    assert advances(log) == ["forward", "back", "forward"]
    assert new_ground(log) == [True, False, False]
    assert advances(log.without(0)) == ["forward", "forward"]
    assert new_ground(log.without(0)) == [True, True]


def test_a_corrected_contact_changes_those_that_follow_it(log):
    """
    when  | rep | deal | kind    | stage after
    09:00 | Bob | pump | call    | Contract
    10:00 | Bob | pump | meeting | Trial
    """
    assert effective(log) == [True, False]
    assert effective(log.corrected(0, stage_after="Offer")) == [True, True]


# Rules of the log: the first contact.


def test_before_its_first_contact_a_deal_stands_on_the_first_stage(log):
    """
    when  | rep | deal   | kind | stage after
    09:00 | Bob | pump   | call | Need
    09:00 | Bob | filter | call | Offer
    """
    assert ways(log) == ["Need -> Need", "Need -> Offer"]
    assert effective(log) == [False, True]


def test_several_stages_at_once_are_one_effective_contact(log):
    """
    when  | rep | deal | kind    | stage after
    09:00 | Bob | pump | meeting | Contract
    """
    assert effective(log) == [True]
    assert new_ground(log) == [True]


# Rules of the log: one deal, one rep, one funnel.


def test_a_meeting_about_two_deals_is_judged_on_each(log):
    """
    when  | rep | deal   | kind    | stage after
    09:00 | Bob | filter | call    | Offer
    10:00 | Bob | pump   | meeting | Offer
    10:00 | Bob | filter | meeting | Offer
    """
    assert effective(log) == [True, True, False]


def test_an_effect_belongs_to_the_rep_who_held_the_contact(log):
    """
    when  | rep   | deal | kind    | stage after
    09:00 | Bob   | pump | call    | Need
    10:00 | Alice | pump | meeting | Offer
    11:00 | Bob   | pump | call    | Offer
    12:00 | Bob   | pump | call    | Won
    """
    assert effective_by_rep(log) == {"Bob": 1, "Alice": 1}


def test_changing_the_funnel_is_no_advance(log):
    """
    when  | rep | deal | kind    | stage after
    09:00 | Bob | pump | meeting | Offer
    10:00 | Bob | pump | call    | Bid
    11:00 | Bob | pump | call    | Awarded
    """
    assert advances(log) == ["forward", "moved", "forward"]
    assert effective(log) == [True, False, True]
    assert new_ground(log) == [True, False, True]


def test_changing_the_funnel_is_no_advance_where_it_ends_or_revives_the_deal(log):
    """
    when  | rep | deal   | kind | stage after
    09:00 | Bob | pump   | call | Awarded
    09:00 | Bob | filter | call | Lost
    10:00 | Bob | filter | call | Bid
    09:00 | Bob | hose   | call | Rejected
    """
    assert advances(log) == ["moved", "lost", "moved", "moved"]
    assert effective(log) == [False, False, False, False]


def test_a_deal_that_was_moved_as_lost_is_compared_within_its_new_funnel(log):
    """
    when  | rep | deal   | kind | stage after
    09:00 | Bob | pump   | call | Contract
    10:00 | Bob | pump   | call | Rejected
    11:00 | Bob | pump   | call | Notice
    09:00 | Bob | filter | call | Contract
    10:00 | Bob | filter | call | Rejected
    11:00 | Bob | filter | call | Bid
    """
    assert advances(log) == ["forward", "moved", "reopened", "forward", "moved", "forward"]
    assert new_ground(log) == [True, False, False, True, False, True]


def test_a_deal_that_returns_to_its_funnel_finds_its_old_ground_there(log):
    """
    when  | rep | deal | kind | stage after
    09:00 | Bob | pump | call | Trial
    10:00 | Bob | pump | move | Notice
    11:00 | Bob | pump | move | Need
    12:00 | Bob | pump | call | Trial
    13:00 | Bob | pump | call | Contract
    """
    assert advances(log) == ["forward", "moved", "moved", "forward", "forward"]
    assert new_ground(log) == [True, False, False, False, True]
