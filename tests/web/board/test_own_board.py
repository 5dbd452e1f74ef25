"""The pages of boards: the tiles, picking them with and without a script, a goal, looking, the start of the owner."""

import re
from collections import defaultdict
from html import unescape
from html.parser import HTMLParser

import pytest
import time_machine
from django.test import Client as Browser

from headway.web.asking import Asker
from headway.web.boards import writing
from headway.web.boards.holders import holder_told
from headway.web.boards.picks import Pick
from headway.web.models import BoardMail, BoardMetric, Goal, SavedWords
from headway.web.saved_words import keep_words
from tests.web.diary import figures, rows_of, told, write

DIARY = """
    when             | rep | deal | kind    | stage after
    2024-04-02 09:00 | Bob | pump | call    | Need
    2024-05-02 09:00 | Bob | pump | meeting | Offer
    2024-05-03 09:00 | Bob | pump | call    | Won
    2024-05-07 09:00 | Bob | tank | email   | Need
"""


@pytest.fixture
def browser(funnel, alice, carol, bob, eve, noon):
    write(DIARY)
    return Browser()


@pytest.fixture
def noon(now):
    with time_machine.travel(now, tick=False):
        yield


def _values(page: str) -> dict[str, str]:
    return {name: value for value, name in re.findall(r'value="([^"]*)" data-metric="([^"]+)"', page)}


def _ids():
    return list(BoardMetric.objects.order_by("position", "pk").values_list("pk", flat=True))


def test_a_board_shows_value_change_and_rows(browser, alice):
    browser.force_login(alice)
    page = browser.get("/board?board=company").content.decode()
    assert _values(page)["effective_contacts"] == "3"
    assert "200% more than 1 before, within chance" in told(page)
    assert "May 1 – 31, 2024 · May 1 – 15, 2024 so far, compared with Apr 1 – 15, 2024" in told(page)
    shown = [(url, text) for url, text in figures(page) if text.isdecimal()]
    assert shown
    for url, text in shown:
        assert sum(int(row[-1]) for row in rows_of(browser, url)) == int(text), url


def test_it_is_picked_without_a_script(browser, alice):
    browser.force_login(alice)
    assert "Begin with these" in told(browser.get("/board/picking?board=mine").content.decode())
    form = {"metric": "contacts", "period": "last month", "compare": "none"}
    assert browser.post("/board/picking?board=mine", form).url == "/board/picking?board=mine"
    assert _values(browser.get("/board").content.decode())["contacts"] == "1"
    ids = _ids()
    browser.post(f"/board/tiles/{ids[-1]}/place", {"place": "up"})
    assert _ids() == [*ids[:-2], ids[-1], ids[-2]]
    browser.post(f"/board/tiles/{ids[-1]}/place", {"place": "0"})
    assert _ids() == [ids[-1], *ids[:-1]]
    browser.post(f"/board/tiles/{ids[-1]}/place", {"place": "up"})
    assert _ids()[0] == ids[-1]
    assert browser.post(f"/board/tiles/{ids[0]}/remove").status_code == 302
    assert ids[0] not in _ids()


def test_past_nine_the_page_says_so(browser, alice):
    browser.force_login(alice)
    form = {"metric": "contacts", "period": "this month", "compare": "previous"}
    for _more in range(2):
        browser.post("/board/picking?board=company", form)
    page = told(browser.get("/board?board=company").content.decode())
    assert "This board is becoming a heap: 11 numbers." in page


def test_a_tile_is_changed_and_gets_a_goal(browser, alice, bob):
    browser.force_login(alice)
    browser.post("/board/begin", {"board": "mine"})
    tile = BoardMetric.objects.get(metric="effective_contacts")
    url = f"/board/tiles/{tile.pk}"
    form = {"form": "tile", "period": "last month", "compare": "year", "rep": str(bob.pk)}
    assert browser.post(url, form).url == "/board/picking?board=mine"
    tile.refresh_from_db()
    assert (tile.period, tile.compare, tile.filters) == ("last month", "year", {"rep": [str(bob.pk)]})
    assert browser.post(url, {"form": "goal", "value": "6", "every": "month", "by": ""}).url == url
    page = told(browser.get("/board").content.decode())
    assert "3 of 6 by May 31" in page
    assert "50% reached, 48% of the days gone." in page
    refused = browser.post(url, {"form": "goal", "value": "lots", "every": "month", "by": ""})
    assert refused.status_code == 422
    assert "'lots' is not a number here." in told(refused.content.decode())
    browser.post(url, {"form": "goal", "value": "", "every": "month", "by": ""})
    assert not Goal.objects.exists()


class _Boxes(HTMLParser):
    """What a browser would send of a page's form for a tile: what is ticked and chosen in it."""

    def __init__(self, page):
        super().__init__()
        self.sent, self._select = defaultdict(list), ""
        self.feed(page.split('value="tile"')[1].split("</form>")[0])

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "select":
            self._select = told["name"]
        elif (tag == "option" and "selected" in told) or (tag == "input" and "checked" in told):
            self.sent[told.get("name", self._select)].append(told["value"])


