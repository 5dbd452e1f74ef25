"""A month of the two teams, and who asks for a board on Wednesday 15 May 2024."""

from collections.abc import Callable

import pytest

from headway.web.asking import Asker
from headway.web.models import Company, User
from tests.cli.conftest import headway
from tests.web.api.conftest import api_of
from tests.web.diary import write

__all__ = ["api_of", "headway"]

DIARY = """
    when             | rep | deal | kind    | stage after
    2024-04-02 09:00 | Bob | pump | call    | Need
    2024-05-02 09:00 | Bob | pump | meeting | Offer
    2024-05-03 09:00 | Bob | pump | call    | Won
    2024-05-06 09:00 | Bob | tank | call    |
    2024-05-07 09:00 | Bob | tank | email   | Need
    2024-05-09 09:00 | Eve | pipe | call    | Offer
"""


@pytest.fixture
def diary(funnel, alice, carol, bob, eve, ann):
    """Two months of contacts."""
    write(DIARY)


@pytest.fixture
def asks(diary, now) -> Callable[[User], Asker]:
    """Return who asks at Wednesday noon."""
    return lambda user: Asker(user, Company.objects.select_related("currency").get(), now)
