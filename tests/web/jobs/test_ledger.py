"""The ledger of recurring jobs: once a period, and again only where it was cut off."""

from datetime import timedelta

import pytest

from headway.web.jobs.ledger import LEASE, run_once
from headway.web.models import JobRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def done():
    """How often the work was done."""
    return []


@pytest.fixture
def work(done):
    return lambda: done.append("once") or {"rows": 3}


def test_a_period_is_worked_on_once(done, work, now):
    assert run_once("prune", "2024-05-15", work, lambda: now)
    assert not run_once("prune", "2024-05-15", work, lambda: now)
    assert done == ["once"]


def test_the_outcome_is_kept(work, now):
    run_once("prune", "2024-05-15", work, lambda: now)
    run = JobRun.objects.get()
    assert (run.outcome, run.started_at, run.finished_at) == ({"rows": 3}, now, now)


def test_other_periods_and_kinds_have_their_own_turn(done, work, now):
    for kind, period in (("prune", "2024-05-15"), ("prune", "2024-05-16"), ("mail", "2024-05-15")):
        assert run_once(kind, period, work, lambda: now)
    assert len(done) == 3


def test_a_run_that_goes_on_is_left_alone(done, work, now):
    JobRun.objects.create(kind="prune", period="2024-05-15", started_at=now)
    assert not run_once("prune", "2024-05-15", work, lambda: now + LEASE - timedelta(seconds=1))


def test_a_run_that_was_cut_off_is_taken_over(done, work, now):
    JobRun.objects.create(kind="prune", period="2024-05-15", started_at=now)
    later = now + LEASE + timedelta(seconds=1)
    assert run_once("prune", "2024-05-15", work, lambda: later)
    run = JobRun.objects.get()
    assert (run.attempts, run.started_at, run.finished_at) == (2, later, later)


def test_what_fails_is_tried_three_times_and_says_why(now):
    def fail() -> None:
        raise OSError("The disk is full.")

    for attempt in range(5):
        moment = now + attempt * (LEASE + timedelta(seconds=1))
        if attempt < 3:
            with pytest.raises(OSError, match="The disk is full"):
                run_once("prune", "2024-05-15", fail, lambda moment=moment: moment)
        else:
            assert not run_once("prune", "2024-05-15", fail, lambda moment=moment: moment)
    run = JobRun.objects.get()
    assert (run.attempts, run.error, run.finished_at) == (3, "OSError: The disk is full.", None)
