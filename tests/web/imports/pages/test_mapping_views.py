"""The page of a mapping: the form as it stands, changed, as text, saved and taken again."""

import re

from headway.importers import load_mapping
from headway.web.imports.jobs import preview_import
from headway.web.imports.pages import mapping_views
from tests.web.imports.conftest import CONTACTS, table
from tests.web.imports.pages.uploading import latest_run, upload


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
    page = upload(owner).text
    before = load_mapping(latest_run().mapping)
    answer = owner.post(f"/imports/{latest_run().pk}/mapping", _filled_in(page))
    assert answer.status_code == 302
    assert load_mapping(latest_run().mapping) == before


def test_booked_money_is_named_where_nothing_was_proposed_for_it(owner):
    page = upload(owner).text
    shown_at_once = page.split("More fields")[0]
    assert 'id="column-sale_amount"' in shown_at_once
    assert "it becomes a sale" in shown_at_once
    sent = _filled_in(page) | {"column-sale_amount": "value"}
    owner.post(f"/imports/{latest_run().pk}/mapping", sent)
    assert load_mapping(latest_run().mapping).columns["sale_amount"] == ("value",)


def test_a_sale_needs_no_deal_and_the_page_says_what_does_instead(owner):
    upload(owner)
    page = owner.get(f"/imports/{latest_run().pk}?noun=sale").text
    labels = dict(re.findall(r'<label for="column-(\w+)">(.*?)</label>', page, re.DOTALL))
    assert {field for field, label in labels.items() if "required" in label} == {"sold_on", "sale_amount"}
    assert 'id="column-deal"' in page.split("More fields")[0]
    assert "A sale without a deal is its client" in page
    sent = _filled_in(page) | {"column-deal": "", "column-client": "client"}
    answer = owner.post(
        f"/imports/{latest_run().pk}/mapping", sent | {"column-sold_on": "close_date", "column-sale_amount": "value"}
    )
    assert (answer.status_code, "deal" in load_mapping(latest_run().mapping).columns) == (302, False)


def test_the_form_changes_the_mapping(owner):
    sent = _filled_in(upload(owner).text)
    run = latest_run()
    sent |= {"column-deal_name": "client", "constant-currency": "HUF", "origin": "mine", "time_zone": "UTC"}
    sent |= {"stage-name-0": sent["stage-name-0"], "funnel": "Ours", "system_reps": "robot, 112"}
    owner.post(f"/imports/{run.pk}/mapping", sent)
    mapping = load_mapping(latest_run().mapping)
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
    upload(owner, table(EVENTS), "events.csv")
    run = latest_run()
    owner.post(f"/imports/{run.pk}/mapping/text", {"text": EVENT_LOG})
    before = load_mapping(latest_run().mapping)
    sent = _filled_in(owner.get(f"/imports/{run.pk}").text)
    owner.post(f"/imports/{run.pk}/mapping", sent | {"activity-2-first": "on"})
    assert load_mapping(latest_run().mapping) == before
    owner.post(f"/imports/{run.pk}/mapping", sent | {"activity-0-contact": "visit", "activity-1-contact": ""})
    mapping = load_mapping(latest_run().mapping)
    assert (mapping.ignored_activities, mapping.activities["Enter"].contact) == (("Call",), "visit")
    assert mapping.activities["Sign"].first_only is False


def test_a_form_that_cannot_be_keeps_what_was_filled_in(owner):
    sent = _filled_in(upload(owner).text) | {"column-deal": "", "origin": "mine"}
    answer = owner.post(f"/imports/{latest_run().pk}/mapping", sent)
    assert answer.status_code == 422
    assert "needs the field" in answer.text
    assert 'value="mine"' in answer.text


def test_the_rows_can_be_something_else(owner):
    upload(owner)
    run = latest_run()
    page = owner.get(f"/imports/{run.pk}?noun=client").text
    assert 'name="noun" value="client"' in page
    owner.post(f"/imports/{run.pk}/mapping", _filled_in(page))
    assert load_mapping(latest_run().mapping).noun == "client"


def test_the_stages_can_be_those_of_a_funnel_of_the_company(owner, funnel):
    upload(owner)
    page = owner.get(f"/imports/{latest_run().pk}?funnel={funnel.pk}").text
    assert 'value="Decision"' in page


def test_a_mapping_as_text_saved_and_taken_again(owner):
    upload(owner)
    run = latest_run()
    text = run.mapping.replace('origin = "deals"', 'origin = "mine"')
    owner.post(f"/imports/{run.pk}/mapping/text", {"text": text.replace("\n", "\r\n")})
    assert latest_run().mapping == text
    page = owner.post(f"/imports/{run.pk}/mapping/save", {"name": "Our CRM!"}, follow=True).text
    assert "our_crm" in page
    owner.post(f"/imports/{run.pk}/mapping/load", {"name": ""})
    assert load_mapping(latest_run().mapping).origin == "deals"
    owner.post(f"/imports/{run.pk}/mapping/load", {"name": "our_crm"})
    assert load_mapping(latest_run().mapping).origin == "mine"
    upload(owner, mapping="our_crm")
    assert load_mapping(latest_run().mapping).origin == "mine"


def test_a_text_that_cannot_be_is_told_and_kept_in_the_field(owner):
    upload(owner)
    answer = owner.post(f"/imports/{latest_run().pk}/mapping/text", {"text": 'noun = "dael"'})
    assert answer.status_code == 422
    assert "dael" in answer.text
    for name in ("nowhere", "!!"):
        assert owner.post(f"/imports/{latest_run().pk}/mapping/load", {"name": name}).status_code == 422
    assert (
        "letters or digits" in owner.post(f"/imports/{latest_run().pk}/mapping/save", {"name": "!!"}, follow=True).text
    )


def test_a_saved_mapping_that_does_not_fit_is_told(owner, data, tmp_path):
    upload(owner)
    run = latest_run()
    owner.post(f"/imports/{run.pk}/mapping/text", {"text": CONTACTS})
    owner.post(f"/imports/{run.pk}/mapping/save", {"name": "calls"})
    page = owner.get(f"/imports/{run.pk}").text
    assert "calls" in page
    assert "no column" in owner.post(f"/imports/{run.pk}/look", follow=True).text


def test_a_large_file_is_looked_through_by_the_worker(owner, monkeypatch):

    monkeypatch.setattr(mapping_views, "_SMALL", 0)
    upload(owner)
    run = latest_run()
    owner.post(f"/imports/{run.pk}/mapping/text", {"text": run.mapping.replace("noun", 'time_zone = "UTC"\nnoun', 1)})
    assert "The file is being read" in owner.post(f"/imports/{run.pk}/look", follow=True).text
    preview_import(run.pk)
    assert re.search(r"2\sdeals", owner.get(f"/imports/{run.pk}").text)
