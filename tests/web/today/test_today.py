"""The start page: the day in a sentence, the tiles, and the day's contacts."""

import re
import uuid
from datetime import timedelta

import pytest

from headway.web.log import NewContact, log_contact


def _log(deal, rep, at, stage=None):
    uid = uuid.uuid4()
    new = NewContact(uid=uid, client=deal.client, deal=deal, rep=rep, kind="call", happened_at=at, stage_after=stage)
    return log_contact(new, by=rep, now=at)


def _tiles(page) -> dict[str, str]:
    labels = re.findall(r'class="tile-label">([^<]+)<', page)
    values = re.findall(r'class="tile-value"><(?:span|a)[^>]*>([^<]+)<', page)
    return dict(zip(labels, values, strict=True))


def test_the_tiles_count_today_and_this_week(browser, bob, deal, stage, now):
    """
    day                  | contacts | effective
    Wednesday (today)    | 2        | 1
    Tuesday              | 1        | 0
    Sunday (last week)   | 1        | 0
    """
    for days_ago, after in ((3, None), (1, None), (0, "Need"), (0, None)):
        _log(deal, bob, now - timedelta(days=days_ago, hours=-0.5), stage[after] if after else None)
    page = browser(bob).get("/").text
    assert _tiles(page) == {
        "Contacts today": "2",
        "Effective today": "1",
        "Contacts this week": "3",
        "Effective this week": "1",
    }
    assert "2 contacts so far. 1 of them moved a deal forward." in page


@pytest.mark.parametrize(
    ("moves", "sentence"),
    [
        ([], "Nothing is logged yet."),
        ([False], "1 contact so far. None of them has moved a deal forward yet."),
        ([True], "1 contact so far. 1 of them moved a deal forward."),
    ],
)
def test_the_day_in_a_sentence(browser, bob, deal, stage, now, moves, sentence):
    for is_forward in moves:
        _log(deal, bob, now, stage["Need"] if is_forward else None)
    assert sentence in browser(bob).get("/").text


def test_each_sees_their_own_day(browser, alice, bob, carol, eve, deal, now):
    _log(deal, bob, now)
    shown = {user.name: f">{deal.client.name}<" in browser(user).get("/").text for user in (alice, bob, carol, eve)}
    assert shown == {"Alice": True, "Bob": True, "Carol": True, "Eve": False}


def test_an_analyst_sees_the_day_and_no_form(browser, ann, deal, bob, now):
    _log(deal, bob, now)
    page = browser(ann).get("/").text
    assert "Pump Ltd" in page
    assert 'href="/contacts/new' not in page
    assert "/edit" not in page


def test_who_is_not_signed_in_signs_in_first(client, company):
    assert client.get("/").headers["Location"] == "/account/login/?next=/"
