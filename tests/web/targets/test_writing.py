"""Drafts, approval, who may do which, and what the audit trail keeps of it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from headway.engine.period import Period
from headway.web.bearers import Bearer, bearer_told
from headway.web.models import AuditEntry, Target
from headway.web.naming import NotUnderstood
from headway.web.targets import approved, writing
from headway.web.targets.access import may_approve_target, may_propose_target, targets_for
from headway.web.trails import told
from tests.web.targets.conftest import wishes_for

MAY = Period(date(2024, 5, 1), date(2024, 6, 1))


def _table(text):
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()[1:]]


@pytest.mark.usefixtures("colleagues", "south")
def test_who_proposes_and_who_approves(request, company, north, bob, carol, ann, alice, eve):
    """
    who   | company | North | Carol | Bob   | Eve
    alice | both    | both  | both  | both  | both
    carol | none    | draft | draft | both  | none
    bob   | none    | none  | none  | draft | none
    eve   | none    | none  | none  | none  | draft
    ann   | none    | none  | none  | none  | none
    """
    words = {(False, False): "none", (True, False): "draft", (True, True): "both"}
    scopes = [Bearer.of(each) for each in (company, north, carol, bob, eve)]
    for who, *wanted in _table(test_who_proposes_and_who_approves.__doc__):
        user = request.getfixturevalue(who)
        ids = [(each.team_id, each.user_id) for each in scopes]
        assert [words[may_propose_target(user, *each), may_approve_target(user, *each)] for each in ids] == wanted


def test_a_draft_holds_when_somebody_else_approved_it(asks, alice, carol, bob, hold, propose):
    """Alice set 3 for Bob; he proposes 4, which only Carol can let hold."""
    hold("deals_won", bob, {5: 3})
    assert propose(bob, bob, {5: 4}) == 1
    assert approved("deals_won", MAY, Bearer.of(bob)) == 3
    with pytest.raises(PermissionDenied):
        writing.approve(asks(bob), targets_for(bob))
    assert writing.approve(asks(carol), writing.approvable_for(asks(carol), writing.drafts_for(asks(carol)))) == 1
    assert approved("deals_won", MAY, Bearer.of(bob)) == 4
    kept = Target.objects.get()
    assert (kept.set_by, kept.approved_by, kept.state) == (bob, carol, "approved")


def test_the_trail_says_who_changed_what_from_what(asks, alice, carol, bob, hold, propose):
    hold("deals_won", bob, {5: 3})
    propose(bob, bob, {5: 4})
    writing.approve(asks(carol), writing.drafts_for(asks(carol)))
    hold("deals_won", bob, {5: None})
    entries = AuditEntry.objects.filter(noun="target").order_by("pk").select_related("actor")
    values = [(each.actor.name, each.verb, (each.before or {}).get("value"), (each.after or {}).get("value"))
              for each in entries]  # fmt: skip
    assert values == [
        ("Alice", "propose", None, "3"),
        ("Alice", "approve", "3", "3"),
        ("Bob", "propose", None, "4"),
        ("Carol", "approve", "3", "4"),
        ("Alice", "remove", "4", None),
    ]
    words = {(each.verb, each.noun) for each in told(alice, entries)}
    assert words == {("proposed", "target"), ("approved", "target"), ("removed", "target")}


def test_a_wish_for_what_holds_already_takes_the_draft_back(bob, hold, propose):
    hold("deals_won", bob, {5: 3})
    assert [propose(bob, bob, {5: value}) for value in (4, 4, 3, 3)] == [1, 0, 1, 0]
    assert list(Target.objects.values_list("state", "value")) == [("approved", 3)]
    assert [propose(bob, bob, {6: 5}), propose(bob, bob, {6: None}), propose(bob, bob, {6: None})] == [1, 1, 0]


def test_all_or_none(asks, carol, north, bob, eve, company):
    wishes = [*wishes_for("deals_won", bob, {5: 3}), *wishes_for("deals_won", company, {5: 3})]
    for write in (writing.propose, writing.establish):
        with pytest.raises(PermissionDenied):
            write(asks(carol), wishes)
    with pytest.raises(PermissionDenied):
        writing.establish(asks(carol), wishes_for("deals_won", north, {5: 3}))
    with pytest.raises(NotUnderstood, match="not below zero"):
        writing.propose(asks(carol), wishes_for("deals_won", bob, {5: 3, 6: -1}))
    assert not Target.objects.exists()


def test_the_owner_approves_all_and_drops_all(asks, alice, bob, eve, north, propose):
    propose(bob, bob, {5: 3})
    propose(eve, eve, {5: 2, 6: 2})
    propose(alice, north, {5: 9})
    assert writing.drop(asks(bob), writing.drafts_for(asks(bob))) == 1
    drafts = writing.drafts_for(asks(alice), metric="deals_won", period=MAY)
    assert writing.approve(asks(alice), writing.approvable_for(asks(alice), drafts)) == 2
    assert writing.counts_for(asks(alice), Period(MAY.start, date(2025, 1, 1))) == [("deals_won", 2, 1)]
    assert writing.counts_for(asks(bob), MAY) == [("deals_won", 1, 0)]


def test_whose_target_a_word_names(alice, carol, bob, eve, north):
    assert bearer_told(bob, "mine") == bearer_told(alice, "user:bob@example.com") == Bearer(user_id=bob.pk)
    assert bearer_told(bob, "team:north") == bearer_told(alice, f"team:{north.pk}") == Bearer(team_id=north.pk)
    assert bearer_told(alice, "company").key == "company"
    for user, text in ((eve, "team:North"), (eve, f"user:{bob.pk}"), (carol, "company"), (alice, "ours")):
        with pytest.raises(NotUnderstood):
            bearer_told(user, text)
