"""The owner's browser."""

import pytest


@pytest.fixture
def owner(browser, alice, funnel):
    """Alice's browser."""
    return browser(alice)
