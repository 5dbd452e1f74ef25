"""A plan beside the forecast of its days: what going on as lately brings is one number on both pages."""

from dataclasses import replace
from datetime import date

import pytest

from headway.planning.closing import number_of
from headway.planning.experience import Experience
from headway.planning.foresight import Method
from headway.planning.trials import Trial
from headway.web.forecasts.making import forecast_of
from headway.web.forecasts.outcome import Outlook
from headway.web.models import Target
from headway.web.plans import making, open_deals
from headway.web.plans.asked import draft_told
from headway.web.plans.pace import beside_forecast, more_by_work, more_foreseen
from headway.web.plans.saying import answer_in_words, brought_in_words, sure_in_words

pytestmark = pytest.mark.django_db
_TRIED = Trial(back=91, mean=9.0, variance=9.0, weighted=9.0, last=9.0, came=9.0, low=5.0, middle=9.0, high=13.0)


@pytest.fixture
def plans(asks, alice, sold, monkeypatch):
    """A plan of this quarter, of which a forecast that was tried expects so many more deals, each as likely as not."""

    def plan(amount: int, twice_expected: int, **words: str):
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
    assert ("says the forecast" in answer_in_words(draft, None)) is is_enough


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
