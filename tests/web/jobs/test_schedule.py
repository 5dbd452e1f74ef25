"""The tick: what is due is done, and one failure keeps nothing else from its turn."""

from datetime import date, timedelta

import pytest

from headway.engine.catalogue import catalogue
from headway.engine.definition import Counted, Definition, checked
from headway.web.jobs import daily, every_minute, schedule
from headway.web.jobs.schedule import due_days, tick
from headway.web.models import JobRun
from headway.web.own.keeping import add_metric

pytestmark = pytest.mark.django_db
WEDNESDAY = date(2024, 5, 15)


@pytest.fixture(autouse=True)
def _nothing_else(monkeypatch):
    monkeypatch.setattr(schedule, "_DAILY", {})
    monkeypatch.setattr(schedule, "_EVERY_MINUTE", {})


def _days_done(*days: int) -> None:
    for day in days:
        moment = f"2024-05-{day:02d}T03:00:00+00:00"
        JobRun.objects.create(kind="review", period=f"2024-05-{day:02d}", started_at=moment, finished_at=moment)


@pytest.mark.parametrize(
    ("done", "catch_up", "due"),
    [
        ((), 1, [15]),
        ((), 7, [15]),
        ((15,), 7, []),
        ((14,), 7, [15]),
        ((11,), 7, [12, 13, 14, 15]),
        ((11, 13), 7, [12, 14, 15]),
        ((1,), 3, [13, 14, 15]),
        ((1,), 1, [15]),
    ],
)
def test_days_that_were_missed_are_caught_up(done, catch_up, due):
    _days_done(*done)
    assert [day.day for day in due_days("review", WEDNESDAY, catch_up)] == due


def test_a_daily_job_runs_once_a_day(now):
    days = []

    @daily()
    def upkeep(day, at):
        days.append(day)

    for minute in (0, 1, 60 * 24):
        tick(lambda minute=minute: now + timedelta(minutes=minute))
    assert days == [WEDNESDAY, WEDNESDAY + timedelta(days=1)]


def test_every_minute_is_every_tick(now):
    seen = []

    @every_minute
    def look(at):
        seen.append(at)

    tick(lambda: now)
    tick(lambda: now)
    assert seen == [now, now]


def test_what_recurs_knows_the_company_s_own_metrics(alice, now):
    definition = checked(Definition(label="Big ones", of=Counted(facts="deals", day="won_on")))
    add_metric(definition, by=alice, now=now)
    seen = []

    @every_minute
    def look(at):
        seen.append("big_ones" in catalogue())

    tick(lambda: now)
    assert seen == [True]


def test_one_that_fails_keeps_nothing_from_its_turn(now, caplog):
    seen = []

    @every_minute
    def broken(at):
        raise OSError("The disk is full.")

    @daily()
    def later(day, at):
        seen.append(day)

    tick(lambda: now)
    assert seen == [WEDNESDAY]
    assert "broken failed" in caplog.text
