"""The evening review for all doors: working days, who is ranked, who had no contact."""

from datetime import date, timedelta

import pytest

from headway.reports.ranking import Verdict
from headway.web.asking import Asker, Words
from headway.web.evening import evening_of
from headway.web.models import Company, Membership, User
from headway.web.people.staff import change_user
from headway.web.working_days.writing import enter_absence, overrule_day
from tests.web.diary import write


@pytest.fixture
def told(funnel, alice, carol, bob, eve, now):
    write("""
        when             | rep | deal | kind    | stage after
        2024-05-14 08:00 | Bob | pump | meeting | Offer
        2024-05-15 08:00 | Bob | pump | call    | Decision
        2024-05-15 09:00 | Eve | pipe | call    | Need
    """)

    def ask(user, period="this week", **filters):
        asker = Asker(user, Company.objects.get(), now)
        return evening_of(asker, Words(period=period, filters={name: [text] for name, text in filters.items()}))

    return ask


def _days(evening):
    return {line.rep_id: line.days for line in evening.ranking.lines}


def test_days_that_have_not_come_are_no_working_days(told, alice, bob, eve):
    """It is Wednesday."""
    assert _days(told(alice)) == {bob.pk: 3, eve.pk: 3}
    assert _days(told(alice, "2024-05-15")) == {bob.pk: 1, eve.pk: 1}
    assert _days(told(alice, "all")) == {bob.pk: 2, eve.pk: 2}


def test_absences_and_the_days_of_the_company_are_no_working_days(told, alice, bob, eve, now):
    """Monday is free for all, Bob is away on Tuesday and for half of Wednesday."""
    overrule_day(date(2024, 5, 13), is_worked=False, by=alice, now=now)
    enter_absence(bob, date(2024, 5, 14), date(2024, 5, 14), by=bob, now=now)
    enter_absence(bob, date(2024, 5, 15), date(2024, 5, 15), is_half=True, by=bob, now=now)
    assert _days(told(alice)) == {bob.pk: 0.5, eve.pk: 2}


def test_working_days_are_those_in_the_team_that_is_asked_about(told, alice, carol, bob, north, south):
    """Bob was in the South until Tuesday."""
    Membership.objects.filter(user=bob).update(team=south)
    Membership.objects.create(user=bob, team=north, starts_on=date(2024, 5, 14))
    assert _days(told(carol))[bob.pk] == 2
    assert _days(told(alice, team="North"))[bob.pk] == 2
    assert _days(told(alice))[bob.pk] == 3


def test_who_sells_and_had_no_contact_is_there_too(told, carol, north):
    idle = User.objects.create_user("ivy@example.com", None, name="Ivy", team=north)
    gone = User.objects.create_user("gus@example.com", None, name="Gus", team=north, is_active=False)
    Membership.objects.create(user=idle, team=north)
    evening = told(carol)
    assert [(rep.name, rep.effective) for rep in evening.reps] == [("Bob", 2), ("Ivy", 0)]
    assert _days(evening)[idle.pk] == 3
    assert gone.pk not in _days(evening)


def test_a_part_of_the_contacts_ranks_nobody(told, alice, bob, eve):
    assert told(alice, kind="call").ranking is None
    assert told(alice, rep="Bob").ranking is None
    assert told(bob).ranking is None
    assert [rep.name for rep in told(alice, rep="Bob").reps] == ["Bob"]
    assert _days(told(alice, team="South")) == {eve.pk: 3}


def _made_of(ranking):
    return [(line.rep_id, line.shrunk, line.standing) for line in ranking.lines], ranking.team_rate, ranking.chance


def test_who_leads_is_listed_and_not_compared_with_those_who_sell(told, alice, carol, bob, eve):
    """Eve has ten effective contacts, Bob two; Carol, head of sales, has one."""
    lines = "".join(f"\n2024-05-15 10:0{n} | Eve | mill{n} | call | Need" for n in range(9))
    write(f"when | rep | deal | kind | stage after{lines}")
    before = told(alice)
    write("""
        when             | rep   | deal | kind | stage after
        2024-05-15 11:00 | Carol | barn | call | Need
    """)
    evening = told(alice)
    assert _made_of(evening.ranking) == _made_of(before.ranking)
    assert evening.share_chance == before.share_chance
    assert evening.ranking.verdict is Verdict.DIFFERENT
    assert [(rep.name, rep.effective) for rep in evening.in_order] == [("Eve", 10), ("Bob", 2), ("Carol", 1)]


def test_bouncing_a_deal_does_not_raise_the_ranked_rate(told, alice, bob):
    """Bob takes the pump, which stood on Decision, back and forward three times; the log counts each of them."""
    before = told(alice)
    back_and_forward = "".join(
        f"\n2024-05-15 {10 + n}:{minute} | Bob | bounced | call | {stage}"
        for n in range(4)
        for minute, stage in (("00", "Offer"), ("30", "Need"))
    )
    write(f"when | rep | deal | kind | stage after{back_and_forward}")
    evening = told(alice)
    [line] = [each for each in evening.ranking.lines if each.rep_id == bob.pk]
    assert [rep.effective for rep in evening.reps if rep.rep_id == bob.pk] == [6]
    assert (line.counted, line.rate) == (3, 1)
    assert _days(evening) == _days(before)


def test_ground_regained_counts_after_the_days_of_the_company_and_new_ground_always(told, alice, bob):
    """The barn regains Offer a month after it slipped; the mill goes back to Need, and at once further than ever."""
    write("""
        when             | rep | deal | kind | stage after
        2024-04-15 08:00 | Bob | barn | call | Offer
        2024-04-15 09:00 | Bob | barn | call | Need
        2024-05-15 10:00 | Bob | barn | call | Offer
        2024-05-15 11:00 | Bob | mill | call | Offer
        2024-05-15 12:00 | Bob | mill | call | Need
        2024-05-15 13:00 | Bob | mill | call | Decision
    """)
    assert {line.counted for line in told(alice).ranking.lines if line.rep_id == bob.pk} == {5}


def test_who_leads_now_is_compared_for_the_days_on_which_they_sold(told, alice, bob, eve, now):
    """Eve leads from Thursday on."""
    change_user(eve, {"role": "head"}, by=alice, now=now + timedelta(days=1))
    asker = Asker(alice, Company.objects.get(), now + timedelta(days=2))
    ranked = {
        period: {line.rep_id for line in evening_of(asker, Words(period=period)).ranking.lines}
        for period in ("2024-05-13..2024-05-16", "2024-05-13..2024-05-17")
    }
    assert ranked == {"2024-05-13..2024-05-16": {bob.pk, eve.pk}, "2024-05-13..2024-05-17": {bob.pk}}
