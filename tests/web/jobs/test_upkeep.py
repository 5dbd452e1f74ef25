"""Daily upkeep: old change numbers, sessions and ledger rows leave, fresh ones stay."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from headway.web.jobs import upkeep
from headway.web.jobs.ledger import run_once
from headway.web.jobs.schedule import kind_of
from headway.web.log.changes import note_changes
from headway.web.models import Change, FactNoun, JobRun

pytestmark = pytest.mark.django_db


def _prune(now) -> None:
    run_once(
        kind_of(upkeep.prune_changes),
        now.date().isoformat(),
        lambda: upkeep.prune_changes(now.date(), now),
        lambda: now,
    )


def test_changes_stay_for_a_week_at_the_least(company, now):
    """
    day | noted | after pruning
    1   | 1, 2  | 1, 2
    2   | 3     | 1, 2, 3
    8   | 4     | 3, 4          the changes up to the run of day 1 are a week old
    9   |       | 4
    """
    left = {}
    for day, noted in ((1, (1, 2)), (2, (3,)), (8, (4,)), (9, ())):
        note_changes(FactNoun.DEAL, noted)
        _prune(now + timedelta(days=day))
        left[day] = [change.noun_id for change in Change.objects.filter(noun="deal").order_by("pk")]
    assert left == {1: [1, 2], 2: [1, 2, 3], 8: [3, 4], 9: [4]}


def test_many_changes_leave_in_parts(company, now, monkeypatch):
    monkeypatch.setattr(upkeep, "_AT_ONCE", 3)
    note_changes(FactNoun.DEAL, range(10))
    _prune(now)
    _prune(now + timedelta(days=7))
    assert JobRun.objects.latest("pk").outcome["dropped"] == 10
    assert not Change.objects.exists()


def test_expired_sessions_leave(now):
    Session.objects.create(session_key="old", expire_date=now - timedelta(seconds=1))
    Session.objects.create(session_key="new", expire_date=now + timedelta(seconds=1))
    assert upkeep.drop_expired_sessions(now.date(), now) == {"dropped": 1}
    assert Session.objects.get().session_key == "new"


def test_the_ledger_forgets_after_three_months(now):
    for days in (91, 89):
        JobRun.objects.create(kind="prune", period=str(days), started_at=now - timedelta(days=days))
    assert upkeep.prune_ledger(now.date(), now) == {"dropped": 1}
    assert JobRun.objects.get().period == "89"
