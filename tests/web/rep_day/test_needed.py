"""What plans need of a rep's day: counted as the metrics count, spread over the days left, with the streak of days."""

import uuid
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headway.engine.period import Period
from headway.web.asking import Asker
from headway.web.log import NewContact, log_contact, open_client
from headway.web.models import Company, Plan, PlanNeed, PlanScope
from headway.web.rep_day import next_working_day, planned_days, words_anew
from headway.web.rep_day.needed import ahead_of
from headway.web.rep_day.said import day_words, needs_words, plans_words, said_needs, streak_words
from headway.web.working_days.writing import enter_absence
from tests.web.diary import write


@pytest.fixture
def plan(alice, now):
    """Make a plan for one rep over some days of May 2024."""

    def make(rep, needs, first=13, end=18, adopted=None):
        made = Plan.objects.create(
            goal="deals_won",
            amount=1,
            starts_on=date(2024, 5, first),
            ends_on=date(2024, 5, end),
            scope=PlanScope.USER,
            user=rep,
            certainty=Decimal("0.8"),
            chain=[],
            made_by=alice,
            adopted_at=datetime(2024, 5, adopted or first, 6, tzinfo=UTC),
        )
        for metric, needed in needs.items():
            PlanNeed.objects.create(plan=made, user=rep, metric=metric, needed=needed)
        return made

    return make


@pytest.fixture
def call(funnel, now):
    """Let a rep call so often on a day of May 2024."""

    def calls(rep, day, count, kind="call"):
        client = open_client(f"{rep.name} {day}", by=rep, now=now)
        for minute in range(count):
            at = datetime(2024, 5, day, 6, minute, tzinfo=UTC)
            new = NewContact(uid=uuid.uuid4(), client=client, deal=None, rep=rep, kind=kind, happened_at=at)
            log_contact(new, by=rep, now=max(now, at))

    return calls


def _asker(user, now):
    return Asker(user, Company.objects.get(), now)


def _plain(text):
    return text.replace("\u00a0", " ")


def _needs(planned):
    return {line.metric.name: (line.need.needed, int(line.need.done), line.need.left) for line in planned.lines}


def test_what_was_missed_is_spread_over_the_days_left(plan, call, alice, bob, eve, now):
    """
    20 calls and 5 meetings from Monday to Friday; Wednesday is today. Eve has no plan.

    day       | calls needed | calls | meetings needed | meetings
    Monday    | 4            | 4     | 1               | 1
    Tuesday   | 4            | 1     | 1               | 0
    Wednesday | 5            | 2     | 2               | 0
    """
    plan(bob, {"calls": 20, "meetings": 5})
    for day, count in ((13, 4), (14, 1), (15, 2)):
        call(bob, day, count)
    call(bob, 13, 1, "meeting")
    call(eve, 15, 9)
    planned, hers = planned_days(_asker(alice, now), [bob, eve])
    assert _needs(planned) == {"calls": (5, 2, 3), "meetings": (2, 0, 2)}
    assert (hers.lines, hers.streak) == ((), 0)
    (monday,) = planned_days(_asker(alice, now), [bob], date(2024, 5, 13))
    assert (_needs(monday), monday.streak) == ({"calls": (4, 4, 0), "meetings": (1, 1, 0)}, 1)
    (tuesday,) = planned_days(_asker(alice, now), [bob], date(2024, 5, 14))
    assert (_needs(tuesday)["calls"], tuesday.streak, planned.streak) == ((4, 1, 3), 1, 0)


def test_tomorrow_takes_today_as_it_stands(plan, call, bob, now):
    plan(bob, {"calls": 20})
    call(bob, 15, 5)
    (tomorrow,) = planned_days(_asker(bob, now), [bob], date(2024, 5, 16))
    assert _needs(tomorrow) == {"calls": (8, 0, 8)}


def test_a_streak_goes_on_through_plans_that_follow_each_other_and_over_days_off(plan, call, bob, now):
    """Two a day from the 6th to the 10th and from the 13th to the 17th; Bob is away on the 9th and the 10th."""
    enter_absence(bob, date(2024, 5, 9), date(2024, 5, 10), by=bob, now=now)
    plan(bob, {"calls": 6}, first=6, end=11)
    plan(bob, {"calls": 10}, first=13, end=18)
    for day in (6, 7, 8, 13, 14):
        call(bob, day, 2)
    asker = _asker(bob, now)
    assert planned_days(asker, [bob])[0].streak == 5
    call(bob, 15, 2)
    assert planned_days(asker, [bob])[0].streak == 6


