"""What is learnt is worked out once for all who ask, until the log changes; little is kept."""

from datetime import date, datetime, timedelta

import pytest

from headway.engine.period import Period
from headway.engine.question import Scope
from headway.web.forecasts import forecast_of
from headway.web.forecasts.learnt import Learnt
from headway.web.forecasts.remembering import Remembering
from headway.web.log import move_deal

MAY, TODAY = Period(date(2024, 5, 1), date(2024, 6, 1)), date(2024, 5, 15)


@pytest.fixture
def reads(monkeypatch) -> list[tuple[object, ...]]:
    """The days of which something was learnt, each time."""
    told, read = [], Learnt.read
    monkeypatch.setattr(Learnt, "read", lambda *asked: told.append(asked[2:]) or read(*asked))
    return told


def test_who_asks_the_same_is_told_the_same_until_a_deal_moves(deals, stage, bob, eve, now: datetime, reads):
    """One deal was won in May. Then the fresh one is won too, and a week later somebody asks as of today again."""
    company = forecast_of(Scope(), MAY, TODAY)
    assert forecast_of(Scope(), MAY, TODAY) is company
    of_reps = [forecast_of(Scope(rep_ids=frozenset({rep.pk})), MAY, TODAY) for rep in (bob, eve)]
    assert [each.number.certain for each in (company, *of_reps)] == [1, 1, 0]
    assert len(reads) == 1
    forecast_of(Scope(), MAY, TODAY - timedelta(days=1))
    assert len(reads) == 2
    move_deal(deals["fresh"], stage["Won"], cause="client", by=bob, now=now, happened_at=now)
    after = forecast_of(Scope(), MAY, TODAY)
    assert (after.number.certain, len(after.deals), len(reads)) == (2, len(company.deals) - 1, 3)
    assert forecast_of(Scope(), MAY, TODAY) is after


def test_the_latest_few_are_kept_of_the_version_that_holds():
    class Store:
        pass

    held, store, asked = Remembering(2), Store(), []

    def ask(key, version=(("position", "1"),), of=store):
        return held.answer(of, version, key, lambda: asked.append(key) or len(asked))

    # The first one was asked for again, so the second goes when a third comes.
    assert [ask(key) for key in "abaca"] == [1, 2, 1, 3, 1]
    assert [ask("b"), ask("a", (("position", "2"),)), ask("c", of=Store())] == [4, 5, 6]
    # Of an engine outside nobody says how it stands.
    assert [ask("a", None), ask("a", None)] == [7, 8]
