"""Pages of the company's own metrics: made from a form, shown before it is kept, asked like any other number."""

import json
import re
from html import unescape

import pytest
from django.test import Client as Browser

from headway.web.asking import Asker
from headway.web.models import AuditEntry, OwnMetric
from headway.web.own.keeping import add_metric
from headway.web.own.reading import definition_told, telling
from headway.web.own.stored import restored
from tests.web.diary import figures, rows_of, told, write

DIARY = """
    when             | rep | deal | kind    | stage after
    2024-05-06 09:00 | Bob | pump | meeting | Offer
    2024-05-07 09:00 | Bob | pump | call    | Won
    2024-05-08 09:00 | Bob | tank | call    | Need
    2024-05-09 09:00 | Bob | tank | meeting | Lost
    2024-05-10 09:00 | Eve | pipe | meeting | Offer
"""
MEETINGS = {
    "of-day": "happened_on",
    "of-how": "count",
    "of-kind__test": "is",
    "of-kind__values": ["meeting", "visit"],
    "label": "Face to face",
    "group": "contacts",
    "grade": "volume",
}
NEW = "/own-metrics/new?of=contacts&per=nothing"


@pytest.fixture
def deals(funnel, alice, carol, bob, eve, ann):
    return write(DIARY)


@pytest.fixture
def browser(deals, alice):
    browser = Browser()
    browser.force_login(alice)
    return browser


def _value(page: str) -> str:
    found = re.search(r'class="answer-value" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def test_a_metric_made_on_the_page_is_counted_and_opens_its_rows(browser, bob, eve):
    response = browser.post(NEW, MEETINGS)
    assert (response.status_code, response.url) == (302, "/numbers/face_to_face")
    page = browser.get("/numbers/face_to_face?period=2024-05&by=rep").content.decode()
    assert _value(page) == "3"
    assert "Number: contacts by the day they happened; kind: meeting or visit." in told(page)
    assert "Made by Alice, " in told(page)
    ((url, _figure),) = [each for each in figures(page) if "/rows" in each[0]][:1]
    assert len(rows_of(browser, url)) == 3
    for user, count in ((bob, "2"), (eve, "1")):
        browser.force_login(user)
        assert _value(browser.get("/numbers/face_to_face?period=2024-05").content.decode()) == count


def test_it_stands_under_its_heading_and_is_asked_in_words(browser):
    browser.post(NEW, {**MEETINGS, "also": "handshakes, sit-downs"})
    assert "Face to face" in told(browser.get("/numbers?tab=analysis&period=2024-05").content.decode())
    for question in ("face to face in May 2024", "handshakes of Bob in May 2024"):
        assert "Face to face" in told(browser.get("/ask", {"q": question}).content.decode())


def test_the_figure_stands_there_before_it_is_kept_and_before_it_has_a_name(browser):
    unnamed = {name: value for name, value in MEETINGS.items() if name != "label"}
    page = told(browser.post("/own-metrics/preview?of=contacts&per=nothing", unnamed).content.decode())
    assert "Number: contacts by the day they happened; kind: meeting or visit." in page
    assert not OwnMetric.objects.exists()


def test_a_share_is_divided_and_its_counts_stand_beside_it(browser):
    share = {
        "of-day": "closed_on",
        "of-how": "count",
        "of-outcome__test": "is",
        "of-outcome__values": ["won"],
        "per-day": "closed_on",
        "per-how": "count",
        "label": "Our win rate",
        "group": "deals",
        "better": "higher",
        "grade": "allowed",
    }
    assert browser.post("/own-metrics/new?of=deals&per=deals", share).status_code == 302
    page = browser.get("/numbers/our_win_rate?period=2024-05").content.decode()
    assert _value(page) == "0.5"
    assert "1 of 2" in told(page)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"label": ""}, "This field is required."),
        ({"label": "Calls"}, "There is a metric 'Calls' already. Give this one another name."),
        ({"of-how": "sum"}, "'' is not offered here. There are: duration."),
        (
            {"grade": "allowed"},
            "How many contacts, appointments or tallies there are, and where working time went, tells how busy",
        ),
    ],
)
def test_what_is_in_the_way_is_told_beside_its_field(browser, change, sentence):
    response = browser.post(NEW, {**MEETINGS, **change})
    assert response.status_code == 422
    assert sentence in told(response.content.decode())
    assert not OwnMetric.objects.exists()


def test_two_metrics_are_never_called_alike(browser):
    browser.post(NEW, MEETINGS)
    again = browser.post(NEW, {**MEETINGS, "label": "face-to-FACE"})
    assert "There is a metric 'face-to-FACE' already." in told(again.content.decode())
    assert OwnMetric.objects.count() == 1


