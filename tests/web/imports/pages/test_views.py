"""The pages of imports, from choosing a file to taking it back."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from headway.importers import load_mapping
from headway.web.clock import now as clock
from headway.web.imports.jobs import preview_import, run_import
from headway.web.imports.pages import mapping_views
from headway.web.imports.preparing.prepare import reading_of
from headway.web.models import Deal, ImportRun, ImportState
from tests.web.imports.conftest import CONTACTS, table

DEALS = """
deal | client | owner | stage    | engage_date      | close_date | value
A    | Acme   | Zoe   | Won      | 02.01.2024 09:00 | 28.02.2024 | 100
B    | Birch  | Zoe   | Prospect | 03.01.2024 09:00 |            | 50
C    | Birch  | Zoe   | Lost     | 30.02.2024 09:00 | 28.02.2024 | 50
D    | Birch  | Zoe   | Lost     | 31.02.2024 09:00 | 28.02.2024 | 50
"""


@pytest.fixture
def owner(browser, alice, funnel):
    """Alice's browser."""
    return browser(alice)


def _upload(owner, content=None, name="deals.csv", mapping=""):
    file = SimpleUploadedFile(name, content if content is not None else table(DEALS))
    return owner.post("/imports", {"file": file, "mapping": mapping}, follow=True)


def _run(state=None):
    run = ImportRun.objects.latest("pk")
    assert state is None or run.state == state
    return run


def test_the_whole_way_through_the_pages(owner, ask):
    page = _upload(owner).text
    run = _run(ImportState.PREPARED)
    assert "The day comes before the month" in page
    assert "02.01.2024" in page
    assert "does not say its time zone" in page
    owner.post(f"/imports/{run.pk}/reading", _reading(run) | {"time_zone": "Europe/Budapest"})
    page = owner.post(f"/imports/{run.pk}/look", follow=True).text
    assert re.search(r"2\sdeals, 1\sstage move", page)
    assert "2 rows would be left out" in page
    owner.post(f"/imports/{run.pk}/start")
    _run(ImportState.WAITING)
    page = owner.get(f"/imports/{run.pk}").text
    assert "Waiting for its turn" in page
    assert 'hx-trigger="every 1s"' in page
    run_import(run.pk)
    page = owner.get(f"/imports/{run.pk}").text
    assert re.search(r"New:</b> 2\sdeals", page)
    assert "2 rows were left out" in page
    assert re.search(r"4, 5</td><td>“30.02.2024 09:00” is no date: correct it in the file. .*2 rows like this", page)
    rejects = owner.get(f"/imports/{run.pk}/rows/rejects.csv")
    assert rejects["Content-Disposition"] == "attachment; filename*=utf-8''deals-rejects.csv"
    assert b"30.02.2024" in rejects.content
    assert ask("SELECT count(*) FROM deals") == [(2,)]
    assert "deals.csv" in owner.get("/imports").text
    owner.post(f"/imports/{run.pk}/take-back")
    assert "Being taken back" in owner.get(f"/imports/{run.pk}").text
    run_import(run.pk)
    assert "Nothing of this file is in the log any more" in owner.get(f"/imports/{run.pk}").text
    assert not Deal.objects.exists()


def _reading(run):
    reading = reading_of(run)
    names = ("encoding", "separator", "header_rows", "decimal_sign", "date_order")
    return {name: getattr(reading, name) for name in names if getattr(reading, name) is not None}


def test_what_is_asked_has_to_be_answered_before_the_start(owner):
    _upload(owner)
    run = _run()
    answer = owner.post(f"/imports/{run.pk}/start")
    assert answer.status_code == 422
    assert "does not say its time zone" in answer.text
    _run(ImportState.PREPARED)


def test_a_page_named_csv_gets_its_sentence_beside_the_file(owner):
    answer = _upload(owner, b"<html><body>Sign in</body></html>")
    assert answer.status_code == 422
    assert "is a web page and not a table" in answer.text