def test_saving_a_tile_as_it_stands_changes_nothing(browser, alice, bob, eve, stage, now):
    """It is narrowed to two reps and to what has none, a stage, a kind, a segment that is gone, and by kept words."""
    browser.force_login(alice)
    filters = {"rep": ["none", str(bob.pk), str(eve.pk)], "stage": [str(stage["Offer"].pk)], "kind": ["call"]}
    filters["segment"] = ["77"]
    keep_words("Northern", period="", filters={"team": ["North"]}, is_shared=False, by=alice, now=now)
    pick = Pick(metric="effective_contacts", period="2024-05", compare="2024-04", saved="Northern", filters=filters)
    tile = writing.add_tile(Asker(alice, None, now), holder_told(alice, "mine"), pick)
    before = BoardMetric.objects.values().get(pk=tile.pk)
    url = f"/board/tiles/{tile.pk}"
    page = browser.get(url).content.decode()
    for words in ("not given", "Offer", "#77"):
        assert words in told(page)
    form = {"form": "tile", **_Boxes(page).sent}
    assert browser.post(url, form).status_code == 302
    assert BoardMetric.objects.values().get(pk=tile.pk) == before
    form = {**form, "rep": [str(eve.pk)], "stage": [], "segment": []}
    browser.post(url, form)
    tile.refresh_from_db()
    assert tile.filters == {"rep": [str(eve.pk)], "kind": ["call"]}
    SavedWords.objects.all().delete()
    refused = browser.post(url, form)
    assert (refused.status_code, "Nothing is kept under the name" in told(refused.content.decode())) == (422, True)


def test_opening_a_tile_is_noted_and_leads_to_its_number(browser, carol, bob, now):
    browser.force_login(carol)
    browser.post("/board/begin", {"board": "team"})
    tile = BoardMetric.objects.get(metric="effective_contacts")
    browser.force_login(bob)
    answer = browser.get(f"/board/tiles/{tile.pk}/look")
    assert answer.url == "/numbers/effective_contacts?period=this+month&compare=previous"
    assert browser.get(answer.url).status_code == 200
    tile.refresh_from_db()
    assert tile.looked_at == now


def test_under_the_totals_of_the_team_a_tile_leads_to_that_total(browser, carol, bob, colleagues):
    browser.force_login(carol)
    browser.post("/board/begin", {"board": "team"})
    browser.force_login(bob)
    page = browser.get("/board?board=company&scope=team").content.decode()
    plain = {unescape(url) for url in re.findall(r'href="(/numbers/[^"?]+\?[^"]*)"', page)}
    assert plain
    assert all("scope=team" in url for url in plain)
    tile = BoardMetric.objects.get(metric="effective_contacts")
    look = f"/board/tiles/{tile.pk}/look?scope=team"
    assert f'href="{look}"' in browser.get("/board?board=team&scope=team").content.decode()
    assert browser.get(look).url == "/numbers/effective_contacts?period=this+month&compare=previous&scope=team"


def test_the_owner_begins_with_the_board(browser, alice, bob):
    browser.force_login(alice)
    tiles = browser.get("/board", headers={"HX-Request": "true"}).content.decode()
    assert _values(tiles)
    assert "<html" not in tiles
    assert 'hx-get="/board"' in browser.get("/").content.decode()
    browser.force_login(bob)
    assert 'hx-get="/board"' not in browser.get("/").content.decode()


def test_a_rep_may_see_the_totals_of_the_team(browser, bob, colleagues):
    browser.force_login(bob)
    page = browser.get("/board?board=company&scope=team").content.decode()
    assert _values(page)["effective_contacts"] == "3"
    assert figures(page) == []


def test_it_comes_by_mail_on_the_day_that_is_chosen(browser, bob):
    browser.force_login(bob)
    browser.post("/board/mail", {"board": "mine", "weekday": "3"})
    assert BoardMail.objects.get().weekday == 3
    browser.post("/board/mail", {"board": "mine", "weekday": ""})
    assert not BoardMail.objects.exists()


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("csv", "text/csv; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("pdf", "application/pdf"),
    ],
)
def test_it_is_taken_along_as_a_file(browser, alice, form, kind):
    browser.force_login(alice)
    response = browser.get(f"/board?board=company&format={form}")
    assert (response.status_code, response.headers["Content-Type"]) == (200, kind)
    assert response.headers["Content-Disposition"] == f'attachment; filename="board-2024-05-15.{form}"'


def test_before_anything_is_measured_it_says_what_to_do(funnel, alice):
    browser = Browser()
    browser.force_login(alice)
    assert "Nothing is measured yet" in told(browser.get("/board").content.decode())
