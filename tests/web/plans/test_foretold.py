"""A plan beside the forecast of its days: what going on as lately brings is one number on both pages."""

from dataclasses import replace
from datetime import date

import pytest

from headway.planning.closing import number_of
from headway.planning.experience import Experience
from headway.planning.foresight import Method
from headway.planning.trials import Trial
from headway.web.forecasts.made_of import parts_in_words
from headway.web.forecasts.making import forecast_of
from headway.web.forecasts.outcome import Outlook
from headway.web.forecasts.saying import NUMBER, Measure
from headway.web.models import Target
from headway.web.plans import making, open_deals
from headway.web.plans.anyway import brought_in_words
from headway.web.plans.asked import draft_told
from headway.web.plans.pace import beside_forecast, promised
from headway.web.plans.saying import answer_in_words, held_in_words, sure_in_words
from headway.web.plans.why_expected import Change, change_in_words, change_of

pytestmark = pytest.mark.django_db
_TRIED = Trial(back=91, mean=9.0, variance=9.0, weighted=9.0, last=9.0, came=9.0, low=5.0, middle=9.0, high=13.0)


@pytest.fixture
def plans(asks, alice, sold, monkeypatch):
    """A plan of this quarter, of which a forecast that was tried expects so many more deals, each as likely as not."""

    def plan(amount: int, twice_expected: int, told: dict | None = None, **words: str):
        def foretell(*asked, **how):
            number = Outlook(
                closing=number_of([0.5] * twice_expected, 0.0).widened(0.1),
                experience=Experience((_TRIED,), Method.LEARNT, 0.1),
                certain=0,
                from_open=twice_expected / 2,
                to_come=0.0,
                weighted=0.0,
                last=0.0,
            )
            return replace(forecast_of(*asked, **how), number=replace(number, **(told or {})))

        monkeypatch.setattr(open_deals, "forecast_of", foretell)
        return draft_told(asks(alice), {"amount": str(amount), "period": "this quarter", **words})

    return plan


@pytest.mark.parametrize(("amount", "is_enough"), [(15, True), (20, False), (30, False)])
def test_the_pace_brings_what_the_forecast_says_and_the_plan_asks_for_more_only_where_that_is_too_little(
    plans, amount, is_enough
):
    """
    The forecast expects 20 more deals in the quarter; 80 % certainty is wished.
    """
    draft = plans(amount, twice_expected=40)
    case, lately = draft.case, round(draft.sure.pace * draft.case.work.total)
    by_work = draft.sure.pace * case.work.total * draft.sure.part * case.history.rate
    assert case.brought.mean + by_work == pytest.approx(20.0)
    assert draft.sure.at_pace == case.foreseen.number.chance_of(amount)
    assert (draft.sure.tries <= lately) is is_enough
    assert ("the forecast says" in answer_in_words(draft, None)) is is_enough


@pytest.mark.parametrize(
    ("amount", "by_chain", "asked"),
    [(15, 20, 20), (15, 1000, 26), (15, None, 26), (20, 20, 27), (20, 1000, 1000), (20, None, None)],
)
def test_what_is_asked_for_never_says_other_than_the_forecast_whether_the_pace_is_enough(
    plans, monkeypatch, amount, by_chain, asked
):
    """
    Lately 26 first meetings came to be in as many days as are left: enough for 15 deals, too little for 20.
    """
    monkeypatch.setattr(making.Case, "tries", lambda *_asked: by_chain)
    monkeypatch.setattr(making, "_too_late_on", lambda *_asked: date(2024, 6, 3))
    sure = plans(amount, twice_expected=40).sure
    assert (sure.tries, sure.by_chain) == (asked, by_chain)
    assert sure.is_enough is (sure.too_late_on is None) is (amount == 15)


def test_mending_takes_as_much_off_what_is_asked_for_as_off_the_chain(plans, monkeypatch, now):
    """
    8 of 20 meetings were won, and 75 % were to be; the chain alone asks for far more than the pace, which is enough.
    """
    approved = {"state": "approved", "set_at": now, "approved_at": now}
    Target.objects.create(metric="meetings_to_won", month=date(2024, 5, 1), value="0.75", **approved)
    monkeypatch.setattr(making.Case, "tries", lambda _case, spread: round(100 / spread.mean))
    draft = plans(15, twice_expected=40, start="calls", norm="target")
    assert draft.sure.tries == 26
    assert draft.sure.by_chain > 4 * draft.sure.tries
    assert draft.weak.mended == pytest.approx(26 * 0.4 / 0.75, abs=1)