def test_a_corrected_reading_is_shown_and_a_proposed_mapping_follows(owner):
    _upload(owner, table(DEALS).replace(b",", b";"))
    run = _run()
    assert reading_of(run).separator == ";"
    page = owner.post(f"/imports/{run.pk}/reading", _reading(run) | {"separator": ",", "time_zone": "UTC"}, follow=True)
    assert "deal;client;owner" in page.text
    bad = owner.post(f"/imports/{run.pk}/reading", _reading(run) | {"separator": "x"})
    assert bad.status_code == 422


def test_a_reading_that_finds_nothing_is_refused_and_not_kept(owner):
    _upload(owner)
    run = _run()
    answer = owner.post(f"/imports/{run.pk}/reading", _reading(run) | {"header_rows": 90, "time_zone": "UTC"})
    assert answer.status_code == 422
    run.refresh_from_db()
    assert reading_of(run).header_rows == 1


def _filled_in(page):
    """What the mapping's form would send as it stands."""
    form = page[page.index('/mapping">') :]
    form = form[: form.index("</form>")]
    sent = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form))
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)', options)
        sent[name] = (chosen[1] if chosen[1] is not None else chosen[2]) if chosen else ""
    return sent


def test_the_form_as_it_stands_keeps_the_mapping(owner):
    page = _upload(owner).text
    before = load_mapping(_run().mapping)
    answer = owner.post(f"/imports/{_run().pk}/mapping", _filled_in(page))
    assert answer.status_code == 302
    assert load_mapping(_run().mapping) == before


def test_booked_money_is_named_where_nothing_was_proposed_for_it(owner):
    page = _upload(owner).text
    shown_at_once = page.split("More fields")[0]
    assert 'id="column-sale_amount"' in shown_at_once
    assert "it becomes a sale" in shown_at_once
    sent = _filled_in(page) | {"column-sale_amount": "value"}
    owner.post(f"/imports/{_run().pk}/mapping", sent)
    assert load_mapping(_run().mapping).columns["sale_amount"] == ("value",)


def test_the_form_changes_the_mapping(owner):
    sent = _filled_in(_upload(owner).text)
    run = _run()
    sent |= {"column-deal_name": "client", "constant-currency": "HUF", "origin": "mine", "time_zone": "UTC"}
    sent |= {"stage-name-0": sent["stage-name-0"], "funnel": "Ours", "system_reps": "robot, 112"}
    owner.post(f"/imports/{run.pk}/mapping", sent)
    mapping = load_mapping(_run().mapping)
    assert mapping.columns["deal_name"] == ("client",)
    assert (mapping.constants["currency"], mapping.origin, mapping.time_zone) == ("HUF", "mine", "UTC")
    assert mapping.funnel is not None
    assert (mapping.funnel.name, mapping.system_reps) == ("Ours", ("robot", "112"))


EVENTS = """
case | activity | timestamp           | resource
A    | Enter    | 2024-01-02 09:00:00 | Zoe
A    | Call     | 2024-01-02 10:00:00 | Zoe
A    | Sign     | 2024-01-03 10:00:00 | Zoe
A    | Sign     | 2024-01-04 10:00:00 | Zoe
"""
EVENT_LOG = """
noun = "event log"
origin = "log"
time_zone = "UTC"
ignored_activities = ["Enter"]
[columns]
deal = "case"
activity = "activity"
at = "timestamp"
rep = "resource"
[funnel]
name = "Signing"
stages = [{ name = "New", phase = "lead" }, { name = "Signed", phase = "won" }, { name = "Gone", phase = "lost" }]
[activities]
Call = { contact = "call" }
Sign = { stage = "Signed", first_only = true }
"""


