"""Who goes on with what: one import at a time, the dead ones again, and nobody twice."""

from datetime import timedelta

import pytest

from headway.web.clock import now as clock
from headway.web.imports import jobs
from headway.web.imports.jobs import preview_import, resume, run_import
from headway.web.imports.running.course import Busy, Lost, claim, is_dead, renew
from headway.web.imports.running.starting import start
from headway.web.imports.running.work import go_on, go_on_with_all, unfinished
from headway.web.models import Deal, ImportRun, ImportState

DEAL = "deal|client|stage|entered\nA|Acme|New|2024-01-02"
OTHER = "deal|client|stage|entered\nB|Acme|New|2024-01-02"


def test_of_two_processes_one_gets_the_run(prepared, alice):
    run = prepared(DEAL)
    start(run, by=alice)
    same = ImportRun.objects.get(pk=run.pk)
    claim(run, ImportState.RUNNING, clock())
    with pytest.raises(Lost):
        claim(same, ImportState.RUNNING, clock())
    with pytest.raises(Lost):
        renew(same, clock())


def test_one_that_is_alive_is_left_alone_and_one_that_is_dead_is_taken_over(prepared, alice):
    run = prepared(DEAL)
    start(run, by=alice)
    claim(run, ImportState.RUNNING, clock())
    with pytest.raises(Busy):
        go_on(ImportRun.objects.get(pk=run.pk))
    assert unfinished(clock()) == []
    later = clock() + timedelta(seconds=16)
    assert is_dead(run, later)
    assert unfinished(later) == [run]


def test_the_next_one_waits_and_follows(prepared, alice, monkeypatch):
    first, second = prepared(DEAL), prepared(OTHER)
    for run in (first, second):
        start(run, by=alice)
    claim(first, ImportState.RUNNING, clock())
    run_import(second.pk)
    go_on_with_all(clock())
    second.refresh_from_db()
    assert second.state == ImportState.WAITING
    ImportRun.objects.filter(pk=first.pk).update(alive_at=clock() - timedelta(minutes=1))
    run_import(first.pk)
    assert set(ImportRun.objects.values_list("state", flat=True)) == {ImportState.DONE}
    assert Deal.objects.count() == 2


def test_every_minute_what_was_left_is_handed_to_the_worker(prepared, alice, monkeypatch):
    handed = []
    monkeypatch.setattr(jobs, "enqueue", lambda job, run_id: handed.append((job, run_id)))
    resume(clock())
    assert handed == []
    run = prepared(DEAL)
    start(run, by=alice)
    resume(clock())
    assert handed == [(run_import, run.pk)]


def test_a_run_that_is_gone_is_no_trouble(db):
    run_import(99)
    preview_import(99)


def test_nothing_is_done_with_what_is_at_its_end(bring):
    run = bring(DEAL)
    before = run.alive_at
    go_on(run)
    run.refresh_from_db()
    assert run.alive_at == before
