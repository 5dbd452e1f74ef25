"""The order of the log: by time, then by position, then by id, whatever the order of writing."""

from tests.replay.logbook import ways


def test_time_comes_first(log):
    """
    when  | rep | deal | kind | stage after | position | id
    10:00 | Bob | pump | call | Trial       | 1        | 1
    09:00 | Bob | pump | call | Offer       | 2        | 2
    """
    assert ways(log) == ["Offer -> Trial", "Need -> Offer"]


def test_at_one_time_position_decides(log):
    """
    when  | rep | deal | kind | stage after | position | id
    09:00 | Bob | pump | call | Trial       | 2        | 1
    09:00 | Bob | pump | call | Offer       | 1        | 2
    """
    assert ways(log) == ["Offer -> Trial", "Need -> Offer"]


def test_at_one_time_and_position_the_id_decides(log):
    """
    when  | rep | deal | kind | stage after | position | id
    09:00 | Bob | pump | call | Trial       | 1        | 12
    09:00 | Bob | pump | call | Offer       | 1        | 2
    """
    assert ways(log) == ["Offer -> Trial", "Need -> Offer"]


def test_a_move_and_a_contact_of_one_id_have_an_order_too(log):
    """
    when  | rep | deal | kind | stage after | position | id
    09:00 | Bob | pump | call | Trial       | 1        | 7
    09:00 |     | pump | move | Offer       | 1        | 7
    """
    assert ways(log) == ["Offer -> Trial", "Need -> Offer"]


def test_the_order_can_be_read_off_a_touch(log):
    """
    when  | rep | deal | kind | stage after | position | id
    09:00 | Bob | pump | call | Trial       | 3        | 7
    """
    touch = log.rows[0].touch
    assert touch.order == (touch.at, 3, 7, True)
