"""The stays of a deal in its stages: how each ends, what is skipped on, and which visit it was."""

from tests.replay.logbook import micros, milestones, stay_list, stays


def test_each_stage_is_left_once_and_the_present_one_goes_on(log):
    """
    when  | rep | deal | kind | stage after
    09:00 | Bob | pump | call | Offer
    10:00 | Bob | pump | call | Need
    11:00 | Bob | pump | call |
    12:00 | Bob | pump | call | Lost
    """
    assert stays(log) == ["Need advanced", "Offer back", "Need lost", "Lost"]
    assert [(stay.entered_at, stay.left_at) for stay in stay_list(log)] == [
        (micros("09:00"), micros("09:00")),
        (micros("09:00"), micros("10:00")),
        (micros("10:00"), micros("12:00")),
        (micros("12:00"), None),
    ]


def test_a_deal_without_any_contact_stands_where_it_entered(log):
    """
    when  | rep | deal | kind  | stage after
    09:00 | Bob | pump | entry |
    """
    assert stays(log) == ["Need"]
    assert milestones(log).contacts == 0
    assert milestones(log).first_contact_at is None


def test_the_stages_jumped_over_are_skipped_on_at_one_instant(log):
    """
    when  | rep | deal | kind | stage after
    09:00 | Bob | pump | call | Offer
    10:00 | Bob | pump | call | Won
    """
    assert stays(log) == ["Need advanced", "Offer advanced", "Trial skipped", "Contract skipped", "Won"]
    assert [stay.entered_at for stay in stay_list(log)[2:]] == [micros("10:00")] * 3
    assert [stay.left_at for stay in stay_list(log)[1:]] == [micros("10:00")] * 3 + [None]


def test_a_jump_back_passes_nothing(log):
    """
    when  | rep | deal | kind | stage after
    09:00 | Bob | pump | call | Contract
    10:00 | Bob | pump | call | Need
    """
    assert stays(log) == ["Need advanced", "Offer skipped", "Trial skipped", "Contract back", "Need"]


def test_a_visit_is_counted_at_each_entry_into_a_stage(log):
    """
    when  | rep | deal | kind | stage after
    09:00 | Bob | pump | call | Trial
    10:00 | Bob | pump | call | Need
    11:00 | Bob | pump | call | Trial
    """
    assert stays(log) == ["Need advanced", "Offer skipped", "Trial back", "Need advanced", "Offer skipped", "Trial"]
    assert [stay.visit for stay in stay_list(log)] == [1, 1, 1, 2, 2, 2]


def test_a_stay_names_the_stage_that_follows_it(log):
    """
    when  | rep | deal | kind | stage after
    09:00 | Bob | pump | call | Trial
    """
    need, offer, trial = stay_list(log)
    assert (need.next_stage_id, offer.next_stage_id, trial.next_stage_id) == (offer.stage_id, trial.stage_id, None)


def test_a_reopened_deal_leaves_lost_as_reopened(log):
    """
    when  | rep | deal | kind | stage after
    09:00 | Bob | pump | call | Offer
    10:00 | Bob | pump | call | Lost
    11:00 | Bob | pump | call | Offer
    """
    assert stays(log) == ["Need advanced", "Offer lost", "Lost reopened", "Offer"]


def test_a_lost_deal_that_returns_further_on_leaves_lost_as_advanced_and_skips_from_its_open_stage(log):
    """
    when  | rep | deal | kind | stage after
    09:00 | Bob | pump | call | Offer
    10:00 | Bob | pump | call | Lost
    11:00 | Bob | pump | call | Contract
    """
    assert stays(log) == ["Need advanced", "Offer lost", "Lost advanced", "Trial skipped", "Contract"]


def test_lost_for_another_reason_is_not_reopened(log):
    """
    when  | rep | deal | kind | stage after
    09:00 | Bob | pump | call | Lost
    10:00 | Bob | pump | move | Cancelled
    """
    assert stays(log) == ["Need lost", "Lost lost", "Cancelled"]


def test_changing_the_funnel_ends_the_deal_there_as_moved_and_passes_nothing(log):
    """
    when  | rep | deal | kind | stage after
    09:00 | Bob | pump | call | Offer
    10:00 | Bob | pump | call | Awarded
    11:00 | Bob | pump | call | Offer
    """
    assert stays(log) == ["Need advanced", "Offer moved", "Awarded moved", "Offer"]
    assert [stay.funnel_id for stay in stay_list(log)] == [1, 1, 2, 1]
    assert milestones(log).funnel_id == 1
