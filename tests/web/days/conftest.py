"""A noon that stands still, and somebody's browser."""

from tests.web.deals.conftest import _one_o_clock, browser  # noqa: F401 - fixtures are found by name
