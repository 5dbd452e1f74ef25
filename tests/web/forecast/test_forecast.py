"""The forecast at its doors: one core, everybody's own deals, words that hold, and refusals that say what to do."""

import csv
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from math import ceil

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headway.engine.period import Period
from headway.planning.closing import number_of
from headway.planning.experience import Experience
from headway.planning.foresight import Method
from headway.planning.hazards import Reason
from headway.planning.trials import Trial
from headway.web import figures
from headway.web.asking import Asker
from headway.web.bearers import Bearer
from headway.web.forecasts import forecast_of
from headway.web.forecasts.saying import held, is_doubtful, why
from headway.web.log import open_client, open_deal
from headway.web.models import Company, Plan, PlanNeed, Target
from headway.web.plans.beside import part_of
from headway.web.working_days import company_days
from tests.cli.conftest import headway  # noqa: F401 - fixtures are found by name
from tests.web.api.conftest import api_of  # noqa: F401
from tests.web.diary import told

pytestmark = pytest.mark.any_database

MAY, TODAY = Period(date(2024, 5, 1), date(2024, 6, 1)), date(2024, 5, 15)
OPEN = {"alice": {"fresh", "old", "Eve's"}, "carol": {"fresh", "old"}, "bob": {"fresh", "old"}, "eve": {"Eve's"}}


def test_the_forecast_is_the_same_at_every_door(request, deals, page, api_of, headway):  # noqa: F811
    for name, names in OPEN.items():
        user = request.getfixturevalue(name)
        said = api_of(user).get("/forecast", period="2024-05", target="3").json()
        words = ("forecast", "--period", "2024-05", "--target", "3", "--as", user.email)
        assert json.loads(headway(*words, "--json").out) == said
        assert {each["deal"]["name"] for each in said["deals"]} == names
        html = page(user, "/forecast?period=2024-05&target=3")
        chances = [f"{float(each):.4f}" for each in re.findall(r'data-chance="([\d.]+)"', html)]
        assert chances == [each["chance"] for each in said["deals"]]
        marks = re.search(r'data-p10="(\d+)" data-p50="(\d+)" data-p90="(\d+)"', html)
        assert [int(mark) for mark in marks.groups()] == [said["number"][mark] for mark in ("p10", "p50", "p90")]
        rows = list(csv.DictReader(headway(*words, "--csv").lines))
        assert (rows[0]["measure"], rows[0]["chance"]) == ("number", said["number"]["chance"])
        assert headway(*words, "--deals", "--csv").lines[1:]


def test_the_parts_of_the_sum_add_up_and_open_their_rows(deals, page, alice, bob):
    """Bob won one deal in May, the week of which is not over; 60 deals closed before, enough to learn from."""
    made = forecast_of(Asker(alice, None, None).scope, MAY, TODAY)
    assert (made.method, made.ended, made.number.certain) == (Method.LEARNT, 60, 1)
    number = made.number
    assert number.mean == pytest.approx(1 + number.from_open + number.to_come, rel=0.02)
    assert number.from_open == pytest.approx(sum(each.chance for each in made.deals))
    # Of the wins a wide band holds more: good and bad months move all deals together.
    alone = number_of([each.chance for each in made.deals], number.to_come).with_certain(1)
    assert made.p10 <= alone.quantile(0.1) <= made.p50 <= alone.quantile(0.9) <= made.p90
    assert made.chance_of(1) == pytest.approx(1)
    html = page(bob, "/forecast?period=2024-05")
    rows = re.search(r'data-part="certain".*?<a href="([^"]+)">1</a>', html, re.DOTALL)[1].replace("&amp;", "&")
    assert "May" in told(page(bob, rows))


def test_who_has_stood_long_has_another_chance_than_a_fresh_deal_and_the_page_says_why(deals, page, bob):
    made = forecast_of(Asker(bob, None, None).scope, MAY, TODAY)
    chances = {each.days: each.chance for each in made.deals}
    assert chances[2] > chances[30] > 0
    words = told(page(bob, "/forecast?period=2024-05"))
    assert "Offer, week 1 there: of 100 such deals" in words
    assert "Offer, week 5 there: of 100 such deals" in words
    assert "learnt week by week from 60 closed deals" in words


