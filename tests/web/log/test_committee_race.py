"""Two people on one committee at the same moment: with the deal's lock nobody comes to report in a circle."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

from headway.web.log import LogProblem, add_decision_maker, add_person, change_decision_maker, committee
from headway.web.models import DecisionMaker

# SQLite has one writer, so that there is nothing to race for.
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
_TRIES, _TRIES_TO_GO_WRONG = 12, 60


@pytest.fixture
def circles(pump, deal, bob, now) -> Callable[[], bool]:
    """Let Ada report to Ben while Ben comes to report to Ada; return whether both went through."""
    ada, ben = (add_decision_maker(deal, add_person(pump, name, by=bob, now=now), by=bob, now=now) for name in "AB")

    def write(gate: Barrier, seat: DecisionMaker, superior: DecisionMaker) -> None:
        known = DecisionMaker.objects.select_related("deal", "person").get(pk=seat.pk)
        gate.wait()
        try:
            change_decision_maker(known, {"reports_to": superior.person}, by=bob, now=now)
        except LogProblem:
            pass
        finally:
            connection.close()

    def race() -> bool:
        DecisionMaker.objects.update(reports_to=None)
        gate = Barrier(2)
        threads = [Thread(target=write, args=(gate, *pair)) for pair in ((ada, ben), (ben, ada))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return DecisionMaker.objects.filter(reports_to__isnull=False).count() == 2

    return race


def test_two_who_write_at_once_make_no_circle(circles):
    assert not any(circles() for _ in range(_TRIES))


def test_without_the_lock_they_do(circles, monkeypatch):
    monkeypatch.setattr(committee, "lock_deals", lambda _deals: None)
    assert any(circles() for _ in range(_TRIES_TO_GO_WRONG))
