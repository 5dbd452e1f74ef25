"""Where the deals of a plan are behind, the day says whether its work still brings them, and needs what does."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from headway.web.api.planned import PlannedOut
from headway.web.asking import Asker
from headway.web.log import NewContact, log_contact, open_client, open_deal
from headway.web.models import Company, Plan, PlanNeed, Target, TargetState
from headway.web.rep_day import anew, planned_days, rep_days, team_days, words_anew
from headway.web.rep_day.said import day_words, streak_words
from headway.web.review.jobs import lines_of
from headway.web.working_days.writing import enter_absence
from tests.web.plans.conftest import sold

__all__ = ["sold"]


@pytest.fixture
def behind(sold, alice, bob, now):
    """Bob's plan from the Monday two weeks before this Wednesday up to the end of July: so many calls and deals."""

    def plan(calls, deals):
        made = Plan.objects.create(
            goal="deals_won", amount=deals, starts_on=date(2024, 4, 29), ends_on=date(2024, 8, 1), scope="company",
            certainty=Decimal("0.8"), chain=[{"key": "calls"}], made_by=alice,
            adopted_at=datetime(2024, 4, 29, 6, tzinfo=UTC),
        )  # fmt: skip
        for metric, needed in (("calls", calls), ("deals_won", deals)):
            PlanNeed.objects.create(plan=made, user=bob, metric=metric, needed=needed)

    return plan


def _asker(user, now):
    return Asker(user, Company.objects.get(), now)


def _plain(text):
    return text.replace("\u00a0", " ")


def test_where_more_work_brings_the_deals_the_day_needs_what_the_plan_made_anew_needs(behind, alice, bob, now):
    """
    Of the plan's 20 calls and 7 deals Bob has none; the plan made anew takes 72 calls for 7 deals, over 55 days.

    plan itself | anew
    1 call      | 2 calls
    """
    behind(20, 7)
    planned, ahead = rep_days(_asker(bob, now), bob)
    assert ahead is None
    assert [(each.metric.name, each.need.needed, each.is_anew) for each in planned.lines] == [
        ("calls", 2, True), ("deals_won", 0, False),
    ]  # fmt: skip
    assert planned.lines[0].need.left_in_all == planned.anew.draft.sure.tries == 72
    assert _plain(day_words(planned)) == (
        "Still to do today: Calls: 2. 1 deal behind: 0 won so far, and by even steps it would be 1. The plan itself "
        "asks for less (Calls: 1), which no longer brings its goal. What is needed is worked out anew with the days "
        "left, for 80% certainty."
    )
    assert streak_words(planned) == ""
    # Whoever asks for it reaches the plan that the number is of.
    part = {"amount": "7", "period": "2024-05-15..2024-08-01", "for": f"rep:{bob.pk}", "start": "calls"}
    for user in (alice, bob):
        assert part.items() <= words_anew(_asker(user, now), planned).items()
    # A list says whose number it is, without working every plan out.
    (listed,) = team_days(_asker(alice, now), [bob])
    assert "Still to do today by the plan: Calls: 1." in _plain(day_words(listed))
    assert PlannedOut.of(listed).is_by_plan
    assert not PlannedOut.of(planned).is_by_plan


def test_the_mail_of_the_evening_says_what_a_plan_that_is_behind_says_of_the_next_day(behind, alice, now):
    behind(20, 7)
    (bob,) = (line for line in lines_of(_asker(alice, now)) if line.name == "Bob")
    assert _plain(bob.plan) == "May 16 needs Calls: 1 by the plan"


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (5, " Won deals in these days: the target is 5, the plan wants 7 and is what counts here."),
        (7, ""),
        (None, ""),
    ],
)
def test_a_target_of_the_same_days_stands_beside_the_deals_of_the_plan(behind, alice, bob, now, target, said):
    """The plan is of May, June and July; a third of the target lies in each."""
    behind(300, 7)
    Plan.objects.update(starts_on=date(2024, 5, 1))
    for month, value in zip((5, 6, 7), (2, 2, (target or 0) - 4), strict=True):
        if target is not None:
            Target.objects.create(
                metric="deals_won", month=date(2024, month, 1), value=value, user=bob, state=TargetState.APPROVED,
                set_by=alice, set_at=now, approved_by=alice, approved_at=now,
            )  # fmt: skip
    (listed,) = team_days(_asker(alice, now), [bob])
    assert said in _plain(day_words(listed))
    assert ("the target is" in _plain(day_words(listed))) == bool(said)


