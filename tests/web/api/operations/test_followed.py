"""Cohorts that are followed, through the API: within how many days, how sure, and why a number is not known."""

from collections.abc import Callable

import pytest

from headway.web.models import User
from tests.web.diary import write

DIARY = """
    when             | rep | deal | kind    | stage after
    2024-04-02 09:00 | Bob | pump | call    | Need
    2024-04-12 09:00 | Bob | pump | meeting | Won
    2024-04-02 09:00 | Bob | tank | call    | Need
    2024-04-20 09:00 | Bob | tank | call    | Lost
    2024-04-03 09:00 | Bob | pipe | call    | Need
"""


@pytest.fixture
def ask(funnel: object, bob: User, api_of: Callable) -> Callable:
    write(DIARY)
    return lambda **asked: api_of(bob).get("/metrics/win_rate_mature", period="2024-04", **asked)


def test_a_figure_says_how_sure_it_is(ask: Callable) -> None:
    answer = ask(within=30).json()
    total = answer["total"]
    assert (answer["question"]["within"], answer["metric"]["rule"]) == (30, "mature")
    assert (total["value"], total["of"], total["per"]) == ("0.3333333333333333333333333333", 1, 3)
    assert total["interval"] == {"low": "0.008961628", "high": "0.774148650"}
    assert (total["why"], total["is_young"], total["so_far"]) == (None, False, None)


def test_a_value_that_is_not_known_says_why(ask: Callable) -> None:
    total = ask(within=3650).json()["total"]
    assert total["why"].startswith("Not known yet: those still open have been followed for ")
    assert (total["value"], total["of"], total["per"], total["still_open"]) == (None, 1, 3, 1)
    assert (total["interval"], total["is_young"], total["so_far"]) == (None, True, "0.3333333333333333333333333333")


def test_unless_it_is_asked_for_others_it_is_180_days(ask: Callable) -> None:
    assert ask().json()["question"]["within"] == 180
    assert ask(within=0).status_code == 422
