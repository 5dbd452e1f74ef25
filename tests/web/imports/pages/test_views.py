"""The pages of imports, from choosing a file to taking it back."""

import gzip
import re

import pytest

from headway.web.clock import now as clock
from headway.web.imports.jobs import run_import
from headway.web.imports.preparing.prepare import reading_of
from headway.web.models import Deal, ImportRun, ImportState
from tests.web.imports.conftest import table
from tests.web.imports.pages.uploading import DEALS, latest_run, upload


def test_the_whole_way_through_the_pages(owner, ask):
    page = upload(owner).text
    run = latest_run(ImportState.PREPARED)
    assert "The day comes before the month" in page
    assert "02.01.2024" in page
    assert "does not say its time zone" in page
    owner.post(f"/imports/{run.pk}/reading", _reading(run) | {"time_zone": "Europe/Budapest"})
    page = owner.post(f"/imports/{run.pk}/look", follow=True).text
    assert re.search(r"2\sdeals, 1\sstage move", page)
    assert "2 rows would be left out" in page
    owner.post(f"/imports/{run.pk}/start")
    latest_run(ImportState.WAITING)
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
    upload(owner)
    run = latest_run()
    answer = owner.post(f"/imports/{run.pk}/start")
    assert answer.status_code == 422
    assert "does not say its time zone" in answer.text
    latest_run(ImportState.PREPARED)


def test_a_page_named_csv_gets_its_sentence_beside_the_file(owner):
    answer = upload(owner, b"<html><body>Sign in</body></html>")
    assert answer.status_code == 422
    assert "is a web page and not a table" in answer.text


def test_an_empty_file_is_named_with_what_mends_it(owner):
    answer = upload(owner, b"", "march.csv")
    assert answer.status_code == 422
    assert "“march.csv” is empty: export it again, and look whether the export has rows." in answer.text
    assert not ImportRun.objects.exists()


def test_no_file_is_asked_for(owner):
    answer = owner.post("/imports", {"mapping": ""})
    assert answer.status_code == 422
    assert "Choose the file to bring in." in answer.text


def test_a_file_that_was_cut_off_is_told_so_before_what_else_is_wrong(owner):
    rows = "".join(f"{number},{number * 7919 % 1013}\n" for number in range(5_000))
    page = upload(owner, gzip.compress(f"colour,taste\n{rows}".encode())[:-2_000], "colours.csv.gz").text
    assert 0 < page.index("“colours.csv.gz” was cut off") < page.index("The mapping cannot be used")
    assert "was cut off" not in upload(owner, gzip.compress(f"colour,taste\n{rows}".encode()), "colours.csv.gz").text


def test_a_corrected_reading_is_shown_and_a_proposed_mapping_follows(owner):
    upload(owner, table(DEALS).replace(b",", b";"))
    run = latest_run()
    assert reading_of(run).separator == ";"
    page = owner.post(f"/imports/{run.pk}/reading", _reading(run) | {"separator": ",", "time_zone": "UTC"}, follow=True)
    assert "deal;client;owner" in page.text
    bad = owner.post(f"/imports/{run.pk}/reading", _reading(run) | {"separator": "x"})
    assert bad.status_code == 422


def test_a_reading_that_finds_nothing_is_refused_and_not_kept(owner):
    upload(owner)
    run = latest_run()
    answer = owner.post(f"/imports/{run.pk}/reading", _reading(run) | {"header_rows": 90, "time_zone": "UTC"})
    assert answer.status_code == 422
    run.refresh_from_db()
    assert reading_of(run).header_rows == 1


def test_cancelling_and_what_cannot_be_done_any_more(owner):
    upload(owner)
    run = latest_run()
    ImportRun.objects.filter(pk=run.pk).update(state=ImportState.RUNNING)
    assert "process that worked on this is gone" in owner.get(f"/imports/{run.pk}").text
    owner.post(f"/imports/{run.pk}/cancel")
    assert "Cancelled: what was written is being deleted" in owner.get(f"/imports/{run.pk}").text
    run_import(run.pk)
    assert "Nothing of this file came in" in owner.get(f"/imports/{run.pk}").text
    for verb in ("cancel", "start", "discard", "take-back", "reopen"):
        page = owner.post(f"/imports/{run.pk}/{verb}", follow=True).text
        assert "toast" in page, verb
    latest_run(ImportState.CANCELLED)


def test_a_failed_import_can_be_read_otherwise(owner):
    upload(owner)
    ImportRun.objects.update(state=ImportState.FAILED, error="It broke.")
    page = owner.get(f"/imports/{latest_run().pk}").text
    assert "It broke. Nothing of the file is visible." in page
    owner.post(f"/imports/{latest_run().pk}/reopen")
    latest_run(ImportState.PREPARED)
    assert "is forgotten" in owner.post(f"/imports/{latest_run().pk}/discard", follow=True).text
    assert not ImportRun.objects.exists()


def test_a_second_one_in_work_keeps_another_from_being_taken_back(owner, bring):
    done = bring(DEALS.replace("engage_date", "entered").replace("Prospect", "New"))
    upload(owner)
    ImportRun.objects.exclude(pk=done.pk).update(state=ImportState.RUNNING, alive_at=clock())
    assert "Another import is in work" in owner.post(f"/imports/{done.pk}/take-back", follow=True).text
    done.refresh_from_db()
    assert done.state == ImportState.DONE


def test_the_progress_is_not_sent_twice_and_ends_with_the_whole_page(owner):
    upload(owner)
    run = latest_run()
    ImportRun.objects.filter(pk=run.pk).update(state=ImportState.WAITING)
    first = owner.get(f"/imports/{run.pk}/progress")
    again = owner.get(f"/imports/{run.pk}/progress", headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    ImportRun.objects.filter(pk=run.pk).update(state=ImportState.DONE)
    done = owner.get(f"/imports/{run.pk}/progress", headers={"If-None-Match": first["ETag"]})
    assert done["HX-Refresh"] == "true"


ADDRESSES = (
    "mapping", "mapping/text", "mapping/load", "mapping/save", "reading", "look", "start", "cancel", "reopen",
    "discard", "take-back",
)  # fmt: skip


@pytest.mark.parametrize("who", ["bob", "carol", "ann"])
def test_imports_exist_for_the_owner_alone(request, browser, owner, who):
    upload(owner)
    run = latest_run()
    someone = browser(request.getfixturevalue(who))
    assert someone.get("/imports").status_code == 403
    assert someone.post("/imports").status_code == 403
    for address in ("", "/progress", "/rows/rejects.csv"):
        assert someone.get(f"/imports/{run.pk}{address}").status_code == 404, address
    for address in ADDRESSES:
        assert someone.post(f"/imports/{run.pk}/{address}").status_code == 404, address
    assert ImportRun.objects.get() == run


def test_nobody_is_let_in_without_signing_in_and_no_other_rows_are_given(client, owner):
    upload(owner)
    assert client.get(f"/imports/{latest_run().pk}").status_code == 302
    for which in ("rejects", "source", "doubts"):
        assert owner.get(f"/imports/{latest_run().pk}/rows/{which}.csv").status_code == 404
    for address in ADDRESSES:
        assert owner.get(f"/imports/{latest_run().pk}/{address}").status_code == 405, address
