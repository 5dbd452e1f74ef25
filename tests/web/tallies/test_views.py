"""The page that counts by taps, and the kinds that the owner settles."""

import re
import uuid

import pytest

from headway.web.log import add_tally_kind, count_tally
from headway.web.models import Tally, TallyKind


@pytest.fixture
def knocks(alice, now):
    return add_tally_kind("Door knocks", by=alice, now=now)


def _shown(page):
    return re.findall(r"data-count>(\d+)<", page.text)


def test_a_tap_counts_one_and_is_taken_back(browser, bob, knocks):
    page = browser(bob)
    uid = uuid.uuid4()
    for tap in (uid, uid, uuid.uuid4()):
        assert page.post(f"/tally/{knocks.pk}", {"uid": tap}).status_code == 302
    assert _shown(page.get("/tally")) == ["2"]
    latest = Tally.objects.latest("pk")
    assert page.post(f"/tally/undo/{latest.uid}").status_code == 302
    assert _shown(page.get("/tally")) == ["1"]


def test_a_tap_of_the_script_gets_the_counters_alone(browser, bob, knocks):
    answer = browser(bob).post(f"/tally/{knocks.pk}", {"uid": uuid.uuid4()}, headers={"HX-Request": "true"})
    assert answer.text.lstrip().startswith("<div")
    assert _shown(answer) == ["1"]


def test_a_day_is_corrected_and_shown_in_the_week(browser, bob, knocks, now):
    count_tally(knocks, 4, rep=bob, by=bob, now=now)
    said = {"uid": uuid.uuid4(), "kind": knocks.pk, "day": "2024-05-14", "total": "12"}
    assert browser(bob).post("/tally/correct", said).status_code == 302
    page = browser(bob).get("/tally")
    cells = re.findall(r'<td class="num[^>]*>(?:<b>)?(\d+)', page.text)
    assert cells == ["4", "12", "0", "0", "0", "0", "0", "16"]


def test_a_correction_that_cannot_be_is_said_in_its_place(browser, bob, knocks):
    said = {"uid": uuid.uuid4(), "kind": knocks.pk, "day": "2024-05-20", "total": "1"}
    answer = browser(bob).post("/tally/correct", said)
    assert answer.status_code == 422
    assert "This day is still to come" in answer.text


def test_nobody_takes_back_what_a_colleague_counted(browser, bob, carol, knocks, now):
    tally = count_tally(knocks, rep=bob, by=bob, now=now)
    assert browser(carol).post(f"/tally/undo/{tally.uid}").status_code == 404
    assert Tally.objects.filter(pk=tally.pk).exists()


def test_the_owner_settles_what_is_counted(browser, alice, bob, knocks):
    page = browser(alice)
    page.post("/tally/kinds", {"name": "Leaflets"})
    page.post(f"/tally/kinds/{knocks.pk}", {"name": "Knocks", "is_retired": "on"})
    assert [(kind.name, kind.retired_at is None) for kind in TallyKind.objects.all()] == [
        ("Knocks", False),
        ("Leaflets", True),
    ]
    shown = browser(bob).get("/tally").text
    assert "Leaflets" in shown
    assert "Knocks" not in shown
    assert "already" in page.post("/tally/kinds", {"name": "leaflets"}).text
