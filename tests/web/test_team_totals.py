"""A rep's view of the team: its totals, one figure each, on the page, in the API and on the command line alike."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.test import Client as Browser

from headway.engine.catalogue import catalogue
from headway.engine.metric import Grade
from headway.engine.period import Period
from headway.web.asking import Asker, Words, answer_to, question_of, rows_of
from headway.web.clock import now as clock
from headway.web.log import NewContact, log_contact
from headway.web.models import Membership
from headway.web.naming import NotUnderstood
from headway.web.people.staff import change_user
from headway.web.team_totals import is_large_enough
from tests.web.diary import told, write

pytestmark = pytest.mark.any_database

DIARY = """
    when             | rep  | deal | kind    | stage after
    2024-05-02 09:00 | Bob  | pump | meeting | Offer
    2024-05-03 09:00 | Bob  | pump | call    | Won
    2024-05-06 09:00 | Vera | tank | call    | Need
    2024-05-08 09:00 | Ken  | pipe | call    | Lost
    2024-05-09 09:00 | Eve  | hose | call    | Offer
"""
MAY = "2024-05"


@pytest.fixture
def team(funnel, alice, carol, bob, eve, colleagues):
    write(DIARY)


def _asker(user, now):
    return Asker(user, None, now)


def _ask(user, now, name, **words):
    return question_of(_asker(user, now), name, Words(period=MAY, **words))


@pytest.fixture
def page_of(now):
    def read(user, address):
        browser = Browser()
        browser.force_login(user)
        return browser.get(address)

    return read


def _values(page):
    return {name: value for value, name in re.findall(r'value="([^"]*)" data-metric="([^"]+)"', page)}


@pytest.mark.usefixtures("team")
def test_bobs_team_total_is_what_the_head_of_the_team_sees(bob, carol, now):
    of_bob = {name: answer_to(_ask(bob, now, name, scope="team")).total for name in catalogue()}
    assert of_bob == {name: answer_to(_ask(carol, now, name)).total for name in catalogue()}


@pytest.mark.usefixtures("team")
def test_the_total_holds_the_colleagues_work_and_nobodys_of_another_team(bob, now):
    assert answer_to(_ask(bob, now, "contacts")).total.value == 2
    assert answer_to(_ask(bob, now, "contacts", scope="team")).total.value == 4


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize(
    "words", [{"by": ("rep",)}, {"by": ("day",)}, {"filters": {"rep": ["Bob"]}}, {"filters": {"source": ["none"]}}]
)
def test_a_total_is_neither_cut_nor_narrowed(bob, now, words):
    with pytest.raises(NotUnderstood, match="Only the total can be asked for here"):
        _ask(bob, now, "contacts", scope="team", **words)


@pytest.mark.usefixtures("team")
def test_a_total_has_no_rows(bob, now):
    with pytest.raises(NotUnderstood, match="without its rows"):
        rows_of(_ask(bob, now, "contacts", scope="team"))


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize(
    ("who", "sentence"), [("alice", "You see every team"), ("ann", "You see every team"), ("eve", "from 3 reps on")]
)
def test_who_has_no_total_is_told_why(request, now, who, sentence):
    with pytest.raises(NotUnderstood, match=sentence):
        _ask(request.getfixturevalue(who), now, "contacts", scope="team")


@pytest.mark.usefixtures("team")
def test_a_rep_without_a_team_and_a_scope_that_there_is_not(alice, bob, now):
    with pytest.raises(NotUnderstood, match="'world' is not known here"):
        _ask(bob, now, "contacts", scope="world")
    change_user(bob, {"team": None}, by=alice, now=now)
    with pytest.raises(NotUnderstood, match="You are in no team"):
        _ask(bob, now, "contacts", scope="team")


@pytest.mark.usefixtures("team")
def test_of_a_small_team_the_total_would_tell_a_colleagues_number(alice, bob, colleagues, north, now):
    """
    rep  | in the North
    Bob  | always
    Vera | always
    Ken  | until 14 May
    """
    change_user(colleagues[1], {"team": None}, by=alice, now=now - timedelta(days=1))
    with pytest.raises(NotUnderstood, match="a colleague's number"):
        _ask(bob, now, "contacts", scope="team")


@pytest.mark.parametrize(
    ("period", "is_enough"),
    [
        ("2024-01-01..2024-02-01", False),
        ("2024-02-01..2024-03-01", False),
        ("2024-02-01..2024-03-02", True),
        ("2024-06-01..2024-07-01", True),
        ("2024-07-01..2024-08-01", False),
    ],
)
def test_enough_reps_were_in_the_team_at_some_time_of_the_days_asked_for(
    bob, carol, colleagues, north, south, now, period, is_enough
):
    """
    rep  | in the North
    Bob  | always; a head counts for nothing here
    Vera | from 1 March
    Ken  | until 1 July, then in the South, then back from 1 September
    """
    vera, ken = colleagues
    Membership.objects.filter(user=vera).update(starts_on=date(2024, 3, 1))
    Membership.objects.create(user=ken, team=south, starts_on=date(2024, 7, 1))
    Membership.objects.create(user=ken, team=north, starts_on=date(2024, 9, 1))
    assert is_large_enough(north.pk, Period.parse(period, now.date())) is is_enough


@pytest.mark.usefixtures("team")
@pytest.mark.any_database
@pytest.mark.parametrize("tab", ["", "analysis"])
def test_the_page_shows_totals_that_lead_nowhere(page_of, bob, tab):
    page = page_of(bob, f"/numbers?period={MAY}&scope=team&tab={tab}").text
    wanted = [each.name for each in catalogue().values() if (each.grade is Grade.VOLUME) == bool(tab)]
    values = {name: answer_to(_ask(bob, clock(), name, scope="team")).total.value for name in wanted}
    assert _values(page) == {name: "" if value is None else str(value) for name, value in values.items()}
    assert "/rows?" not in page
    assert 'name="rep"' not in page
    assert "The totals of the team North." in told(page)


@pytest.mark.usefixtures("team")
def test_the_page_of_a_metric_shows_one_figure_and_no_lines(page_of, bob):
    page = page_of(bob, f"/numbers/contacts?period={MAY}&scope=team").text
    assert re.findall(r'data-value="([^"]*)"', page) == ["4"]
    assert "/rows?" not in page
    assert "Cut by" not in page


@pytest.mark.usefixtures("team")
def test_a_rep_chooses_between_their_own_numbers_and_the_teams(page_of, alice, bob, carol):
    page = page_of(bob, f"/numbers?period={MAY}&rep={bob.pk}").text
    assert f'href="?period={MAY}&amp;scope=team"' in page
    for other in (alice, carol):
        assert "scope=team" not in page_of(other, f"/numbers?period={MAY}").text


@pytest.mark.usefixtures("team")
def test_a_small_team_reads_why_there_is_no_total(page_of, eve):
    for address in ("/numbers", "/numbers/contacts"):
        answer = page_of(eve, f"{address}?period={MAY}&scope=team")
        assert (answer.status_code, "data-value" in answer.text, _values(answer.text)) == (200, False, {})
        assert "from 3 reps on" in told(answer.text)


@pytest.mark.usefixtures("team")
def test_a_contact_of_a_colleague_moves_the_total_at_once(pump, bob, colleagues, now):
    before = answer_to(_ask(bob, now, "contacts", scope="team")).total.value
    new = NewContact(uid=uuid.uuid4(), client=pump, rep=colleagues[0], kind="call", happened_at=now)
    log_contact(new, by=colleagues[0], now=now)
    assert answer_to(_ask(bob, now, "contacts", scope="team")).total.value == before + 1
