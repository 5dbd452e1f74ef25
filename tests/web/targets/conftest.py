"""A month of the two teams, and who asks about targets on Wednesday 15 May 2024, at noon."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from headway.web.asking import Asker
from headway.web.bearers import Bearer
from headway.web.models import Company, User
from headway.web.targets import writing
from headway.web.targets.writing import Wish
from tests.cli.conftest import headway
from tests.web.api.conftest import api_of
from tests.web.diary import write

__all__ = ["api_of", "headway"]

DIARY = """
    when             | rep  | deal | kind    | stage after
    2023-05-02 09:00 | Bob  | bolt | call    | Won
    2024-04-02 09:00 | Bob  | pump | call    | Won
    2024-05-02 09:00 | Bob  | tank | meeting | Won
    2024-05-03 09:00 | Vera | pipe | call    | Won
    2024-05-06 09:00 | Eve  | hose | call    | Won
"""


def wishes_for(metric, scope, values, year=2024):
    """Return wishes by month; None takes one back."""
    return [
        Wish(
            metric=metric,
            bearer=Bearer.of(scope),
            month=date(year, month, 1),
            value=None if value is None else Decimal(str(value)),
        )
        for month, value in values.items()
    ]


@pytest.fixture
def diary(funnel, alice, carol, bob, colleagues, eve, ann):
    """Five deals, all of them won."""
    write(DIARY)


@pytest.fixture
def asks(company, now) -> Callable[[User], Asker]:
    """Return who asks at Wednesday noon."""
    return lambda user: Asker(user, Company.objects.select_related("currency").get(), now)


@pytest.fixture
def hold(asks, alice) -> Callable[..., None]:
    """Let the owner set and approve months of this year: ``hold("deals_won", north, {5: 12})``."""

    def held(metric, scope, values, year=2024):
        writing.establish(asks(alice), wishes_for(metric, scope, values, year))

    return held


@pytest.fixture
def propose(asks) -> Callable[..., int]:
    """Let somebody propose months of won deals: ``propose(bob, bob, {5: 3})``."""

    def proposed(by, scope, values, metric="deals_won"):
        return writing.propose(asks(by), wishes_for(metric, scope, values))

    return proposed
