"""Whether an aim goes by the forecast or by the pace, and what it says of the other, and of why."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from headway.engine.period import Period
from headway.planning.closing import number_of
from headway.planning.experience import Experience
from headway.planning.foresight import Method
from headway.planning.trials import Tried
from headway.web.aims import foretold
from headway.web.aims.from_plans import offered_by_plans
from headway.web.aims.keeping import set_aim
from headway.web.aims.standing import standing_of
from headway.web.aims.told import ToldAim, told_aims
from headway.web.facts import get_store
from headway.web.forecasts.making import forecast_of
from headway.web.forecasts.outcome import Outlook
from headway.web.models import Plan

pytestmark = pytest.mark.usefixtures("half_a_year")
_NOTHING_ELSE = {"certain": 0, "from_open": 0.0, "to_come": 0.0, "weighted": 0.0, "last": 0.0}
LAST, LAST_END = date(2024, 6, 9), date(2024, 6, 10)


@pytest.fixture
def foresees(monkeypatch):
    """Let the forecast expect ten deals for certain and two that come with one half; on a past date it said 12."""

    def foresee(method, last):
        tried = Tried(back=28, mean=12.0, variance=1.0, weighted=12.0, last=last, came=10.0)
        closing = number_of([1.0] * 10 + [0.5, 0.5], 0.0)
        outlook = Outlook(closing=closing, experience=Experience((tried,), method, 0.1), **_NOTHING_ELSE)
        monkeypatch.setattr(
            foretold, "forecast_of", lambda *asked: replace(forecast_of(*asked), number=outlook, value=outlook)
        )

    return foresee


def _told(asker, indicator, value, **more):
    aim = set_aim(asker, indicator=indicator, value=Decimal(value), by=LAST, **more)
    return ToldAim(standing_of(asker, aim, get_store()), asker.company)


@pytest.mark.parametrize(
    ("method", "last", "trusted", "reason"),
    [
        (Method.LEARNT, 19.0, True, "so what is said and drawn here goes by the forecast."),
        (Method.LEARNT, 11.0, False, "so what is said and drawn here goes by the pace."),
        (Method.LAST, 19.0, False, ""),
    ],
)
def test_an_aim_goes_by_what_was_nearer_on_past_dates_and_says_the_other_beside_it(
    asks, alice, foresees, method, last, trusted, reason
):
    """
    Ten came on the one past date, 12 were said, and the pace of the days before said 19, or 11. Where the forecast is
    that pace itself neither is nearer. By the pace alone nobody can tell, for no deal was ever won.
    """
    foresees(method, last)
    told = _told(asks(alice), "deals_won", 11)
    assert told.standing.goes_by_deals is trusted
    assert told.standing.chance == (pytest.approx(0.75) if trusted else None)
    beside = told.beside.replace("\u00a0", " ")
    assert ("Tried on past dates (1), the forecast missed by 2 on " in beside) is bool(reason)
    assert beside.endswith(reason)
    assert ("By the deals instead, says the forecast: about 11; the aim is reached in about 7" in beside) is not trusted
    assert told.is_good is (True if trusted else None)


def test_by_the_deals_headline_dot_and_band_are_the_forecast_s_and_the_pace_stands_beside(asks, alice, foresees):
    """
    Of the 19 working days 5 are in the first week; the ten to twelve cents of the deals are far below the pace.

    end of the first week | of the last
    11 * 5/19             | 11, in 9 of 10 cases 10 to 12
    """
    foresees(Method.LEARNT, 19.0)
    told = _told(asks(alice), "sales_volume", 700_000)
    points = told.standing.points
    assert [points[-1].low, points[-1].likely, points[-1].high] == [10, 11, 12]
    assert points[1].likely == pytest.approx(11 * 5 / 19)
    assert points[1].high - points[1].likely == pytest.approx((5 / 19) ** 0.5)
    assert (told.is_good, told.standing.chance) == (False, 0)
    said = told.beside.replace("\u00a0", " ")
    assert said.startswith("By the pace of the last weeks instead: about €6,024; the aim is reached in about 2")
    assert "The forecast counts won deals at their value" in said


def test_what_is_reached_already_is_never_foretold_as_less(asks, alice, foresees, sells):
    foresees(Method.LEARNT, 19.0)
    _told(asks(alice), "sales_volume", 90)
    sells(date(2024, 5, 13), 1)
    (told,) = told_aims(asks(alice, days=1), get_store())
    assert (told.standing.chance, told.standing.outlook.mean, told.standing.outlook.quantile(0.05)) == (1, 100, 100)


def test_an_aim_may_have_the_days_of_a_plan_that_is_still_to_begin(asks, alice):
    """Three weeks from Monday 20 May on, set a week before; the half year before the 13th is known."""
    asker = asks(alice)
    days = {"starts_on": date(2024, 5, 20), "ends_on": date(2024, 6, 10)}
    Plan.objects.create(
        goal="sales_volume", amount=700_000, scope="company", certainty="0.8", chain=[], made_by=alice,
        adopted_at=asker.now, **days,
    )  # fmt: skip
    (offered,) = offered_by_plans(asker, [])
    assert offered.query == "indicator=sales_volume&value=7000&since=2024-05-20&by=2024-06-09"
    told = _told(asker, "sales_volume", 700_000, since=days["starts_on"])
    standing = told.standing
    assert offered_by_plans(asker, [told]) == []
    assert standing.baseline.period == Period(date(2024, 4, 22), date(2024, 5, 13))
    assert (standing.is_begun, standing.counted.value, standing.weeks_known) == (False, 0, 26)
    assert [point.day for point in standing.points] == [
        date(2024, 5, 20),
        date(2024, 5, 27),
        date(2024, 6, 3),
        LAST_END,
    ]
    assert any(saying.startswith("On May\u00a020") for saying in told.sayings)
    begun = standing_of(asks(alice, days=14), standing.aim, get_store())
    assert (begun.is_begun, begun.counted_until, begun.weeks_known) == (True, date(2024, 5, 27), 26)
