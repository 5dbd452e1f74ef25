"""A plan and targets: the steps held against what was approved, a goal that becomes a target, a target to plan for."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from headway.engine.period import Period
from headway.planning.links import Link
from headway.planning.weak import Against
from headway.web.bearers import Bearer
from headway.web.funnels import open_funnel
from headway.web.models import Absence, Plan, Role, Target, User
from headway.web.naming import NotUnderstood
from headway.web.plans.as_target import below_words, offer_of, offer_words, spread_words, target_words
from headway.web.plans.asked import draft_told, meant
from headway.web.plans.keeping import adopt
from headway.web.plans.mending import weak_in_words, weak_rule
from headway.web.plans.steps import stage_steps
from headway.web.still import still_facts
from headway.web.targets import approved
from headway.web.targets.bearers import bearers_for
from tests.cli.conftest import headway  # noqa: F401 - fixtures are found by name
from tests.web.api.conftest import api_of  # noqa: F401
from tests.web.plans.test_words import page  # noqa: F401

pytestmark = pytest.mark.django_db
MEETINGS = "meetings_to_won"


@pytest.fixture
def hold(now):
    """Approve a target of a month of 2024: ``hold(0.6, team=north)``."""

    def approve(value, metric=MEETINGS, month=5, **whose):
        state = {"state": "approved", "set_at": now, "approved_at": now}
        Target.objects.create(metric=metric, month=date(2024, month, 1), value=value, **whose, **state)

    return approve


def _weak(asker, **words):
    return draft_told(asker, {"amount": "4", "start": "calls", "norm": "target", **words}).weak


def test_a_step_below_its_target_is_weak(asks, alice, sold, hold):
    """
    8 of 20 meetings were won, and 75 % were to be; calls have no target.
    """
    hold("0.75")
    draft = draft_told(asks(alice), {"amount": "4", "start": "calls", "norm": "target"})
    calls, meetings = draft.weak.compared
    assert calls.chance_below is None
    assert meetings.chance_below == Against(Link("meetings", 20, 8), 0.75).chance_below
    assert (draft.weak.found, draft.weak.sure_from) == (1, pytest.approx(0.96))
    said = weak_in_words(draft).replace("\u00a0", " ")
    assert said.startswith("Mend 'Meetings → Deals won': 40% so far, the target is 75%; with ")
    assert draft.weak.mended < draft.sure.tries
    assert "with an approved target" in weak_rule(draft)
    assert "fewer than one alarm in twenty" in weak_rule(draft)
    assert draft_told(asks(alice), {"amount": "4", "start": "calls"}).weak.norm == "past"


def test_the_nearest_target_counts_as_far_as_one_sees_it(asks, alice, bob, north, sold, hold):
    """
    approved for | alice looks at Bob | Bob looks at himself
    the company  | 50 %               | nothing, for it is not shown to him
    the North    | 60 %               | 60 %
    Bob          | 40 %, of July      | 40 %
    """
    norms = []
    for value, whose in (("0.5", {}), ("0.6", {"team": north}), ("0.4", {"user": bob})):
        hold(value, **whose)
        norms.append(_weak(asks(alice), **{"for": "rep:Bob"}).compared[1].norm)
    assert norms == [0.5, 0.6, 0.4]
    assert _weak(asks(bob)).compared[1].norm == 0.4
    Target.objects.exclude(team=None, user=None).delete()
    with pytest.raises(NotUnderstood, match="Meetings to won"):
        _weak(asks(bob))
    Target.objects.update(month=date(2024, 7, 1))
    assert _weak(asks(alice)).compared[1].norm == 0.5


def test_somebody_elses_target_of_this_month_hides_none_of_ones_own(asks, alice, bob, eve, sold, hold):
    """
    The plan is for July to September.
    approved for | month | share
    Eve          | May   | 90 %
    Bob          | July  | 40 %
    """
    hold("0.9", user=eve)
    hold("0.4", user=bob, month=7)
    assert _weak(asks(alice), **{"for": "rep:Bob"}).compared[1].norm == 0.4


def test_a_step_that_keeps_its_target_is_said_to(asks, alice, sold, hold):
    hold("0.4")
    draft = draft_told(asks(alice), {"amount": "4", "start": "calls", "norm": "target"})
    assert weak_in_words(draft) == "Only 'Meetings' has a target, and is not below that by more than bad luck."


def test_a_phase_of_several_stages_has_a_target_that_is_of_none_of_them(asks, alice, funnel, sold):
    """
    The company's funnel has two stages of each phase; of the short one Call is the only lead.
    """
    stages = (("Call", "lead"), ("Visit", "opportunity"), ("Quote", "opportunity"), ("Deal", "won"))
    short = open_funnel("Short", stages, starts_at=datetime(2020, 1, 1, tzinfo=UTC))
    with still_facts() as facts:
        aimed = {step.label: step.aimed[:1] for step in stage_steps(facts, short.pk)}
    assert aimed == {"Call": ("leads_to_opportunities_mature",), "Visit": (), "Quote": ()}
    with pytest.raises(NotUnderstood, match="its numbers are of several steps"):
        _weak(asks(alice), start="deals")


def test_a_goal_becomes_the_target_of_its_months_by_their_working_days(asks, alice, bob, sold):
    """
    The owner's holds at once, a rep's is a draft; October has 22 working days in Hungary, and so on.
    """
    words = {"amount": "40", "period": "next quarter"}
    draft = draft_told(asks(alice), words)
    assert offer_words(asks(alice), draft, offer_of(asks(alice), draft)).startswith("Make 40 the target for Jul")
    adopt(asks(alice), draft, as_target=True)
    quarter = Period(date(2024, 7, 1), date(2024, 10, 1))
    assert approved("deals_won", quarter, Bearer()) == 40
    assert sum(each.value for each in Target.objects.all()) == 40
    assert offer_words(asks(alice), draft, offer_of(asks(alice), draft)) == ""
    more = draft_told(asks(alice), {**words, "amount": "44"})
    assert offer_words(asks(alice), more, offer_of(asks(alice), more)).endswith("instead of 40")
    his = draft_told(asks(bob), {"amount": "4"})
    assert offer_words(asks(bob), his, offer_of(asks(bob), his)).startswith("Propose 4 as the target")
    adopt(asks(bob), his, as_target=True)
    assert {each.state for each in Target.objects.filter(user=bob)} == {"draft"}


def test_days_that_are_no_months_become_no_target_and_the_plan_is_not_adopted_either(asks, alice, ann, sold):
    draft = draft_told(asks(alice), {"amount": "4", "until": "2024-06-30"})
    assert offer_of(asks(alice), draft) is None
    with pytest.raises(NotUnderstood, match="whole months"):
        adopt(asks(alice), draft, as_target=True)
    assert not Plan.objects.exists()
    draft = draft_told(asks(ann), {"amount": "4"})
    assert offer_of(asks(ann), draft) is None
    with pytest.raises(PermissionDenied):
        adopt(asks(ann), draft, as_target=True)


def test_the_approved_target_is_asked_for_by_its_name(asks, alice, bob, sold, hold):
    """
    Of the 9 deals of May, twelve of the 21 working days are left from the 15th on: 5.14, so 6.
    """
    hold(9, "deals_won", user=bob)
    asked = {"amount": "target", "period": "2024-05", "for": "rep:Bob", "more": "last"}
    assert draft_told(asks(alice), asked).case.aim.total == 9
    assert meant(asks(bob), {"amount": "target", "until": "2024-05-31"})["amount"] == "6"
    hold(1_000_050, "sales_volume", user=bob)
    assert meant(asks(bob), {**asked, "goal": "sales_volume"})["amount"] == "10000.5"
    with pytest.raises(NotUnderstood, match="No target is approved"):
        draft_told(asks(alice), {"amount": "target"})


def test_the_target_of_these_days_is_that_of_the_day_it_is_asked_as_of(alice, sold, hold, page):  # noqa: F811
    """
    asked on | as of    | this month | its target
    15 May   |          | May        | 9
    15 May   | 10 April | April      | 5
    """
    hold(9, "deals_won", month=5)
    hold(5, "deals_won", month=4)
    address, amount = "/plan?amount=target&period=this+month", 'inputmode="decimal" maxlength="20" required value="{}"'
    assert amount.format(9) in page(address)
    assert amount.format(5) in page(f"{address}&as_of=2024-04-10")


def test_every_door_plans_for_the_target_and_writes_the_goal_as_one(alice, sold, hold, page, api_of, headway):  # noqa: F811
    hold(12, "deals_won", month=5)
    words = {"amount": "target", "period": "2024-05"}
    assert api_of(alice).get("/plan", **words).json()["total"] == "12"
    html = page("/plan?amount=target&period=2024-05")
    assert 'name="amount" inputmode="decimal" maxlength="20" required value="12"' in html
    assert 'name="as_target"' not in html
    assert "12" in headway("plan", "target", "--period", "2024-05", "--as", alice.email).out
    page("/plan/adopt", amount="13", period="2024-06", as_target="1")
    api_of(alice).post("/plans", {"amount": "14", "period": "2024-07", "as_target": True})
    headway("plan", "15", "--period", "2024-08", "--adopt", "--as-target", "--as", alice.email)
    assert [Decimal(each.value) for each in Target.objects.order_by("month")] == [12, 13, 14, 15]
    assert "It takes the place of the plan in force: To win 13 deals" in page("/plan?amount=9&period=2024-06")


def test_a_goal_is_spread_over_teams_and_reps_as_the_plan_is_and_adds_up(asks, alice, bob, eve, north, sold):
    """
    41 deals from July to September; Bob, of the North, is away in all of July, and only the North has a target.
    """
    Absence.objects.create(user=bob, starts_on=date(2024, 7, 1), ends_on=date(2024, 8, 1), written_at=asks(alice).now)
    draft = draft_told(asks(alice), {"amount": "41", "period": "next quarter"})
    offer = offer_of(asks(alice), draft)
    assert below_words(asks(alice), draft, offer.below) == "Teams and reps have no targets for these days."
    assert spread_words(draft, offer).startswith("Give teams and reps their parts")
    adopt(asks(alice), draft, is_spread=True)
    quarter = Period(date(2024, 7, 1), date(2024, 10, 1))
    tree = [each for top in bearers_for(alice) for each in top.all]
    held = {each.bearer: approved("deals_won", quarter, each.bearer) for each in tree}
    assert held[Bearer()] == 41
    for above in tree:
        assert not above.parts or sum(held[part.bearer] for part in above.parts) == held[above.bearer]
    work = draft.case.work
    for user in work.people:
        # Each month is spread by itself, in whole deals.
        assert abs(float(held[Bearer.of(user)]) - 41 * work.of(user) / work.total) < 3
    assert held[Bearer.of(bob)] < held[Bearer.of(eve)]
    assert offer_of(asks(alice), draft) is None
    assert target_words(asks(alice), draft).endswith("now.")
    Target.objects.filter(user=None, team=north).update(value=0)
    said = f"The targets of teams and reps for these days make {41 - held[Bearer.of(north)]:.0f} together."
    assert target_words(asks(alice), draft).replace("\u00a0", " ").endswith(said)


def test_a_head_proposes_the_parts_of_the_team_and_a_rep_has_none_below(asks, carol, bob, sold, headway, api_of):  # noqa: F811
    draft = draft_told(asks(carol), {"amount": "12", "period": "next quarter"})
    assert spread_words(draft, offer_of(asks(carol), draft)).startswith("Propose to the team's reps their parts")
    wished = {"amount": "12", "period": "next quarter", "is_spread": True}
    assert api_of(carol).post("/plans", wished).status_code == 201
    assert {each.state for each in Target.objects.all()} == {"draft"}
    team = sum(each.value for each in Target.objects.exclude(team=None))
    assert team == sum(each.value for each in Target.objects.exclude(user=None)) == 12
    Target.objects.all().delete()
    headway("plan", "12", "--adopt", "--spread", "--as", carol.email)
    assert Target.objects.exclude(user=None).exists()
    his = draft_told(asks(bob), {"amount": "4"})
    offer = offer_of(asks(bob), his)
    assert (spread_words(his, offer), below_words(asks(bob), his, offer.below)) == ("", "")


def test_what_is_spread_is_the_target_and_not_a_draft_beside_it(asks, alice, bob, eve, sold, hold, now):
    """
    40 deals are approved for July; a draft beside that wishes for 90.
    """
    hold(40, "deals_won", month=7)
    Target.objects.create(metric="deals_won", month=date(2024, 7, 1), value=90, state="draft", set_at=now)
    adopt(asks(alice), draft_told(asks(alice), {"amount": "40", "period": "2024-07"}), is_spread=True)
    assert sum(each.value for each in Target.objects.exclude(user=None)) == 40


def test_the_parts_are_offered_until_every_level_adds_up_and_whoever_is_away_gets_none(
    asks, alice, bob, eve, north, south, sold, hold
):
    """
    40 deals of July. Bob, the one rep of the North, has 9 from before, and is away in all of July.
    whose   | before | after
    North   | 20     | 0
    - Bob   | 9      | 0
    South   | 20     | 40
    - Eve   |        | 40
    """
    for value, whose in ((40, {}), (20, {"team": north}), (9, {"user": bob}), (20, {"team": south})):
        hold(value, "deals_won", month=7, **whose)
    Absence.objects.create(user=bob, starts_on=date(2024, 7, 1), ends_on=date(2024, 8, 1), written_at=asks(alice).now)
    draft = draft_told(asks(alice), {"amount": "40", "period": "2024-07"})
    offer = offer_of(asks(alice), draft)
    assert (offer.is_new, offer.is_spread) == (False, False)
    adopt(asks(alice), draft, is_spread=True)
    held = {Bearer.bearing(each): each.value for each in Target.objects.exclude(team=None, user=None)}
    assert held == {Bearer.of(north): 0, Bearer.of(bob): 0, Bearer.of(south): 40, Bearer.of(eve): 40}
    assert offer_of(asks(alice), draft) is None


def test_nothing_is_offered_to_spread_where_no_rep_works_on_the_plan(asks, alice, bob, eve, carol, sold, hold):
    """
    Both reps have left; who is left to sell, Alice and Carol, bear no targets. Bob still has one.
    """
    hold(40, "deals_won", month=7)
    hold(9, "deals_won", month=7, user=bob)
    User.objects.filter(role=Role.REP).update(is_active=False)
    draft = draft_told(asks(alice), {"amount": "40", "period": "2024-07"})
    assert {each.name for each in draft.case.work.people} == {"Alice", "Carol"}
    assert offer_of(asks(alice), draft) is None
