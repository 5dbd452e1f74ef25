"""Two who write to one board at the same time: each changes what they meant, and what is off the board is not there."""

from decimal import Decimal

import pytest

from headway.web.boards import writing
from headway.web.boards.holders import holder_told
from headway.web.boards.picks import GoalSet, Pick
from headway.web.models import AuditEntry, BoardMetric

CONTACTS = Pick(metric="contacts", period="this month", compare="previous")


def test_two_who_change_a_tile_at_once_change_both_what_each_meant(asks, bob):
    """One opened the page before the other saved."""
    asker = asks(bob)
    tile = writing.add_tile(asker, holder_told(bob, "mine"), CONTACTS)
    opened = BoardMetric.objects.select_related("board").get(pk=tile.pk)
    writing.change_tile(asker, tile, {"period": "2024-04"})
    writing.change_tile(asker, opened, {"compare": ""})
    known = BoardMetric.objects.get(pk=tile.pk)
    assert (known.period, known.compare) == ("2024-04", "")


def test_what_somebody_has_taken_off_meanwhile_is_not_there(asks, bob):
    asker = asks(bob)
    tile = writing.add_tile(asker, holder_told(bob, "mine"), CONTACTS)
    opened = BoardMetric.objects.select_related("board").get(pk=tile.pk)
    writing.remove_tile(asker, tile)
    count = AuditEntry.objects.count()
    for write in (
        lambda: writing.change_tile(asker, opened, {"period": "2024-04"}),
        lambda: writing.place_tile(asker, opened, 0),
        lambda: writing.remove_tile(asker, opened),
        lambda: writing.set_goal(asker, opened, GoalSet(value=Decimal(3), every="month")),
        lambda: writing.set_goal(asker, opened, None),
    ):
        with pytest.raises(BoardMetric.DoesNotExist):
            write()
    assert AuditEntry.objects.count() == count