def test_a_deal_won_today_is_taken_off_the_next_day_once(behind, bob, stage, now):
    behind(20, 17)
    deal = open_deal(open_client("Won", by=bob, now=now), name="", by=bob, now=now)
    new = NewContact(
        uid=uuid.uuid4(), client=deal.client, deal=deal, rep=bob, kind="call", happened_at=now, stage_after=stage["Won"]
    )
    log_contact(new, by=bob, now=now)
    (tomorrow, _ahead) = rep_days(_asker(bob, now), bob, now.date() + timedelta(days=1))
    assert tomorrow.result.need.left_in_all == 16
    assert tomorrow.anew.draft.case.aim.deals == 16


def test_what_is_done_today_counts_towards_the_day_worked_out_anew(behind, bob, now):
    behind(20, 7)
    asker = _asker(bob, now)
    before = rep_days(asker, bob)[0].lines[0].need
    client = open_client("New", by=bob, now=now)
    new = NewContact(uid=uuid.uuid4(), client=client, deal=None, rep=bob, kind="call", happened_at=now)
    log_contact(new, by=bob, now=now)
    after = rep_days(asker, bob)[0].lines[0].need
    assert (before.needed, before.left, after.needed, after.left) == (2, 2, 2, 1)


def test_a_plan_that_is_behind_and_whose_work_is_still_enough_stays_as_it_is(behind, bob, now):
    behind(300, 7)
    planned, _ahead = rep_days(_asker(bob, now), bob)
    assert (planned.lines[0].need.total, planned.lines[0].is_anew) == (300, False)
    assert _plain(day_words(planned)).endswith("The work that the plan asks for is still enough for 80% certainty.")


@pytest.mark.parametrize(("tries", "why"), [(72, "Going on as lately"), (None, "What is begun now")])
def test_where_calling_alone_cannot_bring_them_the_day_says_so_and_what_helps(
    behind, bob, now, monkeypatch, tries, why
):
    behind(20, 7)
    made = anew.draft_told

    def hopeless(*asked):
        draft = made(*asked)
        return replace(draft, sure=replace(draft.sure, tries=tries, too_late_on=date(2024, 5, 1)))

    monkeypatch.setattr(anew, "draft_told", hopeless)
    planned, _ahead = rep_days(_asker(bob, now), bob)
    said = _plain(day_words(planned))
    assert said.startswith("Still to do today by the plan: Calls: 1. 1 deal behind")
    assert f"Calling alone can no longer bring the goal of the plan with 80% certainty. {why}" in said
    # Nobody can make so many calls in a day: the page of the plan says how many it would take.
    assert "calls each" not in said
    assert "times as much" not in said
    assert said.endswith("What helps: win what is open, and agree on a lower goal, more time or more people.")


def test_on_a_day_off_of_all_the_list_is_of_the_next_day_on_which_one_works(behind, alice, bob, eve, now):
    """On the Saturday after nobody works; Monday is a holiday in Hungary, and Bob is away on Tuesday."""
    behind(55, 1)
    enter_absence(bob, date(2024, 5, 21), date(2024, 5, 21), by=bob, now=now)
    saturday = _asker(alice, now + timedelta(days=3))
    days = {each.rep.name: each for each in team_days(saturday, [bob, eve])}
    assert {each.day for each in days.values()} == {date(2024, 5, 21)}
    assert _plain(day_words(days["Bob"])).startswith("This is a day off. The next working day is Wednesday, May 22")
    (of_bob,) = planned_days(saturday, [bob], date(2024, 5, 22))
    assert _plain(day_words(of_bob)) == "Needed: Calls: 2."
    assert {each.day for each in team_days(_asker(alice, now), [bob, eve])} == {date(2024, 5, 15)}
