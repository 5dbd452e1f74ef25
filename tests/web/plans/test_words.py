"""What a plan says in words: what is won already, where to begin, when it begins, and what cannot be adopted."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from django.test import Client as Browser

from headway.planning.delay import Delay
from headway.planning.links import Link
from headway.web import figures
from headway.web.models import Plan
from headway.web.naming import NotUnderstood
from headway.web.plan.shown import _still_in_words
from headway.web.plans import written
from headway.web.plans.anyway import brought_in_words
from headway.web.plans.asked import draft_told
from headway.web.plans.counts import Counted
from headway.web.plans.mending import weak_in_words, weak_rule
from headway.web.plans.pace import beside_forecast, hopeless_in_words, pace_in_words
from headway.web.plans.saying import (
    answer_in_words,
    delay_in_words,
    sure_in_words,
)
from headway.web.plans.shares import shares_of
from headway.web.plans.wishes import Start
from headway.web.working_days.writing import set_own_week

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.fixture
def planned(asks, alice, sold):
    """A plan of the company, as Alice words it."""
    return lambda **words: draft_told(asks(alice), {"amount": "4", **words})


@pytest.fixture
def page(alice, sold):
    """A page of plans as Alice reads it, with the messages that followed."""

    def read(address: str, headers: dict[str, str] | None = None, **posted: str) -> str:
        browser = Browser()
        browser.force_login(alice)
        found = browser.post(address, posted, follow=True) if posted else browser.get(address, headers=headers)
        return _plain(unescape(found.content.decode()))

    return read


def test_a_goal_that_is_reached_is_said_to_be_and_needs_nothing(planned):
    """Eight deals were won this year, of six that were wanted."""
    draft = planned(amount="6", period="this year")
    said = _plain(answer_in_words(draft, None))
    assert said == "To win 6 deals by Dec 31, 2024: the goal is reached, with 8 already."
    assert sure_in_words(draft, None) == brought_in_words(draft, None) == beside_forecast(draft) == ""


def test_what_is_won_already_and_the_chance_that_is_are_said(planned):
    draft = planned(amount="20", period="this year")
    assert _plain(brought_in_words(draft, None)).startswith("8 are won already.")
    chance = figures.in_cases(draft.case.chance(draft.sure.tries))
    assert f"enough {chance}. Going on" in sure_in_words(draft, None)
    assert _plain(sure_in_words(draft, None)).split(". ")[1].startswith("Needed for 80%: ")


def test_what_going_on_as_lately_brings_is_said_with_what_is_there_already(planned):
    """
    pace 0.5 calls a day of work, half of them in time, at the rate of the chain; 3 of what was begun, 8 won already.
    """
    draft = planned(amount="20", period="this year")
    case, calls = draft.case, round(0.5 * draft.case.work.total)
    brought = replace(case.brought, mean=3.0)
    known = replace(draft, case=replace(case, brought=brought), sure=replace(draft.sure, pace=0.5, part=0.5))
    won = round(8 + 3 + 0.5 * case.work.total * 0.5 * case.history.rate)
    assert _plain(pace_in_words(known, None)).startswith(
        f"Going on as lately ({calls} calls) brings about {won} in all: it is enough in"
    )
    assert "There is too little past to try it on" in beside_forecast(known)
    assert pace_in_words(replace(draft, sure=replace(draft.sure, at_pace=None)), None) == ""


@pytest.mark.parametrize(
    ("amount", "period", "mean", "until_start", "said"),
    [
        ("20", "this year", 0, 0, "8 are won already. That is taken off."),
        ("20", "this year", 3, 0, "8 are won already. Calls already made will bring about 3. Together about 11 are"),
        ("20", "", 12.4, 0, "Calls already made will bring about 12. That is taken off."),
        ("20", "", 33.2, 20.7, "about 12. What is begun from now until Jun 30, 2024 will bring about 21, going on as"),
        ("20", "", 33.2, 20.7, "lately. Together about 33 are taken off."),
    ],
)
def test_what_comes_anyway_is_told_apart_and_adds_up(planned, amount, period, mean, until_start, said):
    draft = planned(amount=amount, period=period)
    brought = replace(draft.case.brought, mean=mean, until_start=until_start)
    assert said in _plain(brought_in_words(replace(draft, case=replace(draft.case, brought=brought)), None))


def test_what_begun_work_brings_is_covered_with_the_chance_that_is(planned):
    draft = planned()
    covered = replace(draft, sure=replace(draft.sure, tries=0, plain=(0, 0, 0)))
    chance = figures.chance(draft.case.chance(0))
    assert f"with {chance} certainty what is begun already brings it" in answer_in_words(covered, None)
    assert "Needed" not in sure_in_words(covered, None)


@pytest.mark.parametrize(
    ("a_day", "each", "on_monday", "all_day"),
    [
        (12.98, "13 for each rep", "13 calls", "13 calls each working day"),
        (12.2, "12 or 13 for each rep", "12 or 13 calls", "12 or 13 calls each working day"),
        (2.43, "12 or 13 a week (2 or 3 a day) for each rep", *["12 or 13 calls a week (2 or 3 a day)"] * 2),
        (6.005, "30 a week (6 a day) for each rep", *["30 calls a week (6 a day)"] * 2),
        (0.3, "1 or 2 a week for each rep", *["1 or 2 calls a week"] * 2),
        (0.1, "1 a week for each rep", *["1 call a week"] * 2),
    ],
)
def test_below_ten_a_day_the_week_is_said_too(a_day, each, on_monday, all_day):
    assert (written.each_a_day(a_day), written.on_monday(Start.CALLS, a_day)) == (each, on_monday)
    assert written.all_a_day(Start.CALLS, a_day) == all_day


def test_whoever_works_four_days_a_week_has_four_days_of_work_in_it(asks, alice, bob, now, sold):
    """Of 40 new deals, July to September 2024: Bob works Monday to Thursday, Eve the company's week."""
    set_own_week(bob, date(2024, 5, 1), [100, 100, 100, 100, 0, 0, 0], by=alice, now=now)
    draft = draft_told(asks(alice), {"amount": "40"})
    a_day = draft.sure.tries / draft.case.work.total
    assert {each.name: each.a_day for each in shares_of(draft)} == {
        "Bob": written.on_monday(Start.CALLS, a_day, 4),
        "Eve": written.on_monday(Start.CALLS, a_day, 5),
    }
    assert written.on_monday(Start.CALLS, 8.84, 4) == "35 or 36 calls a week (8 or 9 a day)"


