"""A plan beside the forecast of its days: what going on as lately brings is one number on both pages."""

from dataclasses import replace

import pytest

from headway.planning.closing import number_of
from headway.planning.experience import Experience
from headway.planning.foresight import Method
from headway.planning.trials import Trial
from headway.web.forecasts.making import forecast_of
from headway.web.forecasts.outcome import Outlook
from headway.web.plans import open_deals
from headway.web.plans.asked import draft_told
from headway.web.plans.pace import beside_forecast, more_by_work, more_foreseen
from headway.web.plans.saying import answer_in_words, brought_in_words, sure_in_words

pytestmark = pytest.mark.django_db
_TRIED = Trial(back=91, mean=9.0, variance=9.0, weighted=9.0, last=9.0, came=9.0, low=5.0, middle=9.0, high=13.0)


@pytest.fixture
def plans(asks, alice, sold, monkeypatch):
    """A plan of this quarter, of which a forecast that was tried expects so many more deals, each as likely as not."""

    def plan(amount: int, twice_expected: int):
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
            return replace(forecast_of(*asked, **how), number=number)

        monkeypatch.setattr(open_deals, "forecast_of", foretell)
        return draft_told(asks(alice), {"amount": str(amount), "period": "this quarter"})

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
    assert ("says the forecast" in answer_in_words(draft, None)) is is_enough


def test_what_comes_without_the_work_and_what_it_brings_make_what_the_forecast_expects(plans):
    draft = plans(30, twice_expected=40)
    more, work = more_foreseen(draft), more_by_work(draft)
    said = brought_in_words(draft, None).replace("\u00a0", " ")
    assert said == (
        f"About {more - work} more will come without the work that is planned here: going on as lately, the forecast "
        f"expects about {more} by Jun 30, 2024, and this work brings about {work} of them. That is taken off."
    )
    assert f"brings about {more} in all" in sure_in_words(draft, None)
    assert "is taken from the forecast" in beside_forecast(draft)


def test_where_the_forecast_expects_less_than_the_chain_promises_the_work_counts_for_less(plans):
    """
    Of one more deal by the forecast, the pace of lately would bring several by the rates of the chain alone.
    """
    draft = plans(30, twice_expected=2)
    case = draft.case
    promised = draft.sure.pace * case.work.total * draft.sure.part * case.history.rate
    assert promised > 1
    assert (case.brought.mean, case.brought.yields) == (0.0, pytest.approx(1 / promised))
    assert "That is less than the rates of the chain promise" in brought_in_words(draft, None)
    assert draft.sure.plain[0] == pytest.approx(30 / (case.history.rate * draft.sure.part / promised), abs=1)
