"""How the log is read into facts."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from headway.engine.answer import ask
from headway.engine.period import Period
from headway.engine.question import Question
from headway.reports.funnel import FunnelQuestion, funnel
from headway.web.facts import SharedStore, get_store
from headway.web.facts.local import LocalStore
from headway.web.funnels import open_funnel, order_stages
from headway.web.log import move_deal
from headway.web.models import Company, Deal, MoveCause, Stage, User


def test_of_a_deal_of_unknown_entry_the_later_stays_are_known(
    deal: Deal, alice: User, stage: dict[str, Stage], now: datetime
) -> None:
    """
    stage | entered
    New   | nobody knows when
    Offer | 16 May
    """
    Deal.objects.filter(pk=deal.pk).update(is_entry_known=False)
    at = now + timedelta(days=1)
    move_deal(deal, stage["Offer"], cause=MoveCause.CORRECTION, by=alice, now=at)
    with get_store().reading() as facts:
        stays = facts.query("SELECT stage_id, is_entry_known FROM stays ORDER BY number", []).to_pylist()
    known = {each["stage_id"]: each["is_entry_known"] for each in stays}
    assert known == {stage["New"].pk: False, stage["Need"].pk: True, stage["Offer"].pk: True}
    may = Period(date(2024, 5, 1), date(2024, 6, 1))
    qualified = ask(Question(metric="qualified_opportunities", period=may), get_store()).total.value
    report = funnel(get_store(), FunnelQuestion(funnel_id=deal.funnel_id, period=may), at.date())
    assert (qualified, [line.entered for line in report.stages[:3]]) == (1, [0, 1, 1])


def test_stages_stand_in_the_order_of_the_version_in_force_and_in_the_next_one_when_its_day_comes(
    company: Company, tmp_path: Path
) -> None:
    """
    version | in force from | order
    1       | 2020          | New, Need, Won
    2       | 1 June 2024   | Need, New, Won
    3       | 1 July 2024   | Need, Won (New is not in it)
    """
    stages = (("New", "lead"), ("Need", "lead"), ("Won", "won"))
    funnel = open_funnel("Sales", stages, starts_at=datetime(2020, 1, 1, tzinfo=UTC), is_default=True)
    order_stages(funnel, ("Need", "New", "Won"), starts_at=datetime(2024, 6, 1, tzinfo=UTC))
    order_stages(funnel, ("Need", "Won"), starts_at=datetime(2024, 7, 1, tzinfo=UTC))
    path = tmp_path / "facts.duckdb"
    with time_machine.travel(datetime(2024, 5, 15, tzinfo=UTC), tick=False) as clock:
        store = LocalStore(path)
        assert _order(store) == ["New", "Need", "Won"]
        clock.move_to(datetime(2024, 6, 1, tzinfo=UTC))
        assert _order(store) == ["Need", "New", "Won"]
        # Another process takes over, long after the day.
        store.close()
        clock.move_to(datetime(2024, 8, 1, tzinfo=UTC))
        store = LocalStore(path)
        assert _order(store) == ["Need", "Won", "New"]
        store.close()


def test_before_its_first_version_a_funnel_stands_as_it_will(company: Company) -> None:
    stages = (("New", "lead"), ("Need", "lead"), ("Won", "won"))
    with time_machine.travel(datetime(2024, 5, 15, tzinfo=UTC), tick=False):
        open_funnel("Sales", stages, starts_at=datetime(2025, 1, 1, tzinfo=UTC), is_default=True)
        assert _order(get_store()) == ["New", "Need", "Won"]


def test_a_copy_of_another_log_is_made_anew(deal: Deal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = LocalStore(tmp_path / "facts.duckdb")
    store.refresh()
    store.close()
    monkeypatch.setattr("headway.web.facts.source.log_name", lambda: "another")
    # As it stands in the copy, the other log could not even be asked from there on.
    monkeypatch.setattr("headway.web.facts.source.touched_since", pytest.fail)
    store = LocalStore(tmp_path / "facts.duckdb")
    store.refresh()
    store.close()


def _order(store: LocalStore | SharedStore) -> list[str]:
    with store.reading() as facts:
        found = facts.query("SELECT name FROM names WHERE dimension = 'stage' ORDER BY position, id", [])
    return [each["name"] for each in found.to_pylist()]
