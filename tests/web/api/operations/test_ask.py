"""Questions in plain words through the API: an answer with what was understood, choices, or the word in the way."""

import pytest

from tests.web.diary import write

DIARY = """
    when             | rep | deal | kind    | stage after
    2024-05-02 09:00 | Bob | pump | meeting | Offer
    2024-05-03 09:00 | Bob | pump | call    |
    2024-05-09 09:00 | Eve | pipe | call    | Offer
"""


@pytest.fixture(autouse=True)
def _log(funnel, alice, bob, eve):
    write(DIARY)


def test_an_answer_is_that_of_the_question_it_names(api_of, alice):
    api = api_of(alice)
    told = api.get("/ask", q="effective contacts in May 2024 by rep").json()
    assert told["meaning"]["metric"] == "effective_contacts"
    assert told["choices"] == []
    assert told["answer"]["total"]["value"] == 2
    assert api.get(told["meaning"]["ask"].removeprefix("/api/v1")).json() == told["answer"]
    rows = api.get(told["meaning"]["rows"].removeprefix("/api/v1")).json()["rows"]
    assert sum(row["contribution"] for row in rows) == 2


def test_a_rep_asks_about_own_numbers(api_of, bob):
    told = api_of(bob).get("/ask", q="how many contacts in May 2024").json()
    assert told["answer"]["total"]["value"] == 2
    assert told["meaning"]["said"].endswith("your own")


def test_several_meanings_are_choices_without_a_number(api_of, alice):
    told = api_of(alice).get("/ask", q="win rate in 2024").json()
    assert (told["meaning"], told["answer"]) == (None, None)
    assert {"win_rate_of_all", "win_rate_of_closed"} <= {choice["metric"] for choice in told["choices"]}


@pytest.mark.parametrize(("text", "word"), [("contacts of Eve", "'Eve'"), ("moons", "'moons'"), ("x" * 301, "301")])
def test_what_is_not_understood_is_refused(api_of, bob, text, word):
    answer = api_of(bob).get("/ask", q=text)
    assert answer.status_code == 422
    assert answer.json()["field"] == "q"
    assert word in answer.json()["error"] or len(text) > 300
