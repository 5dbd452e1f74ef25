"""Reps of a file: who is made, who is matched, and whose role and team are theirs."""

from headway.web.imports.running.work import go_on
from headway.web.imports.undoing.take_back import take_back
from headway.web.models import Contact, Membership, Role, Team, User
from headway.web.people.staff import change_user
from tests.web.imports.conftest import CONTACTS, REPS

TEAMS = """
rep | team | head | email
Bob | East | Hal  |
Zoe | East | Hal  | zoe@example.com
"""
DEAL = "deal|client|owner|stage|entered|closed\nA|Acme|Kim|Won|2024-01-02|2024-02-02"


def test_new_reps_come_with_their_team_and_their_head_leads_it(bring, company):
    run = bring(TEAMS, REPS, "reps.csv")
    assert run.counts["new"]["reps"] == 3
    assert list(User.objects.exclude(name="Alice").values_list("name", "email", "role", "team__name")) == [
        ("Bob", "bob@import.invalid", "rep", "East"),
        ("Hal", "hal@import.invalid", "head", "East"),
        ("Zoe", "zoe@example.com", "rep", "East"),
    ]
    assert Membership.objects.count() == 3


def test_somebody_who_was_here_keeps_role_and_team(bring, bob, carol, north):
    """
    Bob is in the North already, Carol heads it; the file puts Bob into the East under Carol.
    """
    run = bring("rep|team|head|email\nBob|East|Carol|", REPS, "reps.csv")
    bob.refresh_from_db()
    carol.refresh_from_db()
    assert (bob.team, bob.role, carol.team, carol.role) == (north, Role.REP, north, Role.HEAD)
    assert (run.counts["new"]["reps"], run.counts["changed"]) == (0, 0)


def test_a_rep_without_a_team_joins_one_and_the_past_counts_for_it(bring, alice, company, ask, now):
    bring(DEAL)
    bring("deal|id|at|kind|rep|after\nA|1|2024-01-05 10:00|call|Kim|", CONTACTS, "calls.csv")
    assert ask("SELECT team_id, (SELECT winner_team_id FROM deals) FROM contacts") == [(None, None)]
    run = bring("rep|team|head|email\nKim|West||", REPS, "reps.csv")
    west = Team.objects.get(name="West")
    assert run.counts["changed"] == 1
    assert ask("SELECT team_id, (SELECT winner_team_id FROM deals) FROM contacts") == [(west.pk, west.pk)]
    take_back(run, by=alice, now=now)
    go_on(run)
    assert ask("SELECT team_id, (SELECT winner_team_id FROM deals) FROM contacts") == [(None, None)]
    assert not Team.objects.filter(name="West").exists()


def test_a_file_puts_nobody_back_who_was_taken_out_of_a_team(bring, alice, bob, north, now):
    change_user(bob, {"team": None}, by=alice, now=now)
    run = bring("rep|team|head|email\nBob|North||\nBob|East||", REPS, "reps.csv")
    bob.refresh_from_db()
    assert (bob.team, run.counts["changed"]) == (None, 0)


def test_people_are_matched_by_e_mail_before_name_and_by_name_in_any_case(bring, bob, eve):
    bring("rep|team|head|email\nRobert|||bob@example.com\nEVE|||", REPS, "reps.csv")
    assert set(User.objects.values_list("name", flat=True)) == {"Alice", "Bob", "Eve"}


def test_names_without_latin_letters_get_an_address_too_and_two_of_one_address_differ(bring, company):
    bring("rep|team|head|email\nИван Петров|||\nA.B|||\nA B|||", REPS, "reps.csv")
    addresses = list(User.objects.exclude(name="Alice").values_list("email", flat=True))
    assert len(set(addresses)) == 3
    assert all(address.endswith("@import.invalid") for address in addresses)


def test_a_rep_of_the_file_who_can_sign_in_by_now_stays_when_it_is_taken_back(bring, alice, now):
    run = bring(TEAMS, REPS, "reps.csv")
    zoe = User.objects.get(name="Zoe")
    zoe.set_password("correct horse battery")
    zoe.save()
    take_back(run, by=alice, now=now)
    go_on(run)
    assert set(User.objects.values_list("name", flat=True)) == {"Alice", "Zoe"}
    assert not Contact.objects.exists()