def test_what_the_whole_company_won_is_told_to_those_who_see_it_all(deals, alice, bob, api_of):  # noqa: F811
    """Ten weeks before now the forecast of a week can be tried; that tells the wins of Eve too."""
    trials = {each.name: api_of(each).get("/forecast", period="2024-W20").json()["trials"] for each in (alice, bob)}
    assert len(trials["Alice"]) > 2
    assert trials["Bob"] == []


def test_a_period_to_come_and_one_that_is_over(deals, alice):
    june = forecast_of(Asker(alice, None, None).scope, Period(date(2024, 6, 1), date(2024, 7, 1)), TODAY)
    may = forecast_of(Asker(alice, None, None).scope, MAY, TODAY)
    both = forecast_of(Asker(alice, None, None).scope, Period(date(2024, 5, 1), date(2024, 7, 1)), TODAY)
    assert june.number.certain == 0
    assert june.number.from_open + may.number.from_open == pytest.approx(both.number.from_open)
    over = forecast_of(Asker(alice, None, None).scope, Period(date(2024, 1, 1), date(2024, 4, 1)), TODAY)
    assert (over.p10, over.p90, over.deals) == (over.number.certain, over.number.certain, ())
    assert over.number.certain > 10


def test_a_number_to_reach_is_read_as_people_write_it(deals, alice, api_of):  # noqa: F811
    for text in ("1,000", "1 000", "1000"):
        assert api_of(alice).get("/forecast", period="2024-05", target=text).json()["number"]["target"] == "1000"


def test_on_its_last_day_a_period_is_not_over_yet(deals, alice, page, clock):
    """One deal was won in May."""
    clock.move_to(datetime(2024, 5, 31, 9, tzinfo=UTC), tick=False)
    assert "ends today: won so far: 1." in told(page(alice, "/forecast?period=2024-05"))
    clock.move_to(datetime(2024, 6, 1, 9, tzinfo=UTC), tick=False)
    assert "is over: 1 deal was won." in told(page(alice, "/forecast?period=2024-05"))
    assert "is over: 1 deal was won." in told(page(alice, "/forecast?period=2024-05&as_of=2024-05-31"))


def test_who_won_nothing_lately_may_win_what_is_open(deals, eve, monkeypatch):
    """Eve won nothing in the sixteen days before; the pace of these days is what the company goes by."""
    monkeypatch.setattr(Experience, "of", lambda trials, *_rest: Experience(tuple(trials), Method.LAST, 0.0))
    made = forecast_of(Asker(eve, None, None).scope, MAY, TODAY)
    assert (made.method, made.number.last) == (Method.LAST, 0)
    assert made.chance_of(1) >= max(each.chance for each in made.deals) > 0


def test_few_closed_deals_have_the_plain_rate_of_their_stage_and_the_page_says_so(page, bob, funnel):
    """Ten deals of Bob's came to Offer; five were won within a week."""
    from tests.web.diary import write  # noqa: PLC0415 - the situation of this test alone

    lines = [
        f"2024-04-{day:02d} 09:00 | Bob | deal {day} | call | Offer\n"
        + (f"2024-04-{day + 3:02d} 09:00 | Bob | deal {day} | move | Won\n" if day % 2 else "")
        for day in range(1, 11)
    ]
    write("when | rep | deal | kind | stage after\n" + "".join(lines))
    words = told(page(bob, "/forecast?period=2024-05"))
    assert "Only 5 closed deals can be learnt from so far. From 50 on" in words
    assert "Offer: of 100 such deals 50 are won in this time." in words
    assert "There is too little past yet to try the forecast on." in words


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("period=all", "A forecast looks at most two years ahead"),
        ("period=2024-05&stage=Offer", "Forecasts are not narrowed by stage."),
        ("period=2024-05&target=many", "'many' is not a number here"),
        ("period=2024-05&target=-5", "'-5' is not a number to reach"),
        ("period=never", "is not a period"),
    ],
)
def test_what_cannot_be_foretold_is_said(page, alice, deal, query, sentence):
    assert sentence in told(page(alice, f"/forecast?{query}", status=400))