def test_the_form_of_an_event_log_says_what_each_activity_does(owner):
    _upload(owner, table(EVENTS), "events.csv")
    run = _run()
    owner.post(f"/imports/{run.pk}/mapping/text", {"text": EVENT_LOG})
    before = load_mapping(_run().mapping)
    sent = _filled_in(owner.get(f"/imports/{run.pk}").text)
    owner.post(f"/imports/{run.pk}/mapping", sent | {"activity-2-first": "on"})
    assert load_mapping(_run().mapping) == before
    owner.post(f"/imports/{run.pk}/mapping", sent | {"activity-0-contact": "visit", "activity-1-contact": ""})
    mapping = load_mapping(_run().mapping)
    assert (mapping.ignored_activities, mapping.activities["Enter"].contact) == (("Call",), "visit")
    assert mapping.activities["Sign"].first_only is False


def test_a_form_that_cannot_be_keeps_what_was_filled_in(owner):
    sent = _filled_in(_upload(owner).text) | {"column-deal": "", "origin": "mine"}
    answer = owner.post(f"/imports/{_run().pk}/mapping", sent)
    assert answer.status_code == 422
    assert "needs the field" in answer.text
    assert 'value="mine"' in answer.text


def test_the_rows_can_be_something_else(owner):
    _upload(owner)
    run = _run()
    page = owner.get(f"/imports/{run.pk}?noun=client").text
    assert 'name="noun" value="client"' in page
    owner.post(f"/imports/{run.pk}/mapping", _filled_in(page))
    assert load_mapping(_run().mapping).noun == "client"


def test_the_stages_can_be_those_of_a_funnel_of_the_company(owner, funnel):
    _upload(owner)
    page = owner.get(f"/imports/{_run().pk}?funnel={funnel.pk}").text
    assert 'value="Decision"' in page


def test_a_mapping_as_text_saved_and_taken_again(owner):
    _upload(owner)
    run = _run()
    text = run.mapping.replace('origin = "deals"', 'origin = "mine"')
    owner.post(f"/imports/{run.pk}/mapping/text", {"text": text.replace("\n", "\r\n")})
    assert _run().mapping == text
    page = owner.post(f"/imports/{run.pk}/mapping/save", {"name": "Our CRM!"}, follow=True).text
    assert "our_crm" in page
    owner.post(f"/imports/{run.pk}/mapping/load", {"name": ""})
    assert load_mapping(_run().mapping).origin == "deals"
    owner.post(f"/imports/{run.pk}/mapping/load", {"name": "our_crm"})
    assert load_mapping(_run().mapping).origin == "mine"
    _upload(owner, mapping="our_crm")
    assert load_mapping(_run().mapping).origin == "mine"


def test_a_text_that_cannot_be_is_told_and_kept_in_the_field(owner):
    _upload(owner)
    answer = owner.post(f"/imports/{_run().pk}/mapping/text", {"text": 'noun = "dael"'})
    assert answer.status_code == 422
    assert "dael" in answer.text
    for name in ("nowhere", "!!"):
        assert owner.post(f"/imports/{_run().pk}/mapping/load", {"name": name}).status_code == 422
    assert "letters or digits" in owner.post(f"/imports/{_run().pk}/mapping/save", {"name": "!!"}, follow=True).text


def test_a_saved_mapping_that_does_not_fit_is_told(owner, data, tmp_path):
    _upload(owner)
    run = _run()
    owner.post(f"/imports/{run.pk}/mapping/text", {"text": CONTACTS})
    owner.post(f"/imports/{run.pk}/mapping/save", {"name": "calls"})
    page = owner.get(f"/imports/{run.pk}").text
    assert "calls" in page
    assert "no column" in owner.post(f"/imports/{run.pk}/look", follow=True).text