def test_a_change_counts_for_the_past_too_and_says_since_when(browser, carol):
    browser.post(NEW, MEETINGS)
    browser.force_login(carol)
    page = browser.get("/own-metrics/face_to_face").content.decode()
    assert re.search(r'value="meeting"[^>]*checked', page)
    response = browser.post(
        "/own-metrics/face_to_face?of=contacts&per=nothing", {**MEETINGS, "of-kind__values": "call"}
    )
    assert response.status_code == 302
    number = browser.get("/numbers/face_to_face?period=2024-05").content.decode()
    assert _value(number) == "2"
    assert "changed by Carol; past periods too." in told(number)
    changes = told(browser.get("/own-metrics/face_to_face").content.decode())
    assert changes.index("Carol Number: contacts by the day they happened; kind: call.") < changes.index("Alice Number")
    assert [each.verb for each in AuditEntry.objects.filter(noun="ownmetric").order_by("pk")] == ["add", "change"]


def test_what_is_taken_out_is_gone_and_the_trail_keeps_it(browser):
    browser.post(NEW, MEETINGS)
    assert browser.post("/own-metrics/face_to_face/remove").status_code == 302
    assert browser.get("/numbers/face_to_face").status_code == 404
    assert AuditEntry.objects.filter(noun="ownmetric", verb="delete").get().before["name"] == "face_to_face"


def test_a_rep_reads_how_it_is_made_and_changes_nothing(browser, bob):
    browser.post(NEW, MEETINGS)
    browser.force_login(bob)
    page = browser.get("/own-metrics/face_to_face").content.decode()
    assert "kind: meeting or visit" in told(page)
    assert "<form" not in page.split("<main", 1)[1].split("</main>")[0]
    assert browser.post("/own-metrics/face_to_face?of=contacts&per=nothing", MEETINGS).status_code == 403
    assert browser.post("/own-metrics/face_to_face/remove").status_code == 403
    assert browser.get(NEW).status_code == 403


BEYOND = [
    {"trait": "kind", "test": "is", "values": ["meeting", "call"]},
    {"trait": "kind", "test": "is_not", "values": ["call"]},
    {"trait": "is_cold", "test": "is", "values": ["no"]},
    {"trait": "kind", "test": "is_not", "values": ["email", "mail"]},
]


def test_conditions_that_the_form_has_no_field_for_stay_until_they_are_unticked(browser, alice, company, now):
    """Two of one trait, as the API and files tell them: whoever saves another label changes no number."""
    asker = Asker(alice, company, now)
    told_so = {"label": "Met", "of": {"facts": "contacts", "day": "happened_on", "where": BEYOND}}
    add_metric(definition_told(asker, told_so), by=alice, now=now)
    url = "/own-metrics/met?of=contacts&per=nothing"
    page = browser.get(url).content.decode()
    kept = [unescape(text) for text in re.findall(r'name="of-further" value="([^"]*)"', page)]
    assert [json.loads(text) for text in kept] == [BEYOND[1], BEYOND[3]]
    assert "kind: not call" in told(page)
    fields = {"of-kind__test": "is", "of-kind__values": ["meeting", "call"], "of-is_cold__test": "no"}
    form = {**MEETINGS, **fields, "label": "Met them"}
    shown = browser.post("/own-metrics/preview?of=contacts&per=nothing", {**form, "of-further": kept})
    assert "kind: not call" in told(shown.content.decode())
    for further, wanted in ((kept, BEYOND), (kept[1:], [BEYOND[0], *BEYOND[2:]])):
        assert browser.post(url, {**form, "of-further": further}).status_code == 302
        where = telling(asker, restored(OwnMetric.objects.get().definition))["of"]["where"]
        assert sorted(map(json.dumps, where)) == sorted(map(json.dumps, wanted))
    refused = browser.post(url, {**form, "of-further": ['{"trait": "mood"}', kept[0]]})
    assert refused.status_code == 422


def test_words_of_people_are_shown_as_they_are(browser):
    browser.post(NEW, {**MEETINGS, "label": "<b>50% & more</b>", "meaning": "100 %d of <i>them</i>"})
    page = browser.get("/numbers/b_50_more_b").content.decode()
    assert "&lt;b&gt;50% &amp; more&lt;/b&gt;" in page
    assert "<i>them</i>" not in page


def test_the_formula_is_said_in_the_reader_s_language(browser, alice):
    browser.post(NEW, MEETINGS)
    alice.language = "ru"
    alice.save()
    page = told(browser.get("/numbers/face_to_face").content.decode())
    assert "Число: контакты по дню контакта; вид: встреча или визит." in page


def test_a_definition_that_can_no_longer_be_counted_is_listed_and_asked_by_nobody(browser):
    browser.post(NEW, MEETINGS)
    kept = OwnMetric.objects.get()
    OwnMetric.objects.update(definition={**kept.definition, "of": {**kept.definition["of"], "facts": "dreams"}})
    assert browser.get("/numbers/face_to_face").status_code == 404
    assert "It can no longer be counted" in told(browser.get("/own-metrics").content.decode())
    assert browser.get("/own-metrics/face_to_face").status_code == 200
