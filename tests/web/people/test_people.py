"""Users and teams, for the owner; profile and looks, for everybody."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from headway.web.facts import get_store
from headway.web.log import NewContact, book_sale, log_contact, move_deal, set_step
from headway.web.log.next_steps import NewStep
from headway.web.models import AuditEntry, Currency, Membership, Team, User
from headway.web.people.staff import change_user


@pytest.mark.parametrize("address", ["/people", "/people/new", "/people/teams/new"])
def test_only_the_owner_sees_people(browser, alice, bob, carol, ann, address):
    answers = {user.name: browser(user).get(address).status_code for user in (alice, bob, carol, ann)}
    assert answers == {"Alice": 200, "Bob": 403, "Carol": 403, "Ann": 403}


def test_alice_adds_a_rep_who_chooses_a_password_by_the_link_and_signs_in(browser, client, alice, north):
    form = {"name": "Mallory", "email": "Mallory@Example.com", "role": "rep", "team": north.pk, "is_active": "on"}
    page = browser(alice).post("/people/new", form, follow=True).text
    mallory = User.objects.get(email="mallory@example.com")
    assert Membership.objects.get(user=mallory).team == north
    (link,) = re.findall(r'value="http://testserver(/account/password/reset/key/[^"]+)"', page)
    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": "tall green ladders", "password2": "tall green ladders"})
    signed_in = client.post("/account/login/", {"login": "mallory@example.com", "password": "tall green ladders"})
    assert signed_in.headers["Location"] == "/"


def test_a_second_user_with_an_e_mail_is_refused(browser, alice, bob):
    form = {"name": "Bob", "email": "BOB@example.com", "role": "rep", "is_active": "on"}
    answer = browser(alice).post("/people/new", form)
    assert "Somebody with this e-mail is here already" in answer.text


def test_a_head_of_sales_leads_a_team(browser, alice, bob):
    form = {"name": "Bob", "email": bob.email, "role": "head", "team": "", "is_active": "on"}
    answer = browser(alice).post(f"/people/{bob.pk}", form)
    assert "A head of sales leads a team: choose it." in answer.text


def test_a_new_team_counts_from_today_and_the_former_one_keeps_the_past(browser, alice, bob, north, south):
    form = {"name": "Bob", "email": bob.email, "role": "rep", "team": south.pk, "is_active": "on"}
    browser(alice).post(f"/people/{bob.pk}", form)
    teams = [(str(each.starts_on), each.team) for each in Membership.objects.filter(user=bob).order_by("starts_on")]
    assert teams == [("0001-01-01", north), ("2024-05-15", south)]
    assert AuditEntry.objects.get(verb="change", noun="user").after["team"] == south.pk


def test_who_left_cannot_sign_in_and_keeps_what_they_did(browser, client, alice, bob, deal):
    form = {"name": "Bob", "email": bob.email, "role": "rep", "team": bob.team_id}
    browser(alice).post(f"/people/{bob.pk}", form)
    client.post("/account/login/", {"login": bob.email, "password": "correct horse battery"})
    assert client.get("/").status_code == 302
    deal.refresh_from_db()
    assert deal.owner == bob


@pytest.mark.parametrize("change", [{"role": "rep"}, {"is_active": None}])
def test_the_only_owner_stays(browser, alice, change):
    form = {"name": "Alice", "email": alice.email, "role": "owner", "is_active": "on"} | change
    answer = browser(alice).post(f"/people/{alice.pk}", {name: value for name, value in form.items() if value})
    assert "This is the only owner who can sign in." in answer.text
    alice.refresh_from_db()
    assert (alice.role, alice.is_active) == ("owner", True)


def test_a_new_link_lets_somebody_choose_another_password(browser, alice, bob):
    assert "/account/password/reset/key/" in browser(alice).post(f"/people/{bob.pk}/invite").text
    assert "/account/password/reset/key/" not in browser(alice).get(f"/people/{bob.pk}").text


def test_a_team_is_added_and_renamed(browser, alice, company):
    alices = browser(alice)
    alices.post("/people/teams/new", {"name": "East"})
    east = Team.objects.get()
    alices.post(f"/people/teams/{east.pk}", {"name": "Far East"})
    assert Team.objects.get().name == "Far East"


def test_a_profile_keeps_language_theme_and_time_zone(browser, bob):
    bobs = browser(bob)
    bobs.post("/profile", {"name": "Bob", "language": "hu", "theme": "dark", "time_zone": "Asia/Almaty"})
    bob.refresh_from_db()
    assert (bob.language, bob.theme, bob.time_zone) == ("hu", "dark", "Asia/Almaty")
    page = bobs.get("/profile")
    assert page.headers["Content-Language"] == "hu"
    assert 'data-theme="dark"' in page.text


def test_nonsense_in_a_profile_is_told(browser, bob):
    assert browser(bob).post("/profile", {"name": ""}).status_code == 422


def test_the_look_is_kept_with_the_user_and_before_signing_in_by_a_cookie(browser, client, bob):
    browser(bob).post("/appearance", {"theme": "dark"})
    bob.refresh_from_db()
    assert bob.theme == "dark"
    client.post("/appearance", {"theme": "light", "language": "ru"})
    page = client.get("/account/login/")
    assert 'data-theme="light"' in page.text
    assert page.headers["Content-Language"] == "ru"


@pytest.mark.parametrize("form", [{"theme": "pink"}, {"language": "xx"}])
def test_a_look_that_there_is_not_changes_nothing(browser, bob, form):
    answer = browser(bob).post("/appearance", {**form, "next": "https://elsewhere.example.com/"})
    bob.refresh_from_db()
    assert (bob.theme, bob.language, answer.headers["Location"]) == ("", "", "/")


def test_a_new_name_of_ones_own_stands_in_the_numbers_at_once(browser, bob):
    assert _names_of_reps() == ["Bob"]
    browser(bob).post("/profile", {"name": "Robert", "language": "", "theme": "", "time_zone": ""})
    assert _names_of_reps() == ["Robert"]


def _names_of_reps():
    with get_store().reading() as facts:
        found = facts.query("SELECT name FROM names WHERE dimension = 'rep' ORDER BY name", []).to_pylist()
    return [each["name"] for each in found]


def test_a_rep_who_changes_teams_takes_the_deals_along(alice, bob, deal, north, south, now):
    """A deal counts for the team that its owner is in now; the contacts of before stay with the former one."""
    assert _teams_of_deals() == [north.pk]
    change_user(bob, {"team": south}, by=alice, now=now)
    assert _teams_of_deals() == [south.pk]


def test_who_is_taken_out_of_a_team_counts_no_longer_in_it_and_the_past_stays(browser, alice, bob, pump, north, now):
    """
    written                 | happened | counts for
    before Bob left         | 14 May   | North
    before Bob left         | 15 May   | none: the day on which he left
    after Bob left, late    | 14 May   | North
    after Bob left          | 15 May   | none
    """
    _call(pump, bob, now - timedelta(days=1))
    _call(pump, bob, now)
    form = {"name": "Bob", "email": bob.email, "role": "rep", "team": "", "is_active": "on"}
    browser(alice).post(f"/people/{bob.pk}", form)
    _call(pump, bob, now - timedelta(days=1))
    _call(pump, bob, now + timedelta(minutes=30))
    assert _teams_of_contacts() == [("2024-05-14", north.pk, 2), ("2024-05-15", None, 2)]
    (membership,) = Membership.objects.filter(user=bob)
    assert (membership.team, str(membership.ends_on)) == (north, "2024-05-15")


def test_a_sale_and_a_win_of_the_day_of_leaving_count_for_no_team(alice, bob, deal, stage, north, now):
    book_sale(deal.client, amount=5, currency=Currency.objects.first(), sold_on=now.date(), by=bob, rep=bob, now=now)
    move_deal(deal, stage["Won"], cause="client", by=bob, now=now)
    change_user(bob, {"team": None}, by=alice, now=now)
    with get_store().reading() as facts:
        found = facts.query("SELECT team_id, winner_team_id, (SELECT team_id FROM sales) AS sold FROM deals", [])
    assert found.to_pylist() == [{"team_id": None, "winner_team_id": None, "sold": None}]


def test_out_and_in_again_leaves_a_gap(alice, bob, pump, north, now):
    """
    day    | Bob is in
    14 May | North
    15 May | none
    18 May | North
    """
    change_user(bob, {"team": None}, by=alice, now=now)
    change_user(bob, {"team": north}, by=alice, now=now + timedelta(days=3))
    days = [now + timedelta(days=days) for days in (-1, 0, 2, 3, 4)]
    for day in days:
        _call(pump, bob, day)
    teams = [north.pk, None, None, north.pk, north.pk]
    assert _teams_of_contacts() == [(str(day.date()), team, 1) for day, team in zip(days, teams, strict=True)]


def test_to_another_team_and_back_on_one_day_is_no_change(alice, bob, pump, north, south, now):
    for team in (south, None, north):
        change_user(bob, {"team": team}, by=alice, now=now)
    _call(pump, bob, now - timedelta(days=1))
    _call(pump, bob, now)
    assert _teams_of_contacts() == [("2024-05-14", north.pk, 1), ("2024-05-15", north.pk, 1)]


def test_what_was_done_before_the_first_team_counts_for_none(alice, ann, pump, north, now):
    change_user(ann, {"role": "rep", "team": north}, by=alice, now=now)
    _call(pump, ann, now - timedelta(days=1))
    assert _teams_of_contacts() == [("2024-05-14", None, 1)]


def _call(client, rep, at):
    new = NewContact(uid=uuid4(), client=client, rep=rep, kind="call", happened_at=at)
    return log_contact(new, by=rep, now=at)


def _teams_of_contacts():
    with get_store().reading() as facts:
        select = "SELECT happened_on, team_id, count(*) AS n FROM contacts GROUP BY ALL ORDER BY 1, 2 NULLS LAST"
        return [(str(row["happened_on"]), row["team_id"], row["n"]) for row in facts.query(select, []).to_pylist()]


def _teams_of_deals():
    with get_store().reading() as facts:
        return [each["team_id"] for each in facts.query("SELECT team_id FROM deals", []).to_pylist()]


def test_who_is_switched_off_leaves_deals_and_steps_to_hand_over(browser, alice, bob, deal, pump, now):
    form = {"name": "Bob", "email": bob.email, "role": "rep", "team": bob.team_id}
    step = NewStep(uid=uuid4(), due_on=now.date(), kind="call")
    set_step(step, client=pump, deal=deal, rep=bob, by=bob, now=now)
    assert "open deal" not in browser(alice).post(f"/people/{bob.pk}", form | {"is_active": "on"}, follow=True).text
    page = browser(alice).post(f"/people/{bob.pk}", form, follow=True).text
    assert "Bob may not sign in any more. What is still to be done:" in page
    assert re.search(rf'href="/deals\?outcome=open&amp;owner={bob.pk}">1 open deal</a>', page)
    assert re.search(rf'href="/steps\?rep={bob.pk}">1 next step</a>', page)
    assert "Two pumps" in browser(alice).get(f"/deals?outcome=open&owner={bob.pk}").text
    assert "Pump Ltd" in browser(alice).get(f"/steps?rep={bob.pk}").text
