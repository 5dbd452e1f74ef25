"""What is put in again is what was written, to the last value."""

import pytest
from django.db import transaction

from tests.web import past
from tests.web.diary import write

# The third line was late: it happened before the second.
DIARY = """
    when             | rep | deal | kind    | stage after
    2024-03-04T09:00 | Bob | Pump | call    | Need
    2024-03-06T09:00 | Bob | Pump | meeting | Offer
    2024-03-05T09:00 | Bob | Pump | email   |
    2024-03-07T09:00 | Bob |      | call    |
    2024-03-08T09:00 | Bob | Pump | move    | Lost
"""


@pytest.mark.django_db
def test_what_is_put_in_again_is_what_was_written(company, stage, bob, monkeypatch):
    monkeypatch.setattr(past, "_WRITTEN", {})
    before = transaction.savepoint()
    write(DIARY)
    written = past._held()
    transaction.savepoint_rollback(before)
    assert past._held() != written
    past.count_from_one()
    past.write_once(DIARY, lambda: pytest.fail("it was written before"))
    assert past._held() == written