def test_an_empty_log_shows_the_first_steps(page, alice):
    assert "Nothing is measured yet" in told(page(alice, "/forecast"))


def test_relative_words_count_from_the_day_it_is_asked_as_of(deals, headway, page, alice):  # noqa: F811
    """On 15 May, as of the end of April: this month is April."""
    for step, start in (("next", "2024-05-01"), ("last", "2024-03-01")):
        said = json.loads(headway("forecast", f"--{step}", "month", "--as-of", "2024-04-30", "--json").out)
        assert said["period"]["start"] == start
    for words in (("--this", "month"), ("--period", "this month")):
        said = json.loads(headway("forecast", *words, "--as-of", "2024-04-30", "--json").out)
        assert (said["period"]["start"], said["period"]["end"]) == ("2024-04-01", "2024-05-01")
    assert "Apr 1 – 30, 2024" in told(page(alice, "/forecast?as_of=2024-04"))


def test_a_log_that_ended_long_ago_is_asked_as_of_its_last_day(deals, page, alice, bob, headway, api_of, clock):  # noqa: F811
    """
    day          | in the log
    2024-05-10   | the last deal was won
    2024-05-13   | the last one was opened
    2024-11-11   | half a year and a day later
    """
    clock.move_to(datetime(2024, 11, 11, 9, tzinfo=UTC), tick=False)
    assert "The last deal closed" not in told(page(alice, "/forecast"))
    clock.move_to(datetime(2025, 11, 11, 9, tzinfo=UTC), tick=False)
    html = page(alice, "/forecast?period=this+month&team=North")
    assert "The last deal closed on May 10, 2024. Ask as of that day" in told(html)
    assert "There is nothing to forecast from: the log ended long ago." in told(html)
    assert "In 8 of 10 such cases" not in told(html)
    link = re.search(r'data-old-log.*?<a href="([^"]+)"', html, re.DOTALL)[1].replace("&amp;", "&")
    words = told(page(alice, f"/forecast{link}"))
    assert "May 1 – 31, 2024" in words
    assert "In 8 of 10 such cases" in words
    printed = headway("forecast").out
    assert "Ask as of that day: --as-of 2024-05-10" in printed
    assert printed.count("There is nothing to forecast from: the log ended long ago.") == 1
    assert "In 8 of 10 such cases" not in printed
    plan = page(alice, "/plan?amount=5&period=next+month")
    assert "nobody can say what that takes from here on, for the log ended long ago." in told(plan)
    assert "Choose another beginning" not in plan
    assert '<details class="fold" open>' in plan
    assert "The last deal closed on May 10, 2024. Ask as of that day" in told(plan)
    assert "as_of=2024-05-10" in plan
    assert "Ask as of that day: --as-of 2024-05-10" in headway("plan", "5", "--period", "next month").out
    for asked in ("forecast", "plan?amount=5&period=next+month"):
        assert api_of(alice).get(f"/{asked}").json()["last_closed"] == "2024-05-10"
    # A file that names no day for a deal begins it on that of the import: that is nothing anybody did.
    late = open_client("Late", by=bob, now=datetime.now(UTC))
    for number in range(9):
        open_deal(late, name=f"{number}", by=bob, now=datetime.now(UTC))
    assert "The last deal closed" not in told(page(alice, "/forecast"))
    late.deals.update(is_entry_known=False)
    clock.move_to(datetime(2025, 12, 11, 9, tzinfo=UTC), tick=False)
    for asked in ("/plan?amount=5&period=next+month&start=calls", "/forecast"):
        assert "The last deal closed on May 10, 2024. Ask as of that day" in told(page(alice, asked))


