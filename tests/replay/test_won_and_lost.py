"""The rules of the log where a deal ends: won, lost, reopened, and what it is compared with when it returns."""

from tests.replay.logbook import advances, effective, new_ground


def test_won_comes_after_all_open_stages(log):
    """
    when  | rep | deal | kind    | stage after
    09:00 | Bob | pump | meeting | Contract
    10:00 | Bob | pump | call    | Won
    11:00 | Bob | pump | call    | Contract
    12:00 | Bob | pump | call    | Won
    """
    assert advances(log) == ["forward", "forward", "back", "forward"]
    assert new_ground(log) == [True, True, False, False]


def test_ending_in_lost_is_not_effective_from_any_stage(log):
    """
    when  | rep | deal   | kind | stage after
    09:00 | Bob | pump   | call | Lost
    09:00 | Bob | filter | call | Won
    10:00 | Bob | filter | call | Lost
    """
    assert advances(log) == ["lost", "forward", "lost"]
    assert effective(log) == [False, True, False]


def test_a_lost_deal_that_returns_to_its_latest_open_stage_is_reopened(log):
    """
    when  | rep | deal | kind | stage after
    09:00 | Bob | pump | call | Trial
    10:00 | Bob | pump | call | Lost
    11:00 | Bob | pump | call | Trial
    """
    assert advances(log) == ["forward", "lost", "reopened"]
    assert effective(log) == [True, False, False]


def test_a_lost_deal_that_returns_to_an_earlier_stage_is_reopened(log):
    """
    when  | rep | deal | kind | stage after
    09:00 | Bob | pump | call | Trial
    10:00 | Bob | pump | call | Lost
    11:00 | Bob | pump | call | Need
    """
    assert advances(log) == ["forward", "lost", "reopened"]


def test_a_lost_deal_that_returns_to_a_later_stage_goes_forward(log):
    """
    when  | rep | deal | kind    | stage after
    09:00 | Bob | pump | meeting | Contract
    10:00 | Bob | pump | call    | Offer
    11:00 | Bob | pump | call    | Lost
    12:00 | Bob | pump | meeting | Trial
    """
    assert advances(log) == ["forward", "back", "lost", "forward"]
    assert effective(log) == [True, False, False, True]
    assert new_ground(log) == [True, False, False, False]


def test_a_deal_that_was_won_and_lost_is_compared_with_its_latest_open_stage(log):
    """
    when  | rep | deal | kind | stage after
    09:00 | Bob | pump | call | Trial
    10:00 | Bob | pump | call | Won
    11:00 | Bob | pump | call | Lost
    12:00 | Bob | pump | call | Won
    """
    assert advances(log) == ["forward", "forward", "lost", "forward"]
    assert new_ground(log) == [True, True, False, False]


def test_lost_for_another_reason_is_still_compared_with_the_open_stage(log):
    """
    when  | rep | deal | kind | stage after
    09:00 | Bob | pump | call | Trial
    10:00 | Bob | pump | call | Lost
    11:00 | Bob | pump | move | Cancelled
    12:00 | Bob | pump | call | Trial
    """
    assert advances(log) == ["forward", "lost", "lost", "reopened"]


def test_a_deal_that_was_lost_from_the_start_is_compared_with_the_first_stage(log):
    """
    when  | rep | deal   | kind  | stage after
    09:00 | Bob | pump   | entry | Lost
    10:00 | Bob | pump   | call  | Need
    09:00 | Bob | filter | entry | Lost
    10:00 | Bob | filter | call  | Offer
    """
    assert advances(log) == ["reopened", "forward"]
    assert effective(log) == [False, True]
    assert new_ground(log) == [False, True]
