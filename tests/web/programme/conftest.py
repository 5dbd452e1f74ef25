"""The programme of its core, on its Wednesday, and somebody's browser."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client as Browser

from headway.web.models import User
from tests.web.api.conftest import api_of
from tests.web.programmes.conftest import asks, begun, headway

__all__ = ["api_of", "asks", "begun", "headway"]


@pytest.fixture(autouse=True)
def _wednesday(now) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def browser(db: None) -> Callable[[User], Browser]:
    """Sign somebody in."""

    def sign_in(user: User) -> Browser:
        found = Browser()
        found.force_login(user)
        return found

    return sign_in