def test_the_target_and_the_plan_stand_beside_what_will_probably_come(deals, page, alice, bob, now, headway, api_of):  # noqa: F811
    """
    May of the company: a target of 4, a plan of 5; of Bob there is neither. In June the plan of May is not told.
    """
    assert 'data-mark="' not in page(alice, "/forecast")
    state = {"state": "approved", "set_at": now, "approved_at": now}
    Target.objects.create(metric="deals_won", month=date(2024, 5, 1), value=4, **state)
    Plan.objects.create(
        goal="deals_won", amount=5, starts_on=date(2024, 5, 1), ends_on=date(2024, 6, 1), scope="company",
        certainty="0.8", chain=[], made_by=alice, adopted_at=now,
    )  # fmt: skip
    marks = re.findall(
        r'data-mark="(\w+)"><dt>([^<]+)</dt><dd><b class="num">(?:<a[^>]*>)?(\d+)', page(alice, "/forecast")
    )
    told_by_api = api_of(alice).get("/forecast").json()["number"]
    assert marks == [
        ("target", "The target", "4"), ("plan", "The plan", "5"), ("likely", "Most likely", str(told_by_api["p50"])),
    ]  # fmt: skip
    assert (told_by_api["target"], told_by_api["plan"]) == ("4", "5")
    printed = headway("forecast").out
    assert "The plan: 5. The goal from which it is worked out what each must do today." in printed
    going_on = figures.in_cases(float(told_by_api["plan_chance"]))
    said = f"The plan wants 5: going on as lately reaches it {going_on}."
    assert said in printed.replace("\u00a0", " ")
    assert said in told(page(alice, "/forecast"))
    assert ">The plan for May" in page(alice, "/forecast?period=this+quarter")
    assert "What was agreed for these days." in page(alice, "/forecast")
    # Seven of the 21 working days of May: of the 4 deals 1.3, and so 2 have to be won.
    some = page(alice, "/forecast?period=2024-05-10..2024-05-22")
    assert api_of(alice).get("/forecast", period="2024-05-10..2024-05-22").json()["number"]["target"] == "2"
    assert "The parts of the monthly targets that fall on these days, rounded up." in some
    for address in ("/forecast?period=next+month", f"/forecast?rep={bob.pk}", "/forecast?measure=value"):
        assert 'data-mark="' not in page(alice, address)
    assert api_of(alice).get("/forecast", period="this quarter").json()["number"]["plan"] is None
    with CaptureQueriesContext(connection) as asked:
        page(alice, "/forecast")
    assert sum('FROM "web_plan"' in each["sql"] for each in asked.captured_queries) == 1


def test_of_a_plan_for_more_days_their_share_is_told(deals, page, alice, bob, now, headway, api_of):  # noqa: F811
    """A plan of 60 for April to June, adopted on 15 May; 30 of it are wanted of Bob from that day on."""
    days = {"starts_on": date(2024, 4, 1), "ends_on": date(2024, 7, 1), "adopted_at": now, "made_by": alice}
    chain = [{"key": "calls", "needed": 40.2}]
    plan = Plan.objects.create(goal="deals_won", amount=60, scope="company", certainty="0.8", chain=chain, **days)
    PlanNeed.objects.create(plan=plan, user=bob, metric="deals_won", needed=30)
    quarter, may = (company_days(Period(*each)) for each in ((plan.starts_on, plan.ends_on), (MAY.start, MAY.end)))
    mark = r'data-mark="(plan|part)"><dt>([^<]+)</dt><dd><b class="num">(?:<a[^>]*>)?(\d+)'
    html = page(alice, "/forecast")
    share = ceil(60 * len(may) / len(quarter))
    assert re.findall(mark, html) == [("plan", "Part of the plan", str(share))]
    said = "The share of these days, by working days; for all of Apr 1 – Jun 30, 2024 it is 60."
    assert said in told(html)
    assert f"Part of the plan: {share}. {said}" in headway("forecast").out.replace("\u00a0", " ")
    left, of_may = (sum(day >= TODAY for day in each) for each in (quarter, may))
    ((_key, label, needed),) = re.findall(mark, page(bob, "/forecast").replace("\u00a0", " "))
    assert (label, int(needed)) == ("Part of the plan for Apr 1 – Jun 30, 2024: The company", ceil(30 * of_may / left))
    april, bobs = Period(date(2024, 4, 1), date(2024, 5, 1)), Asker(bob, Company.objects.get(), now)
    assert part_of(bobs, "deals_won", april, Bearer.of(bob)) is None
    assert api_of(alice).get("/forecast").json()["number"]["plan"] is None
    whole = api_of(alice).get("/forecast", period="this quarter").json()["number"]
    assert (whole["plan"], whole["plan_certainty"]) == ("60", "0.8")
    promise = "The plan of May 15, 2024 promised 80% certainty with its work: 41 calls in all."
    assert promise in told(page(alice, "/forecast?period=this+quarter"))
    assert promise in headway("forecast", "--this", "quarter").out.replace("\u00a0", " ")


