"""Who decides on a deal: added, moved, weighed and taken out, each on record, and never in a circle."""

import pytest

from headway.web.log import (
    LogProblem,
    add_decision_maker,
    add_person,
    change_decision_maker,
    open_client,
    remove_decision_maker,
    remove_person,
)
from headway.web.models import AuditEntry, DecisionMaker


@pytest.fixture
def add(pump, deal, bob, now):
    """Let a new person of the client decide."""

    def added(name, **fields):
        return add_decision_maker(deal, add_person(pump, name, by=bob, now=now), by=bob, now=now, **fields)

    return added


def _trail():
    entries = AuditEntry.objects.filter(noun="decisionmaker").order_by("pk")
    return [
        (each.verb, each.before and each.before["position"], each.after and each.after["position"]) for each in entries
    ]


def test_each_step_is_on_record_with_what_it_was(add, deal, bob, now):
    ada = add("Ada")
    change_decision_maker(ada, {"position": "agreed", "level": 2}, by=bob, now=now)
    change_decision_maker(ada, {"position": "agreed"}, by=bob, now=now)
    remove_decision_maker(ada, by=bob, now=now)
    assert _trail() == [("add", None, "unknown"), ("change", "unknown", "agreed"), ("remove", "agreed", None)]
    entry = AuditEntry.objects.get(verb="change")
    assert (entry.before["level"], entry.after["level"], entry.actor, entry.after["deal"]) == (1, 2, bob, deal.pk)
    assert not DecisionMaker.objects.exists()


def test_a_position_is_dated_when_it_changes_and_not_by_a_new_level(add, bob, now):
    ada = add("Ada")
    assert ada.position_at is None
    change_decision_maker(ada, {"position": "against"}, by=bob, now=now)
    assert ada.position_at == now
    later = now.replace(hour=20)
    change_decision_maker(ada, {"level": 3}, by=bob, now=later)
    assert ada.position_at == now


def test_whoever_decides_already_stays_as_they_are(add, deal, bob, now):
    ada = add("Ada", position="agreed", level=2)
    again = add_decision_maker(deal, ada.person, by=bob, now=now, level=5)
    assert (again.pk, again.level, again.position) == (ada.pk, 2, "agreed")
    assert len(_trail()) == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"level": 0}, "A level is a number from 1, the highest, to 9."),
        ({"level": 10}, "A level is a number"),
        ({"position": "keen"}, "keen is no position. There are: unknown, against, neutral, agreed."),
    ],
)
def test_what_is_no_level_or_position_is_refused(add, fields, sentence):
    with pytest.raises(LogProblem, match=sentence):
        add("Ada", **fields)
    assert not DecisionMaker.objects.exists()


def test_a_person_of_another_client_and_one_who_left_do_not_decide(add, deal, bob, now):
    pipes = open_client("Pipes", by=bob, now=now)
    with pytest.raises(LogProblem, match="Zoe is a person of another client"):
        add_decision_maker(deal, add_person(pipes, "Zoe", by=bob, now=now), by=bob, now=now)
    ada = add("Ada")
    remove_person(ada.person, by=bob, now=now)
    remove_decision_maker(ada, by=bob, now=now)
    with pytest.raises(LogProblem, match="Ada has left the client"):
        add_decision_maker(deal, ada.person, by=bob, now=now)


def test_nobody_comes_to_report_to_themselves(add, bob, now):
    """Cleo reports to Ben, Ben to Ada: Ada can report to none of them."""
    ada = add("Ada")
    ben = add("Ben", level=2, reports_to=ada.person)
    cleo = add("Cleo", level=3, reports_to=ben.person)
    for superior in (ada, ben, cleo):
        with pytest.raises(LogProblem, match="Ada would come to report to themselves"):
            change_decision_maker(ada, {"reports_to": superior.person}, by=bob, now=now)
    ada.refresh_from_db()
    assert ada.reports_to is None


def test_one_reports_to_somebody_who_decides_on_the_same_deal(add, pump, bob, now):
    ada = add("Ada")
    with pytest.raises(LogProblem, match="Ben does not decide on this deal"):
        change_decision_maker(ada, {"reports_to": add_person(pump, "Ben", by=bob, now=now)}, by=bob, now=now)


def test_whoever_reported_to_somebody_who_goes_reports_to_nobody(add, bob, now):
    ada = add("Ada")
    ben = add("Ben", level=2, reports_to=ada.person)
    id_ = ada.pk
    remove_decision_maker(ada, by=bob, now=now)
    ben.refresh_from_db()
    assert ben.reports_to is None
    entry = AuditEntry.objects.get(noun="decisionmaker", verb="change")
    assert (entry.noun_id, entry.before["reports_to"], entry.after["reports_to"]) == (ben.pk, id_, None)