def test_cancelling_and_what_cannot_be_done_any_more(owner):
    _upload(owner)
    run = _run()
    ImportRun.objects.filter(pk=run.pk).update(state=ImportState.RUNNING)
    assert "process that worked on this is gone" in owner.get(f"/imports/{run.pk}").text
    owner.post(f"/imports/{run.pk}/cancel")
    assert "Cancelled: what was written is being deleted" in owner.get(f"/imports/{run.pk}").text
    run_import(run.pk)
    assert "Nothing of this file came in" in owner.get(f"/imports/{run.pk}").text
    for verb in ("cancel", "start", "discard", "take-back", "reopen"):
        page = owner.post(f"/imports/{run.pk}/{verb}", follow=True).text
        assert "toast" in page, verb
    _run(ImportState.CANCELLED)


def test_a_failed_import_can_be_read_otherwise(owner):
    _upload(owner)
    ImportRun.objects.update(state=ImportState.FAILED, error="It broke.")
    page = owner.get(f"/imports/{_run().pk}").text
    assert "It broke. Nothing of the file is visible." in page
    owner.post(f"/imports/{_run().pk}/reopen")
    _run(ImportState.PREPARED)
    assert "is forgotten" in owner.post(f"/imports/{_run().pk}/discard", follow=True).text
    assert not ImportRun.objects.exists()


def test_a_second_one_in_work_keeps_another_from_being_taken_back(owner, bring):
    done = bring(DEALS.replace("engage_date", "entered").replace("Prospect", "New"))
    _upload(owner)
    ImportRun.objects.exclude(pk=done.pk).update(state=ImportState.RUNNING, alive_at=clock())
    assert "Another import is in work" in owner.post(f"/imports/{done.pk}/take-back", follow=True).text
    done.refresh_from_db()
    assert done.state == ImportState.DONE


def test_the_progress_is_not_sent_twice_and_ends_with_the_whole_page(owner):
    _upload(owner)
    run = _run()
    ImportRun.objects.filter(pk=run.pk).update(state=ImportState.WAITING)
    first = owner.get(f"/imports/{run.pk}/progress")
    again = owner.get(f"/imports/{run.pk}/progress", headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    ImportRun.objects.filter(pk=run.pk).update(state=ImportState.DONE)
    done = owner.get(f"/imports/{run.pk}/progress", headers={"If-None-Match": first["ETag"]})
    assert done["HX-Refresh"] == "true"


def test_a_large_file_is_looked_through_by_the_worker(owner, monkeypatch):

    monkeypatch.setattr(mapping_views, "_SMALL", 0)
    _upload(owner)
    run = _run()
    owner.post(f"/imports/{run.pk}/mapping/text", {"text": run.mapping.replace("noun", 'time_zone = "UTC"\nnoun', 1)})
    assert "The file is being read" in owner.post(f"/imports/{run.pk}/look", follow=True).text
    preview_import(run.pk)
    assert re.search(r"2\sdeals", owner.get(f"/imports/{run.pk}").text)


ADDRESSES = (
    "mapping", "mapping/text", "mapping/load", "mapping/save", "reading", "look", "start", "cancel", "reopen",
    "discard", "take-back",
)  # fmt: skip


@pytest.mark.parametrize("who", ["bob", "carol", "ann"])
def test_imports_exist_for_the_owner_alone(request, browser, owner, who):
    _upload(owner)
    run = _run()
    someone = browser(request.getfixturevalue(who))
    assert someone.get("/imports").status_code == 403
    assert someone.post("/imports").status_code == 403
    for address in ("", "/progress", "/rows/rejects.csv"):
        assert someone.get(f"/imports/{run.pk}{address}").status_code == 404, address
    for address in ADDRESSES:
        assert someone.post(f"/imports/{run.pk}/{address}").status_code == 404, address
    assert ImportRun.objects.get() == run


def test_nobody_is_let_in_without_signing_in_and_no_other_rows_are_given(client, owner):
    _upload(owner)
    assert client.get(f"/imports/{_run().pk}").status_code == 302
    for which in ("rejects", "source", "doubts"):
        assert owner.get(f"/imports/{_run().pk}/rows/{which}.csv").status_code == 404
    for address in ADDRESSES:
        assert owner.get(f"/imports/{_run().pk}/{address}").status_code == 405, address
