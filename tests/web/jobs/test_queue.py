"""The queue: a job is put into it after the commit, and the worker runs it by its name."""

import pytest
from django.db import transaction

from headway.web.jobs import enqueue, job, queue


@pytest.fixture
def put(monkeypatch):
    """What was put into the queue."""
    put = []
    monkeypatch.setattr(queue, "runner", lambda: lambda name, arguments: put.append((name, arguments)))
    return put


@pytest.fixture
def done():
    return []


@pytest.fixture
def double(monkeypatch, done):
    """A job that doubles a number."""
    monkeypatch.setattr(queue, "_JOBS", {})

    @job
    def double(number):
        done.append(2 * number)

    return double


@pytest.mark.django_db(transaction=True)
def test_a_job_waits_for_the_commit(double, put):
    with transaction.atomic():
        enqueue(double, 7)
        assert put == []
    assert [arguments for _, arguments in put] == [(7,)]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_is_rolled_back_takes_its_job_along(double, put):
    with transaction.atomic():
        enqueue(double, 7)
        transaction.set_rollback(True)
    assert put == []


@pytest.mark.django_db(transaction=True)
def test_the_worker_runs_it_by_its_name(double, put, done):
    enqueue(double, 7)
    queue.run_job(*put[0])
    assert done == [14]


def test_what_is_no_job_is_refused():
    with pytest.raises(LookupError, match="test_what_is_no_job_is_refused is no job: put @job above it"):
        enqueue(test_what_is_no_job_is_refused)


@pytest.mark.django_db
def test_a_job_that_fails_is_logged_and_the_worker_goes_on(double, caplog):
    queue.run_job(next(iter(queue._JOBS)), ("seven", "eight"))
    assert "('seven', 'eight') failed" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_the_real_queue_keeps_it_until_the_worker_comes(double, done):
    enqueue(double, 21)
    huey = queue.queue()
    while (task := huey.dequeue()) is not None:
        huey.execute(task)
    assert done == [42]