def test_a_plan_counts_from_the_day_of_its_adoption_and_so_does_its_streak(plan, call, bob, now):
    """
    Adopted on Tuesday for the whole week, when eight calls were left, two of which were made on Tuesday already.

    day       | calls needed | calls
    Monday    | no plan yet  | 7
    Tuesday   | 2            | 2
    Wednesday | 2            | 2
    """
    plan(bob, {"calls": 8}, adopted=14)
    for day, count in ((13, 7), (14, 2), (15, 2)):
        call(bob, day, count)
    asker = _asker(bob, now)
    (planned,) = planned_days(asker, [bob])
    line = planned.lines[0]
    assert (_needs(planned), planned.streak) == ({"calls": (2, 2, 0)}, 2)
    assert (line.need.before, line.need.left_in_all, line.need.days) == (2, 4, 4)
    assert line.period == Period(date(2024, 5, 14), date(2024, 5, 18))
    assert planned_days(asker, [bob], date(2024, 5, 13))[0].lines == ()


def test_until_a_nearer_plan_is_adopted_the_one_before_counts(plan, bob, now):
    plan(bob, {"calls": 20})
    plan(bob, {"calls": 40}, adopted=15)
    asker = _asker(bob, now)
    needed = [planned_days(asker, [bob], date(2024, 5, day))[0].lines[0].need.total for day in (14, 15)]
    assert needed == [20, 40]


def test_the_day_of_adoption_is_that_of_whoever_adopted(plan, alice, bob, now):
    """Ten in the evening of Monday in London is Tuesday in Budapest, where Alice adopted it."""
    made = plan(bob, {"calls": 8})
    made.adopted_at = datetime(2024, 5, 13, 22, 30, tzinfo=UTC)
    made.save()
    bob.time_zone = "Europe/London"
    bob.save()
    assert planned_days(_asker(bob, now), [bob])[0].lines[0].period.start == date(2024, 5, 14)


def test_a_team_s_day_asks_as_many_queries_for_five_reps_as_for_two(plan, call, carol, bob, eve, colleagues, now):
    """Each had a plan last week and has one now, and kept both so far: the streaks go back through two plans."""
    reps = [bob, eve, *colleagues]
    for rep in reps:
        plan(rep, {"calls": 5}, first=6, end=11)
        plan(rep, {"calls": 5}, first=13, end=18)
        for day in (6, 7, 8, 9, 10, 13, 14, 15):
            call(rep, day, 1)
    asked = []
    for some in (reps[:2], reps[:2], reps):
        with CaptureQueriesContext(connection) as queries:
            assert {each.streak for each in planned_days(_asker(carol, now), some)} == {8}
        asked.append(len(queries))
    assert asked[1] == asked[2]


def test_a_day_off_tells_what_the_next_working_day_needs(plan, bob, now):
    plan(bob, {"calls": 10})
    enter_absence(bob, date(2024, 5, 15), date(2024, 5, 16), by=bob, now=now)
    asker = _asker(bob, now)
    (planned,) = planned_days(asker, [bob])
    assert (_needs(planned), planned.share, planned.next_day) == ({"calls": (0, 0, 0)}, 0, date(2024, 5, 17))
    assert _needs(ahead_of(asker, planned)) == {"calls": (10, 0, 10)}
    assert next_working_day(bob, date(2024, 5, 17)) == date(2024, 5, 21)


@pytest.fixture
def win(funnel, now):
    """Let a rep win so many deals on a day of May 2024."""

    def wins(rep, day, count):
        deals = "".join(
            f"2024-05-{day} 09:{each:02} | {rep.name} | {day}/{each} | visit | Won\n" for each in range(count)
        )
        write("when | rep | deal | kind | stage after\n" + deals)

    return wins


