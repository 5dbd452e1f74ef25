"""A year of targets, a noon that stands still, and somebody's browser."""

from tests.web.deals.conftest import _one_o_clock, browser  # noqa: F401 - fixtures are found by name
from tests.web.targets.conftest import api_of, asks, diary, headway, hold, propose  # noqa: F401