def test_a_number_of_things_to_do_is_rounded_up_to_a_tenth():
    assert [written.number_up(each) for each in (6.005, 5.97, 6.0, 12.2)] == ["6.1", "6", "6", "13"]


def test_where_no_step_is_weak_one_is_told_where_to_begin(planned):
    """
    calls 20 of 50, meetings 8 of 20: each went on as often, so the first one that is lower is named.
    """
    draft = planned()
    history = replace(draft.case.history, links=(Link("calls", 50, 20), Link("meetings", 20, 6)))
    weak = replace(draft.weak, compared=tuple(replace(each, norm=0.1) for each in draft.weak.compared), found=None)
    known = replace(draft, case=replace(draft.case, history=history), weak=weak)
    assert _plain(weak_in_words(known)) == (
        "None has got worse lately. The smallest share goes on at 'Meetings': 30.0%, so that is the place to begin."
    )
    first, second = weak.compared
    one = replace(known, weak=replace(weak, compared=(first, replace(second, norm=None))))
    assert weak_in_words(one) == "Only 'Calls' could be looked at; it is as usual."
    short = replace(history, steps=history.steps[:1], links=history.links[:1])
    alone = replace(one, case=replace(draft.case, history=short), weak=replace(weak, compared=(first,)))
    assert _plain(weak_in_words(alone)) == (
        "Your log has one step, from 'Calls' to 'Meetings': 40.0%. It is as usual, so there is none to mend first."
    )
    assert "Bonferroni" not in weak_rule(known)


def test_a_step_of_which_some_are_open_yet_says_why_its_rate_is_not_the_plain_share():
    """
    Ten of 25 are there, three are open yet and count in part, so that 10 of 22 and not 10 of 25 is the rate.
    """
    said = _still_in_words(Counted(25, 10, 3), Link("calls", 22, 10))
    assert _plain(said) == "3 of them are open for less than 180 days and count in part: so 45.5%, not 40.0%"


def test_few_sales_tell_no_delay(planned):
    draft = planned(start="deals")
    assert draft.case.history.delay.sold == 8
    assert delay_in_words(draft)[0] == "How long a sale takes is hardly known yet: fewer than ten can tell."
    longer = replace(draft.case.history, delay=Delay.of([(3, 0.1), (9, 0.2)], 10))
    said = delay_in_words(replace(draft, case=replace(draft.case, history=longer)))[0]
    assert _plain(said) == "Half of the sales come within 3 days, nine in ten within 9 days."


def test_a_rate_of_none_is_said_to_be_so():
    assert written.rate(Link("calls", 12, 0)) == "never so far"
    assert (written.rate(Link("calls", 0, 0)), _plain(written.rate(Link("calls", 8, 2)))) == ("", "25.0%")


def test_an_adopted_plan_says_when_it_begins(page):
    assert "Each working day from Jul 1, 2024" in page("/plan?amount=4")
    said = page("/plan/adopt", amount="4")
    assert "Adopted. Its first working day is Jul 1, 2024; from then on it stands on each rep's Today." in said
    assert "On Monday, and every working day" in page("/plan?amount=20&period=this+year")
    assert "From now on it stands on each rep's Today." in page("/plan/adopt", amount="20", period="this year")