def test_a_plan_parts_what_going_on_as_lately_brings_as_the_forecast_does(plans):
    """
    Of 20 deals that the forecast expects, the calls of lately bring some: the others come without them.
    """
    draft = plans(30, twice_expected=40)
    work = round(promised(draft))
    assert brought_in_words(draft, None).replace("\u00a0", " ") == (
        "Going on as lately, the forecast expects about 20 won deals by Jun 30, 2024, as likely more as fewer. "
        "That is more than the 8 of "
        "Jan 1 – Mar 31, 2024, for more deals were opened lately: 50 in the last 13 weeks, 0 in the 13 weeks before. "
        "Won already: 0. From deals that are open: 20. From deals still to be opened: 0. Together, on average: 20. "
        "The work that is planned here brings "
        f"about {work} of them; the other {20 - work} come without it and are taken off."
    )
    assert parts_in_words(draft.case.foreseen.number, Measure(NUMBER)) in brought_in_words(draft, None)
    assert "brings about 20 in all" in sure_in_words(draft, None)
    assert "is taken from the forecast" in beside_forecast(draft)
    assert "what came lay within its band" in held_in_words(draft)


def test_where_the_forecast_expects_less_than_the_chain_promises_the_work_counts_for_less(plans):
    """
    Of one more deal by the forecast, the pace of lately would bring several by the rates of the chain alone.
    """
    draft = plans(30, twice_expected=2)
    case = draft.case
    assert promised(draft) > 1
    assert (case.brought.mean, case.brought.yields) == (0.0, pytest.approx(1 / promised(draft)))
    said = brought_in_words(draft, None)
    assert "brings them all: nothing is taken off. By the rates of the chain this work would bring" in said
    share = case.history.rate * draft.sure.part / promised(draft)
    assert draft.sure.plain[0] == pytest.approx(30 / share, abs=1)


@pytest.mark.parametrize(
    ("method", "most", "begins"),
    [
        (Method.LEARNT, 2.0, "Won already: 3. From deals that are open: 12. From deals still to be opened: 2."),
        (Method.WEIGHTED, 0.0, "Won already: 3. From deals that are open: 14. From deals still to be opened: 0."),
        (Method.LAST, 14.0, "Won already: 3. At the pace of the days just before: 14. Together, on average: 17."),
    ],
)
def test_of_new_deals_those_that_are_open_come_without_the_work_whatever_the_chain_promises(
    plans, method, most, begins
):
    """
    The forecast expects 14 more: 12 of open deals and 2 of those still to be opened, where the chain promises 3 or 4.
    """
    told = {"experience": Experience((_TRIED,), method, 0.1), "certain": 3, "from_open": 12.0, "to_come": 2.0}
    told |= {"closing": number_of([0.5] * 28).with_certain(3), "weighted": 17.0, "last": 17.0}
    draft = plans(30, 28, told, start="deals")
    case, by_chain = draft.case, promised(draft)
    assert 3 < by_chain < 4
    by_work = by_chain if method is Method.LAST else most
    # A weighted pipeline knows nothing of new deals, which is not that they bring none.
    yields = by_work / by_chain if most else 1.0
    assert (case.brought.mean, case.brought.yields) == pytest.approx((14.0 - by_work, yields))
    assert draft.sure.tries is not None
    said = brought_in_words(draft, None)
    assert begins in said
    assert f"brings about {by_work:.0f} of them; the other {17 - round(by_work)} are won already" in said


@pytest.mark.parametrize(
    ("expected", "opened", "open_now", "said"),
    [
        (2, (1, 9), 0, "That is less than the 8 of Jan 1 – Mar 31, 2024, for fewer deals were opened lately: 1 in the"),
        (20, (9, 1), 0, "That is more than the 8 of Jan 1 – Mar 31, 2024, for more deals were opened lately: 9 in the"),
        (
            20,
            (5, 5),
            3,
            "That is more than the 8 of Jan 1 – Mar 31, 2024, for more deals are open: on Dec 31, 2023 0,",
        ),
        (20, (1, 9), 0, ""),
        (9, (9, 1), 3, ""),
    ],
)
def test_why_much_less_or_more_is_expected_is_said_in_figures_where_these_tell_it(
    plans, expected, opened, open_now, said
):
    """Eight deals were won in the first quarter, before which none was open."""
    case = plans(30, twice_expected=16).case
    number = replace(case.foreseen.number, closing=number_of([1.0] * expected))
    foreseen = replace(case.foreseen, number=number, opened=opened, deals=case.foreseen.deals[:open_now])
    change = change_of(case.wish, case.aim, foreseen)
    assert (change_in_words(change) if change else "").replace("\u00a0", " ")[: len(said) or None] == said


def test_of_money_no_change_of_deals_is_told_and_fewer_open_deals_are(plans):
    case = plans(30, twice_expected=16, goal="sales_volume").case
    assert case.change is None
    fewer = Change(case.aim.latest, 8, 3, 9, date(2023, 12, 31))
    assert "2023 9, now 3." in change_in_words(fewer)
