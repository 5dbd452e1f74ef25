"""A programme that began on Monday 6 May 2024, asked about on Wednesday 15 May, in its second week."""

from collections.abc import Callable
from datetime import date

import pytest

from headway.web.asking import Asker
from headway.web.models import Company, Programme, User
from headway.web.programmes.keeping import start_programme
from headway.web.programmes.outline import outline_told
from tests.cli.conftest import headway
from tests.web.api.conftest import api_of

__all__ = ["api_of", "headway"]

BEGUN = date(2024, 5, 6)


@pytest.fixture
def asks(company, now) -> Callable[[User], Asker]:
    """Return who asks at Wednesday noon."""
    return lambda user: Asker(user, Company.objects.select_related("currency").get(), now)


@pytest.fixture
def begun(asks, alice) -> Callable[..., Programme]:
    """Begin a programme whose weeks are told by their checks; the eight weeks that ship without any."""

    def begin(*weeks: dict[str, object]) -> Programme:
        told = [{"title": f"Week {place}", "do": "Do it.", **week} for place, week in enumerate(weeks, 1)]
        outline = outline_told({"name": "Ours", "week": told}) if weeks else None
        return start_programme(asks(alice), outline=outline, on=BEGUN)

    return begin
