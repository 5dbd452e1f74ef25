"""Whose something is: found by its words, and told by what a question is narrowed to."""

import pytest

from headway.engine.question import Filters, Scope
from headway.web.access import scope_for
from headway.web.bearers import Bearer, bearer_told, borne_by
from headway.web.models import Plan
from headway.web.naming import NotUnderstood


def test_whose_it_is_has_one_word_for_addresses_and_one_for_people(company, north, bob):
    keys = [Bearer.of(each).key for each in (company, north, bob)]
    assert keys == ["company", f"team:{north.pk}", f"rep:{bob.pk}"]
    assert [bearer_told(bob, key) for key in keys[1:]] == [Bearer.of(north), Bearer.of(bob)]
    assert Bearer.bearing(Plan(team=north)) == Bearer.of(north) != Bearer.of(bob)
    assert [Bearer(team_id=north.pk).words, Bearer(user_id=bob.pk).words, Bearer().words] == [
        "team:North", "rep:Bob", "company",
    ]  # fmt: skip
    assert [Bearer(user_id=bob.pk).label, Bearer().label] == ["Bob", "The company"]


def test_a_team_s_rows_are_of_then_and_its_work_is_of_now(north, bob, carol):
    assert Bearer.of(north).scope == Scope(team_ids=frozenset({north.pk}))
    assert Bearer.of(north).scope_now == Scope(rep_ids=frozenset({bob.pk, carol.pk}))
    assert Bearer.of(bob).scope == Bearer.of(bob).scope_now
    assert Bearer().scope == Bearer().scope_now == Scope()


def test_files_of_before_call_a_rep_a_user(alice, bob):
    assert bearer_told(alice, "user:bob@example.com") == bearer_told(alice, "rep:Bob") == bearer_told(bob, "mine")


@pytest.mark.parametrize(
    ("who", "narrowed", "whose"),
    [
        ("alice", {}, "company"),
        ("carol", {}, "team"),
        ("bob", {}, "rep"),
        ("alice", {"rep": "bob"}, "rep"),
        ("alice", {"team": "north"}, "team"),
        # His own rows alone are not the team's.
        ("bob", {"team": "north"}, None),
        ("carol", {"rep": "eve"}, None),
        ("alice", {"rep": "bob", "team": "north"}, None),
        ("alice", {"rep": "bob", "kind": None}, None),
    ],
)
def test_a_narrowing_is_of_one_or_of_nobody(request, north, bob, who, narrowed, whose):
    keys = {name: request.getfixturevalue(value).pk if value else "add_on" for name, value in narrowed.items()}
    filters = Filters(**{name: frozenset({key}) for name, key in keys.items()})
    expected = {"company": Bearer(), "team": Bearer.of(north), "rep": Bearer.of(bob), None: None}[whose]
    user = request.getfixturevalue(who)
    assert borne_by(user, filters, scope_for(user)) == expected


def test_several_are_nobody(alice, bob, eve):
    both = Filters(rep=frozenset({bob.pk, eve.pk}))
    assert borne_by(alice, both, scope_for(alice)) is None


def test_whom_one_does_not_see_is_not_found(bob):
    for text in ("company", "rep:Eve", "everybody"):
        with pytest.raises(NotUnderstood) as refusal:
            bearer_told(bob, text, "for")
        assert refusal.value.field in {"for", "person"}