def test_beside_a_rep_s_forecast_stands_which_plan_is_whose(deals, page, alice, bob, eve, north, now, headway, api_of):  # noqa: F811
    """
    plan of     | deals in May | adopted | falls to Bob | to Eve
    the company | 9            | 15 May  | 2.4          | 4
    Bob         | 7            | 15 May  | 7            |
    """
    days = {"starts_on": date(2024, 5, 1), "ends_on": date(2024, 6, 1), "adopted_at": now, "made_by": alice}
    for scope, amount, whose, needs in (
        ("company", 9, {}, {bob: "2.4", eve: "4"}), ("user", 7, {"user": bob}, {bob: "7"}),
    ):  # fmt: skip
        plan = Plan.objects.create(
            goal="deals_won", amount=amount, scope=scope, certainty="0.8", chain=[], **whose, **days
        )
        for user, needed in needs.items():
            PlanNeed.objects.create(plan=plan, user=user, metric="deals_won", needed=needed)
    mark = r'data-mark="(plan|part)"><dt>([^<]+)</dt><dd><b class="num">(?:<a[^>]*>)?(\d+)'
    own, part = ("plan", "Own plan: Bob", "7"), "Part of the plan: The company"
    assert re.findall(mark, page(bob, "/forecast")) == [own, ("part", part, "3")]
    assert re.findall(mark, page(alice, f"/forecast?team={north.pk}")) == [("part", part, "3")]
    assert "from May 15, 2024 on" in told(page(bob, "/forecast"))
    assert "Part of the plan for May" in page(bob, "/forecast?period=this+quarter")
    assert [name for name, _label, _value in re.findall(mark, page(alice, "/forecast"))] == ["plan"]
    number = api_of(bob).get("/forecast").json()["number"]
    assert (number["plan"], number["part"]) == ("7", "3")
    said = "Part of the plan: The company: 3. The won deals that this plan wants of them from May 15, 2024 on"
    assert said in headway("forecast", "--as", bob.email).out.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("came", "lay", "is_rough"),
    [
        ((9, 6, 12), "on 1 of them what came lay within its band of 8 in 10. The band has been widened since", True),
        ((7, 6, 12), "on 2 of them what came lay within its band of 8 in 10.", False),
        (
            (9, 4, 12),
            "on each of them what came lay outside its band of 8 in 10. The band has been widened",
            True,
        ),
    ],
)
def test_how_often_the_band_held_is_said_and_where_that_is_seldom_it_is_for_a_rough_guide(
    deals, alice, came, lay, is_rough
):
    """Of three dates five to eight were foretold."""
    made = forecast_of(Asker(alice, None, None).scope, MAY, TODAY)
    trials = tuple(
        Trial(back=7, mean=6, variance=1, low=5, middle=6, high=8, weighted=6, last=6, came=each) for each in came
    )
    tried = replace(made, number=replace(made.number, experience=replace(made.experience, trials=trials)))
    assert held(tried).startswith(f"The forecast was tried on 3 past dates with what was known then: {lay}")
    assert is_doubtful(tried) is is_rough
    assert held(tried).endswith("rough guide.") is is_rough


def test_why_a_deal_has_its_chance_is_said_in_words():
    reason = Reason(base=0.36, weekly=0.05, deals=80, age=2, segment=1.05, kind=0.9)
    assert why(reason, "Offer", "Food and drink", "Add-on").replace("\u00a0", " ") == (
        "Offer, week 3 there: of 100 such deals 36 are won in this time. "
        "Food and drink: won 5% more often each week. Add-on: won 10% less often each week."
    )
    assert "in the two years before" in why(None, "Offer", "", "")
