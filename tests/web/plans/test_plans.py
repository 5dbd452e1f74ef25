"""Plans: the counts they rest on by scope, what they need, who may adopt them, and what they then need of whom."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from headway.engine.period import Period
from headway.planning.chances import spread_of, tries_for
from headway.planning.links import LENT, Link
from headway.web.asking import Words, answer_to, question_of
from headway.web.models import AuditEntry, Plan
from headway.web.naming import NotUnderstood
from headway.web.plans import needs_of
from headway.web.plans.asked import draft_told
from headway.web.plans.keeping import adopt, drop, plans_for
from headway.web.plans.saying import answer_in_words, sure_in_words
from headway.web.plans.wishes import wish_told
from headway.web.rep_day import planned_days
from headway.web.working_days import worked
from tests.web.diary import write
from tests.web.plans.conftest import joins

pytestmark = pytest.mark.django_db
NEXT_QUARTER = Period(date(2024, 7, 1), date(2024, 10, 1))


def _counts(draft):
    return [(each.size, each.made) for each in draft.case.history.counted]


def test_the_company_s_plan_rests_on_all_calls_and_needs_what_the_chain_needs(asks, alice, sold):
    draft = draft_told(asks(alice), {"amount": "4"})
    assert _counts(draft) == [(50, 20), (20, 8)]
    chain = [Link("calls", 50, 20), Link("meetings", 20, 8)]
    assert draft.sure.tries == tries_for(4, 0.8, spread_of(chain))
    assert draft.sure.plain == (25, 10, 4)
    assert draft.case.wish.period == NEXT_QUARTER


def test_a_rep_s_own_counts_come_first_and_borrow_from_the_others(asks, bob, colleagues, sold):
    """
    Of the company's 8 won of 20 meetings Bob's are 6 of 12: he borrows from the others, Eve's 2 of 8. With Ken in the
    North, who won 1 of 1, he borrows from him first, who borrows from both of them.
    """
    history = draft_told(asks(bob), {"amount": "2"}).case.history
    meetings = history.links[1]
    assert (meetings.tried, meetings.made, meetings.lent) == (12, 6, LENT)
    assert (meetings.lent_rate, history.lender) == (pytest.approx(2 / 8), "the company")
    write("when | rep | deal | kind | stage after\n2024-04-02 09:00 | Ken | Ken | meeting | Won")
    history = draft_told(asks(bob), {"amount": "2", "start": "calls"}).case.history
    kens = (1 + LENT * 3 / 9) / (1 + LENT)
    assert (history.links[1].lent_rate, history.lender) == (pytest.approx(kens), "North")


@pytest.mark.parametrize("whom", ["rep:Bob", "team:North"])
def test_a_step_that_others_do_far_better_is_weak(asks, alice, uneven, whom):
    """
    Nobody is held against themselves: Bob's 3 meetings of 30 calls stand against Eve's 20 of 30 alone.
    """
    draft = draft_told(asks(alice), {"amount": "2", "for": whom, "start": "calls"})
    assert (draft.weak.norm, draft.weak.found) == ("wider", 0)
    assert draft.weak.compared[0].norm_rate == pytest.approx(20 / 30)


def test_whoever_is_alone_borrows_from_nobody_and_is_held_against_their_own_past(asks, bob, funnel):
    write("when | rep | deal | kind | stage after\n2024-04-02 09:00 | Bob | Ann | call | Offer")
    draft = draft_told(asks(bob), {"amount": "2", "start": "calls"})
    assert (draft.case.history.links[0].lent, draft.case.history.lender, draft.weak.norm) == (0, "", "past")
    assert draft_told(asks(bob), {"amount": "2", "start": "calls", "norm": "wider"}).weak.norm == "past"


def test_a_team_s_plan_counts_whoever_is_in_it_now_wherever_they_were(asks, carol, eve, north, sold):
    """
    Eve has come to the North in May; of the 8 won this year 2 are hers, won in the South.
    """
    joins(eve, north)
    draft = draft_told(asks(carol), {"amount": "10", "period": "this year"})
    assert draft.case.wish.bearer.label == "North"
    assert (_counts(draft), draft.case.aim.reached) == ([(50, 20), (20, 8)], 8)


def test_the_stages_of_a_plan_count_as_the_numbers_page_does_and_together_as_the_whole_way(asks, alice, sold):
    asker = asks(alice)
    draft = draft_told(asker, {"amount": "4", "start": "deals"})
    history = draft.case.history
    words = Words(period=f"{history.period.start}..{history.period.end}", by=("stage",))
    advanced, to_won = (answer_to(question_of(asker, f"stage_{what}_mature", words)) for what in ("advanced", "won"))
    lines = {line.labels[0]: line.figure for line in advanced.lines}
    shown = {step.label: (each.size, each.made) for step, each in zip(history.steps, history.counted, strict=True)}
    assert shown == {label: (figure.per, figure.of) for label, figure in lines.items()}
    won = {line.labels[0]: line.figure for line in to_won.lines}
    first = won[history.steps[0].label]
    assert history.rate == pytest.approx(float(first.so_far if first.value is None else first.value))


@pytest.mark.parametrize(
    ("more", "days", "base"),
    [("last", Period(date(2024, 1, 1), date(2024, 4, 1)), 8), ("year", Period(date(2023, 7, 1), date(2023, 10, 1)), 0)],
)
def test_more_is_more_than_what_was_won_in_the_last_quarter_that_is_over_or_a_year_before(
    asks, alice, sold, more, days, base
):
    aim = draft_told(asks(alice), {"amount": "50", "more": more}).case.aim
    assert (aim.compared, aim.base, aim.total, aim.deals) == (days, base, 50 + base, 50 + base)


def test_what_the_quarter_has_brought_already_is_not_needed_any_more(asks, alice, sold):
    aim = draft_told(asks(alice), {"amount": "10", "period": "this year"}).case.aim
    assert (aim.reached, aim.deals) == (8, 2)


def test_a_goal_in_money_is_divided_by_what_a_won_deal_was_worth(asks, alice, sold):
    """
    No sale and no value is known: nobody can say, and nothing can be adopted.
    """
    asker = asks(alice)
    draft = draft_told(asker, {"amount": "100000", "goal": "sales_volume"})
    assert (draft.case.aim.deals, draft.sure.tries) == (None, None)
    assert (draft.sure.plain, draft.sure.at_plain, draft.sure.at_pace) == ((None, None, None), None, None)
    with pytest.raises(NotUnderstood):
        adopt(asker, draft)


def test_an_adopted_plan_is_shared_out_by_working_days_and_needs_something_of_everybody(asks, alice, bob, eve, sold):
    draft = draft_told(asks(alice), {"amount": "4"})
    plan = adopt(asks(alice), draft)
    days = {user: sum(each.values()) for user, each in worked([bob, eve], NEXT_QUARTER).items()}
    calls = {user.pk: needs_of(user, date(2024, 8, 5))[0] for user in (bob, eve)}
    assert {need.metric for need in calls.values()} == {"calls"}
    for user, need in calls.items():
        share = Decimal(draft.sure.tries) * days[user] / sum(days.values())
        assert need.needed == pytest.approx(share, abs=Decimal("0.01"))
        assert (need.period, need.plan) == (NEXT_QUARTER, plan)
    assert [need.metric for need in needs_of(bob, date(2024, 8, 5))] == ["calls", "meetings", "deals_won"]
    assert needs_of(bob, date(2024, 6, 30)) == needs_of(bob, date(2024, 10, 1)) == []


def test_a_plan_adopted_in_the_midst_of_its_days_needs_of_the_day_what_was_not_there_yet(asks, bob, sold):
    """
    Ten deals this year. Of Bob's 30 calls and 6 won deals of March nothing is needed any more, and of the deal that he
    wins on the morning of the adoption, with its two contacts, neither.
    """
    write("""
        when             | rep | deal   | kind    | stage after
        2024-05-15 07:00 | Bob | sudden | call    | Need
        2024-05-15 08:00 | Bob | sudden | meeting | Won
    """)
    draft = draft_told(asks(bob), {"amount": "10", "period": "this year"})
    adopt(asks(bob), draft)
    (day,) = planned_days(asks(bob), [bob])
    needs = {line.metric.name: line.need for line in day.lines}
    assert (draft.case.aim.reached, draft.case.aim.deals) == (7, 3)
    assert {name: (need.before, need.done) for name, need in needs.items()} == dict.fromkeys(
        ("calls", "meetings", "deals_won"), (0, 1)
    )
    left = {name: float(need.left_in_all) for name, need in needs.items()}
    expected = dict(zip(("calls", "meetings", "deals_won"), (*draft.sure.passing[:-1], 3), strict=True))
    assert left == pytest.approx(expected, abs=0.01)


def test_the_nearest_plan_goes_before_and_a_new_one_takes_the_place_of_its_like(asks, alice, carol, bob, sold):
    """
    adopted by | for     | deals
    Alice      | company | 4
    Carol      | Bob     | 3
    Bob        | Bob     | 2, in the place of Carol's
    """
    company = adopt(asks(alice), draft_told(asks(alice), {"amount": "4"}))
    carols = adopt(asks(carol), draft_told(asks(carol), {"amount": "3", "for": "rep:Bob"}))
    bobs = adopt(asks(bob), draft_told(asks(bob), {"amount": "2"}))
    carols.refresh_from_db()
    assert carols.dropped_at is not None
    assert {need.plan for need in needs_of(bob, date(2024, 7, 1))} == {bobs}
    drop(asks(bob), bobs)
    assert {need.plan for need in needs_of(bob, date(2024, 7, 1))} == {company}
    trail = AuditEntry.objects.filter(noun="plan").order_by("pk").values_list("verb", "actor__name")
    expected = [("add", "Alice"), ("add", "Carol"), ("remove", "Bob"), ("add", "Bob"), ("remove", "Bob")]
    assert list(trail) == expected


def test_the_owner_plans_for_all_a_head_for_the_team_a_rep_for_themselves(asks, request, sold):
    """
    who   | may plan for                | reads, and may not adopt | does not see
    Alice | the company, Eve            |                          |
    Carol | the North                   |                          | the company, Eve
    Bob   | himself                     |                          | the North
    Ann   |                             | the company              |
    Eve   |                             |                          | Bob
    """
    table = {
        ("alice", "company"): None,
        ("alice", "rep:Eve"): None,
        ("carol", "team:North"): None,
        ("carol", "company"): NotUnderstood,
        ("carol", "rep:Eve"): NotUnderstood,
        ("bob", "rep:Bob"): None,
        ("bob", "team:North"): NotUnderstood,
        ("ann", "company"): PermissionDenied,
        ("eve", "rep:Bob"): NotUnderstood,
    }
    for (who, whom), refusal in table.items():
        asker, count = asks(request.getfixturevalue(who)), Plan.objects.count()
        with pytest.raises(refusal) if refusal else nullcontext():
            plan = adopt(asker, draft_told(asker, {"amount": "3", "for": whom}))
            assert plan in plans_for(asker.user)
        assert Plan.objects.count() == count + (refusal is None)


def test_a_plan_exists_for_those_it_is_for(asks, alice, carol, bob, eve, ann, sold):
    plan = adopt(asks(alice), draft_told(asks(alice), {"amount": "3", "for": "team:North"}))
    assert [plan in plans_for(user) for user in (alice, carol, bob, ann, eve)] == [True, True, True, True, False]
    whole = adopt(asks(alice), draft_told(asks(alice), {"amount": "4"}))
    assert [whole in plans_for(user) for user in (alice, ann, carol, bob, eve)] == [True, True, False, False, False]
    assert {need.plan for need in needs_of(eve, date(2024, 8, 5))} == {whole}


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({}, "amount"),
        ({"amount": "many"}, "amount"),
        ({"amount": "-3"}, "amount"),
        ({"amount": "2.5"}, "amount"),
        ({"amount": "nan"}, "amount"),
        ({"amount": "5", "goal": "calls"}, "goal"),
        ({"amount": "5", "certainty": "40"}, "certainty"),
        ({"amount": "5", "certainty": "100"}, "certainty"),
        ({"amount": "5", "period": "last month"}, "period"),
        ({"amount": "5", "period": "all"}, "period"),
        ({"amount": "5", "until": "2024-05-14"}, "until"),
        ({"amount": "5", "until": "soon"}, "until"),
        ({"amount": "5", "until": "2025-05-16"}, "until"),
        ({"amount": "5", "until": "9999-12-31"}, "until"),
        ({"amount": "5", "months": "0"}, "months"),
        ({"amount": "5", "start": "letters"}, "start"),
        ({"amount": "5", "for": "rep:Nobody"}, "for"),
        ({"amount": "5", "for": "everybody"}, "for"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_word_that_is_in_the_way(asks, alice, words, field):
    with pytest.raises(NotUnderstood) as refusal:
        wish_told(asks(alice), words)
    assert refusal.value.field == field


def test_a_day_to_plan_up_to_belongs_to_the_plan_and_money_is_told_in_units(asks, alice):
    wish = wish_told(asks(alice), {"amount": "1 200,50", "goal": "sales_margin", "until": "2024-06-30"})
    assert wish.period == Period(date(2024, 5, 15), date(2024, 7, 1))
    assert wish.amount == 120_050


def test_as_of_an_earlier_day_a_plan_knows_what_had_happened_by_then(asks, alice, sold):
    """
    On 10 March 2024 the month's later calls, meetings and sales had not happened yet.
    """
    draft = draft_told(asks(alice), {"amount": "4", "as_of": "2024-03-10", "start": "calls", "period": "2024-04"})
    calls, meetings = draft.case.history.counted
    asker = asks(alice)
    words = Words(period="2023-03-01..2024-03-11")
    numbers = [answer_to(question_of(asker, name, words)).total.value for name in ("calls", "meetings", "deals_won")]
    assert [calls.size, calls.made, meetings.made] == numbers
    assert numbers[0] < 50
    with pytest.raises(NotUnderstood) as refusal:
        adopt(asks(alice), draft)
    assert (refusal.value.field, Plan.objects.count()) == ("as_of", 0)
    for day in ("soon", "2024-05-16", "0001-01-01"):
        with pytest.raises(NotUnderstood) as refusal:
            draft_told(asks(alice), {"amount": "4", "as_of": day})
        assert refusal.value.field == "as_of"


def test_good_and_bad_times_are_counted_in_where_the_past_tells_of_them(asks, alice, sold):
    """
    The log is too short to try a forecast in it. Had all deals gone up and down by 40 %, as much would be less sure.
    """
    draft = draft_told(asks(alice), {"amount": "4", "start": "deals"})
    steady = draft.case
    assert steady.brought.deviation == 0
    assert "Good and bad times are not counted in" in sure_in_words(draft, None)
    moved = replace(steady, brought=replace(steady.brought, deviation=0.4))
    tries = steady.tries(steady.at_once.times(steady.part))
    assert moved.chance(tries) < steady.chance(tries)
    assert moved.tries(moved.at_once.times(moved.part)) > tries
    assert "by about 40%" in sure_in_words(replace(draft, case=moved), None)


def test_a_step_that_never_led_on_leaves_the_need_unsaid(asks, alice, sold):
    """
    No call of the log set an appointment: what cold calls would take, nobody can say.
    """
    draft = draft_told(asks(alice), {"amount": "4", "start": "cold calls"})
    assert draft.sure.tries is None
    assert "never led to" in answer_in_words(draft, None)