def test_a_plan_of_an_earlier_day_and_a_goal_that_is_reached_have_no_button(page):
    over = page("/plan?amount=9&as_of=2024-03-10&period=this+month")
    assert "This period is over: it can be read, not adopted." in over
    for html in (over, page("/plan?amount=4&as_of=2024-05-10"), page("/plan?amount=6&period=this+year")):
        assert "Adopt this plan" not in html


def test_a_plan_that_is_in_force_as_it_stands_says_so_and_takes_nobodys_place(page, alice):
    """Of the second quarter nothing is planned; the third has a plan, and its goal is the target too."""
    assert "Its first working day is Jul 1, 2024; it asks for nothing before." in page("/plan?amount=4")
    adopted = page("/plan/adopt", amount="4", as_target="1")
    assert "This plan is in force since May 15, 2024. 4 is the target for Jul 1 – Sep 30, 2024 now." in adopted
    assert "takes the place" not in adopted
    assert 'action="/plan/adopt"' not in adopted
    said = "It takes the place of the plan in force: To win 4 deals (Jul 1 – Sep 30, 2024)."
    assert said in page("/plan?amount=5")
    surer = page("/plan?amount=4&certainty=90")
    assert "has the same goal: it was worked out on May 15, 2024, with 80% certainty." in surer
    assert "Adopt this plan" in surer
    page("/plan/adopt", amount="20", period="this quarter")
    assert "Until Jun 30, 2024 the plan in force holds: To win 20 deals." in page("/plan?amount=4")


def test_less_than_the_last_time_asks_back(page):
    """Eight deals were won in the first quarter."""
    html = page("/plan?amount=4")
    assert "4 is less than the 8 of Jan 1 – Mar 31, 2024." in html.replace("\u2009", " ")
    (address,) = re.findall(r'<a href="(\?[^"]+)">Did you mean 4 more\?</a>', html)
    assert "4 more than in" in page(f"/plan{address}")
    assert "Did you mean" not in page("/plan?amount=8")


def test_a_plan_that_nobody_can_keep_warns_under_its_headline(page, planned):
    draft = planned(amount="5000", start="deals")
    said, case = _plain(hopeless_in_words(draft, None)), draft.case
    tries, lately = draft.sure.tries, draft.sure.pace * case.work.total
    assert f"It takes {figures.number(tries)} new deals; at the pace of lately it would be {round(lately)}." in said
    assert answer_in_words(draft, None).endswith(
        f"That is {figures.number(tries / lately, 1)} times as much as lately."
    )
    most = int(re.search(r"With twice as much, (\d+) can be reached with 80% certainty", said)[1])
    chances = [replace(case, aim=replace(case.aim, deals=deals)).chance(2 * lately) for deals in (most, most + 1)]
    assert chances[0] >= 0.8 > chances[1]
    assert hopeless_in_words(planned(), None) == ""
    html = page("/plan?amount=5000&start=deals")
    assert re.search(r"note-warm.{0,600}Even twice as much as lately would not do", html, re.DOTALL)
    assert re.search(r"btn-quiet.{0,900}Adopt it all the same", html, re.DOTALL)
    assert "Adopt this plan" not in html
    assert html.count("Even twice as much") == 1


def test_a_warning_stands_above_the_numbers_that_nobody_can_do(page, planned):
    html = page("/plan?amount=5000&start=deals")
    assert html.index("Even twice as much as lately would not do") < html.index('id="plan-answer"')


def test_the_first_step_goes_by_the_word_of_the_answer(page):
    html = page("/plan?amount=4&start=deals")
    assert "new deals" in html
    (label,) = re.findall(r"<span>New deals \(([^)]+)\)</span>", html)
    assert f'<th scope="row"><span>{label}</span>' not in html


def test_a_page_says_for_whom_there_are_plans_without_words_of_addresses(page):
    html = page("/plan?amount=4&for=rep:Nobody")
    assert "Nobody called 'Nobody' has plans here that you may see. There are plans for:" in html
    assert "North, " in html
    assert "team:North" not in html


def test_a_plan_that_is_still_to_begin_says_so_in_its_lead(page):
    assert "From a goal to what each must do from Jul 1, 2024 on" in page("/plan?amount=4")
    assert "From a goal to what each must do on Monday" in page("/plan?amount=4&period=this+quarter")


def test_whom_there_are_plans_for_is_said_by_name(asks, carol, bob, sold):
    with pytest.raises(NotUnderstood, match=r"There are: team:North, rep:Bob\."):
        draft_told(asks(carol), {"amount": "3", "for": "company"})


def test_the_owner_sees_on_today_what_each_rep_needs(page):
    page("/plan/adopt", amount="20", period="this year")
    assert Plan.objects.count() == 1
    assert "What each rep needs today" in page("/day", {"HX-Request": "true"})
