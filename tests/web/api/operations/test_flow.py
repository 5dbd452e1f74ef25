"""The flow, the times and the cohorts of a funnel through the API."""

from collections.abc import Callable

import pytest

from headway.web.models import User
from tests.web.diary import write

DIARY = """
    when             | rep | deal | kind    | stage after
    2024-05-01 09:00 | Bob | pump | call    | Need
    2024-05-03 09:00 | Bob | pump | call    | Won
    2024-05-06 09:00 | Bob | tank | call    | Need
    2024-06-07 09:00 | Bob | tank | email   | Lost
    2024-05-09 10:00 | Eve | pipe | call    | Offer
"""


@pytest.fixture
def _log(funnel, alice, bob, eve) -> None:
    write(DIARY)


@pytest.mark.usefixtures("_log")
def test_the_steps_of_a_stage_add_up_to_its_entries_and_open_them(api_of: Callable, alice: User) -> None:
    api = api_of(alice)
    stages = api.get("/funnel", period="2024-05").json()["stages"]
    told = api.get("/funnel/flow", period="2024-05").json()
    for line in stages:
        steps = [step for step in told["steps"] if step["stage"] == line["stage"]]
        assert sum(step["count"] for step in steps) == line["entered"]
        for to in {step["to"]["id"] for step in steps if step["to"]}:
            rows = api.get("/funnel/rows", period="2024-05", at=line["stage"]["id"], to=to).json()["rows"]
            assert len(rows) == sum(step["count"] for step in steps if step["to"] and step["to"]["id"] == to)
    assert told["asked"]["period"] == {"start": "2024-05-01", "end": "2024-06-01"}


@pytest.mark.usefixtures("_log")
def test_times_come_by_percentile_and_open_their_entries(api_of: Callable, alice: User) -> None:
    api = api_of(alice)
    stages = {each["stage"]["name"]: each for each in api.get("/funnel/times", period="2024-05").json()["stages"]}
    assert stages["Need"]["days"] == {"10": 2, "25": 2, "50": 2, "75": 32, "90": 32}
    rows = api.get("/funnel/rows", period="2024-05", at=stages["Need"]["stage"]["id"], timed=True).json()["rows"]
    assert len(rows) == stages["Need"]["counted"] == 2


@pytest.mark.usefixtures("_log")
def test_cohorts_open_their_deals(api_of: Callable, alice: User, eve: User) -> None:
    (may,) = api_of(alice).get("/funnel/cohorts", period="2024-05").json()["cohorts"]
    assert (may["month"], may["entered"]) == ("2024-05", 3)
    assert may["cells"][:2] == [{"months": 0, "won": 1, "lost": 0}, {"months": 1, "won": 1, "lost": 1}]
    asked = {"period": "2024-05", "month": "2024-05", "end": "lost"}
    assert api_of(alice).get("/funnel/cohorts/rows", **asked).json()["rows"] == []
    assert len(api_of(alice).get("/funnel/cohorts/rows", **asked, months=1).json()["rows"]) == 1
    assert api_of(eve).get("/funnel/cohorts/rows", **asked, months=1).json()["rows"] == []


@pytest.mark.parametrize(("name", "value"), [("month", "all"), ("end", "soon"), ("months", "99")])
@pytest.mark.usefixtures("funnel")
def test_a_cohort_that_cannot_be_named_is_told_why(api_of: Callable, bob: User, name: str, value: str) -> None:
    answer = api_of(bob).get("/funnel/cohorts/rows", **({"period": "all", "month": "2024-05"} | {name: value}))
    assert (answer.status_code, answer.json()["field"]) == (422, name)
