"""A whole day of a rep and of a head of sales, on a phone and on a desk, in Russian and in Hungarian."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.end_to_end.days import HeadsEvening, Logged, RepsDay, reviewed
from tests.end_to_end.installation import Installation
from tests.end_to_end.phone import address
from tests.end_to_end.screen import Screen
from tests.end_to_end.words import Words

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.timeout(600)]
OTHER = {"phone": "desk", "desk": "phone"}


@pytest.fixture(scope="module")
def headway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, dict[str, Any]]]:
    """An installation with a team for each of the days, and what `set_up_day.py` tells of them."""
    with Installation(tmp_path_factory.mktemp("headway"), is_set_up=False) as installation:
        told = json.loads(installation.script("set_up_day.py"))
        installation.token = told["token"]
        installation.start()
        yield installation, told


# The head reads at the other screen, so that each language is seen on both.
@pytest.mark.parametrize(("language", "kind"), [("ru", "desk"), ("hu", "phone")])
def test_a_day_of_a_rep_and_the_evening_of_their_head_of_sales(
    chrome: Browser, headway: tuple[Installation, dict[str, Any]], language: str, kind: str
) -> None:
    """
    client | kind    | the deal                | and then
    Alfa   | call    | stays on Kezdet         | a message, says Carol
    Beta   | meeting | Igény to Ajánlat        | Carol comments on it
    Jotta  | call    | new, as the client is   | a message, says Bob
    Gamma  | meeting | keeps what was due      |
    Omega  | e-mail  | stays, sets a next step |
    Alfa   | call    | stays, in the grid      | a message, says Carol
    Beta   | e-mail  | stays, in the grid      |
    Alfa   | call    | without a connection    | a message, says Carol
    Omega  | call    | stays                   | taken back
    Delta  | call    | Ajánlat back to Igény   | Bob is asked, and answers
    """
    installation, told = headway
    words, mark = Words(language), f"{language}-{kind}"
    own = told["pairs"][mark]

    def at_screen(which: str) -> Screen:
        return Screen(chrome, address(installation), words, kind=which, zone=told["zone"])

    rep = RepsDay(at_screen(kind), mark)
    rep.sign_in()
    rep.logs_by_thumb()
    rep.logs_a_new_client()
    rep.keeps_what_was_due()
    rep.logs_with_a_next_step()
    rep.logs_several()
    rep.logs_without_a_connection(installation)
    rep.takes_one_back()
    rep.corrects_one()
    rep.answers_a_question()
    head = HeadsEvening(at_screen(OTHER[kind]), mark, own)
    head.sign_in()
    assert head.reads_the_review() == reviewed(rep.logged)
    head.comments("Beta")
    head.reads_the_answer()
    head.looks_around()
    head.sees_who_decides()
    logged = head.corrects_several(rep.logged)
    assert head.reads_the_review() == reviewed(logged)
    head.reads_the_trail()
    head.prints()
    rep.reads_what_the_head_said()
    assert sorted(rep.screen.faults | head.screen.faults) == []


def test_the_plain_count_counts() -> None:
    """
    kind    | deal | effective | new ground
    call    | A    | no        | no
    meeting | A    | yes       | yes
    """
    logged = [Logged("call", "A"), Logged("meeting", "A", is_effective=True, is_new_ground=True)]
    assert reviewed(logged) == {
        "contacts": 2,
        "effective": 1,
        "new ground": 1,
        "deals": 1,
        "kinds": {"call": 1, "meeting": 1},
    }