def test_where_the_calls_are_done_and_the_deals_are_behind_the_day_says_so(plan, call, win, alice, bob, now):
    """
    30 calls and 10 deals from Monday to Friday; on Wednesday morning even steps would make it 4 deals.

    day       | calls | won
    Monday    | 6     | 1
    Tuesday   | 6     | 1
    Wednesday | 6     | 0
    """
    plan(bob, {"calls": 30, "deals_won": 10})
    for day in (13, 14, 15):
        call(bob, day, 6)
    win(bob, 13, 1)
    win(bob, 14, 1)
    (planned,) = planned_days(_asker(bob, now), [bob])
    assert (planned.is_met, planned.streak, planned.result.need.short) == (True, 3, 2)
    assert _plain(day_words(planned)) == (
        "All that this day needs is done. 2 deals behind: 2 won so far, and by even steps it would be 4."
    )
    assert needs_words(planned) == "Calls: 6"
    whole = {"goal": "deals_won", "amount": "1", "period": "2024-05-13..2024-05-18", "for": f"rep:{bob.pk}"}
    assert words_anew(_asker(bob, now), planned) == {**whole, "certainty": "80", "start": ""}
    win(bob, 15, 2)
    (planned,) = planned_days(_asker(bob, now), [bob])
    assert (day_words(planned), words_anew(_asker(bob, now), planned)) == ("All that this day needs is done.", {})


def test_of_a_plan_that_is_not_theirs_a_rep_works_out_their_own_part_anew(plan, call, alice, bob, ann, now):
    """
    Of the company's plan Bob's part is 4 calls, all made, and 1.6 deals, of which none is won.
    """
    made = plan(bob, {"calls": 4, "deals_won": "1.6"})
    Plan.objects.filter(pk=made.pk).update(scope=PlanScope.COMPANY, user=None, amount=12)
    call(bob, 13, 4)
    (planned,) = planned_days(_asker(bob, now), [bob])
    assert _plain(day_words(planned)) == "All the work of the plan is done, and it has brought 0 of 2 deals so far."
    assert streak_words(planned) == ""
    part = {"amount": "2", "period": "2024-05-15..2024-05-18", "for": f"rep:{bob.pk}"}
    assert part.items() <= words_anew(_asker(bob, now), planned).items()
    assert part.items() <= words_anew(_asker(alice, now), planned).items()
    assert words_anew(_asker(ann, now), planned) == {}


def test_a_plan_that_is_reached_says_so_and_asks_for_none_anew(plan, win, bob, now):
    plan(bob, {"calls": 20, "deals_won": 2})
    win(bob, 14, 2)
    (planned,) = planned_days(_asker(bob, now), [bob])
    assert day_words(planned) == (
        "The plan is reached: 2 deals are won. Left of its work, and no longer needed for its goal: Calls: 20."
    )
    assert needs_words(planned) == ""
    assert words_anew(_asker(bob, now), planned) == {}


def test_after_a_plan_the_day_says_how_it_ended_and_asks_for_the_next(plan, win, bob, now):
    """
    It ended on Tuesday evening with one of three deals; after thirty days nobody is told any more.
    """
    plan(bob, {"calls": 20, "deals_won": 3}, first=1, end=15)
    win(bob, 14, 1)
    (planned,) = planned_days(_asker(bob, now), [bob])
    ended = "No plan is in force for this day. The last one ended on May 14, 2024 with 1 of 3 deals won."
    assert (planned.lines, _plain(day_words(planned))) == ((), ended)
    assert {"period": "this month", "amount": "1"}.items() <= words_anew(_asker(bob, now), planned).items()
    assert planned_days(_asker(bob, now), [bob], date(2024, 6, 14))[0].ended is None


def test_of_two_plans_the_day_says_which_counts(plan, bob, now):
    """
    The company's wants 10 meetings and 20 calls, Bob's own 10 calls.
    """
    company = plan(bob, {"meetings": 10, "calls": 20})
    Plan.objects.filter(pk=company.pk).update(scope=PlanScope.COMPANY, user=None)
    own = plan(bob, {"calls": 10})
    (planned,) = planned_days(_asker(bob, now), [bob])
    assert [each.pk for each in planned.plans] == [own.pk, company.pk]
    assert "(Bob, The company)" in plans_words(planned)
    said = {each.label: (each.line.need.total, each.whose) for each in said_needs(planned)}
    assert said == {"Calls": (10, "Bob"), "Meetings": (10, "The company")}


def test_a_number_that_is_no_longer_known_is_left_out(plan, bob, now):
    plan(bob, {"calls": 10, "an_own_one": 5})
    assert list(_needs(planned_days(_asker(bob, now), [bob])[0])) == ["calls"]


def test_without_a_next_working_day_nothing_lies_ahead(plan, bob, now):
    plan(bob, {"calls": 10})
    enter_absence(bob, date(2024, 5, 15), date(2024, 5, 15) + timedelta(days=90), by=bob, now=now)
    asker = _asker(bob, now)
    (planned,) = planned_days(asker, [bob])
    assert (planned.next_day, ahead_of(asker, planned)) == (None, None)
