"""The programme through every door: the page, its file and its form, the API, the command."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from headway.web.models import Programme, WeekDone
from headway.web.own.keeping import add_metric, remove_metric
from headway.web.own.known import own_metrics
from headway.web.own.reading import definition_told
from headway.web.programmes.files import outline_written, shipped
from headway.web.programmes.following import outline_of, running

OURS = """
name = "Ours"

[[week]]
title = "Call"
do = "Call everybody."
measure = "contacts"
check = "contacts"
at_least = 2
"""
NO_FILE = {"on": "2024-05-15"}


def _text(page):
    return unescape(re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_without_a_programme_its_weeks_are_shown_and_the_owner_may_begin(browser, api_of, headway, alice, bob, carol):
    assert "Every sale with its cost" in _text(browser(bob).get("/programme"))
    assert "Begin the programme" not in _text(browser(carol).get("/programme"))
    nothing = "No programme runs. Begin one."
    assert api_of(bob).get("/programme").json()["error"] == nothing
    assert headway("programme").err == f"headway: {nothing}\n"
    assert browser(alice).post("/programme/end").status_code == 404
    assert headway("programme", "export").out == outline_written(shipped())
    assert browser(alice).post("/programme/start", NO_FILE).status_code == 302
    assert (running().shipped, running().starts_on.isoformat()) == ("eight-weeks", "2024-05-13")
    assert "Every sale with its cost" in _text(browser(bob).get("/programme"))


def test_all_doors_tell_the_same_weeks(browser, api_of, headway, alice, begun):
    begun()
    page, told, said = browser(alice).get("/programme"), api_of(alice).get("/programme").json(), headway("programme")
    titles = [week["task"]["title"] for week in told["weeks"]]
    assert (told["is_shipped"], len(titles)) == (True, 8)
    assert [week["number"] for week in told["weeks"] if week["is_now"]] == [2]
    assert "Week 2: Every lead, and where it came from" in _text(page)
    assert "No lead came in this week." in _text(page)
    assert told["weeks"][1]["seen"] == "No lead came in this week."
    assert [title for title in titles if title not in _text(page)] == []
    assert [title for title in titles if title not in said.out] == []
    assert headway("programme", "--json").out.strip().startswith("{")


def test_a_programme_of_one_s_own_comes_in_as_a_file_by_each_door(browser, api_of, headway, alice, tmp_path):
    given = SimpleUploadedFile("ours.toml", OURS.encode())
    assert browser(alice).post("/programme/start", {**NO_FILE, "file": given}).status_code == 302
    assert (running().name, running().weeks[0]["at_least"]) == ("Ours", 2)
    bad = SimpleUploadedFile("bad.toml", b'name = "Ours"')
    refused = browser(alice).post("/programme/start", {**NO_FILE, "file": bad})
    assert (refused.status_code, "has no weeks" in _text(refused)) == (422, True)
    (tmp_path / "ours.toml").write_text(OURS.replace("Ours", "Theirs"))
    assert "Theirs" in headway("programme", "start", "--file", str(tmp_path / "ours.toml")).out
    headway("programme", "write", str(tmp_path / "ours.toml"))
    week = {"title": "Visit", "do": "Visit everybody."}
    by_api = api_of(alice).put("/programme", {"name": "Third", "week": [week]})
    assert (by_api.status_code, by_api.json()["name"], by_api.json()["is_shipped"]) == (200, "Third", False)
    assert 'name = "Third"' in browser(alice).get("/programme/file").content.decode()
    assert headway("programme", "start", "--file", "nowhere.toml").err.startswith(
        "headway: nowhere.toml cannot be read"
    )
    refused = api_of(alice).post("/programme", {"programme": {"name": "a", "week": [{**week, "check": "luck"}]}})
    assert (refused.status_code, refused.json()["field"]) == (422, "check")


def test_the_weeks_are_written_on_a_page(browser, alice, begun):
    """The second week loses its title and what is to be done, and the empty one at the end is filled."""
    begun({"check": "contacts", "at_least": 3}, {})
    page = browser(alice).get("/programme/write")
    assert page.content.decode().count("<fieldset") == 3
    form = {
        "name": "Better", "week-TOTAL_FORMS": "3", "week-INITIAL_FORMS": "2",
        "week-0-title": "First", "week-0-do": "Do it.", "week-0-check": "contacts", "week-0-at_least": "5",
        "week-0-each_rep": "on", "week-1-title": "", "week-1-do": "", "week-1-at_least": "1",
        "week-2-title": "New", "week-2-do": "Try.", "week-2-measure": "meetings", "week-2-at_least": "",
    }  # fmt: skip
    assert browser(alice).post("/programme/write", form).status_code == 302
    tasks = outline_of(running()).tasks
    assert [(each.title, each.check, each.at_least, each.each_rep, each.measure) for each in tasks] == [
        ("First", "contacts", 5, True, ""), ("New", "", 1, False, "meetings"),
    ]  # fmt: skip
    refused = browser(alice).post("/programme/write", form | {"week-2-do": ""})
    assert (refused.status_code, "week 2: write a title" in _text(refused)) == (422, True)


@pytest.mark.parametrize("door", ["page", "api", "command"])
def test_a_week_is_called_done_and_undone(browser, api_of, headway, carol, begun, door):
    begun({}, {})
    as_carol = ("--as", "carol@example.com")
    calls = {
        "page": lambda: browser(carol).post("/programme/weeks/2/done", {"note": "Yes."}),
        "api": lambda: api_of(carol).put("/programme/weeks/2", {"note": "Yes."}),
        "command": lambda: headway("programme", "done", "2", "--note", "Yes.", *as_carol),
    }
    back = {
        "page": lambda: browser(carol).post("/programme/weeks/2/undone"),
        "api": lambda: api_of(carol).delete("/programme/weeks/2"),
        "command": lambda: headway("programme", *as_carol, "undone", "2"),
    }
    calls[door]()
    done = WeekDone.objects.get()
    assert (done.number, done.done_by, done.note) == (2, carol, "Yes.")
    assert "Marked as done by Carol on May 15, 2024. Yes." in " ".join(_text(browser(carol).get("/programme")).split())
    back[door]()
    assert not WeekDone.objects.exists()


def test_a_programme_ends_through_each_door(browser, api_of, headway, alice, begun):
    for end in (
        lambda: browser(alice).post("/programme/end"),
        lambda: api_of(alice).delete("/programme"),
        lambda: headway("programme", "end"),
    ):
        begun()
        end()
        assert running() is None
    assert Programme.objects.count() == 3


def test_a_metric_that_the_company_took_out_is_asked_of_no_week(asks, browser, alice, begun):
    told = {"label": "Visits", "of": {"facts": "contacts"}}
    kept = add_metric(definition_told(asks(alice), told), name="visits_paid", by=alice, now=asks(alice).now)
    page = browser(alice)
    form = {
        "name": "Own", "week-TOTAL_FORMS": "1", "week-INITIAL_FORMS": "0", "week-0-title": "Visit",
        "week-0-do": "Visit.", "week-0-measure": "visits_paid", "week-0-check": "visits_paid", "week-0-at_least": "1",
    }  # fmt: skip
    assert page.post("/programme/write", form).status_code == 302
    assert "0 of 1 wanted." in _text(page.get("/programme"))
    remove_metric(kept, by=alice, now=asks(alice).now)
    assert "Nobody has called it done yet." in _text(page.get("/programme"))
    assert "“Visits” was taken out of the numbers." in _text(page.get("/programme"))


def test_a_week_keeps_the_number_that_was_taken_out_while_it_is_written_anew(
    asks, browser, api_of, headway, alice, begun, tmp_path
):
    """Its title is changed by the form, a file and the API; made again, the number is looked at as before."""
    definition = definition_told(asks(alice), {"label": "Visits", "of": {"facts": "contacts"}})
    kept = add_metric(definition, name="visits_paid", by=alice, now=asks(alice).now)
    week = {"title": "Visit", "do": "Visit.", "seen": "They know us.", "measure": "visits_paid", "check": "visits_paid"}
    with own_metrics():
        begun({}, week)
    remove_metric(kept, by=alice, now=asks(alice).now)
    page = browser(alice)
    fields = re.findall(r'name="(week-[^"]*)"', form := page.get("/programme/write").content.decode())
    assert form.count('<option value="visits_paid" selected>Visits</option>') == 2
    told = {"name": "Ours", "week-TOTAL_FORMS": "3", "week-INITIAL_FORMS": "2"}
    told |= {"week-0-title": "One", "week-0-do": "Do."}
    told |= {f"week-1-{name}": value for name, value in {**week, "title": "By the form"}.items()}
    assert set(told) - {"name"} <= set(fields)
    assert page.post("/programme/write", told).status_code == 302
    (tmp_path / "ours.toml").write_text(headway("programme", "export").out.replace("By the form", "By a file"))
    assert "your company's own" in headway("programme", "write", str(tmp_path / "ours.toml")).out
    given = api_of(alice).get("/programme").json()["weeks"]
    assert given[1]["seen"] == "“Visits” was taken out of the numbers."
    tasks = [{**each["task"], "title": f"{each['task']['title']}, by the API"} for each in given]
    assert api_of(alice).put("/programme", {"name": "Ours", "week": tasks}).status_code == 200
    assert running().weeks[1] == {**running().weeks[0], **week, "title": "By a file, by the API", "do": "Visit."}
    add_metric(definition, name="visits_paid", by=alice, now=asks(alice).now)
    assert "0 of 1 wanted." in _text(page.get("/programme"))
