"""Whether an aim goes by the forecast or by the pace, and what it says of the other, and of why."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from headway.engine.period import Period
from headway.planning.closing import number_of
from headway.planning.experience import FEWEST_DATES, Experience
from headway.planning.foresight import Method
from headway.planning.outlook import Week, sum_ahead
from headway.planning.trials import Tried
from headway.web.aims import foretold
from headway.web.aims.from_plans import offered_by_plans
from headway.web.aims.keeping import set_aim
from headway.web.aims.standing import standing_of
from headway.web.aims.told import ToldAim, told_aims
from headway.web.facts import get_store
from headway.web.forecasts.making import forecast_of
from headway.web.forecasts.outcome import Outlook
from headway.web.forecasts.saying import NUMBER, VALUE, Measure
from headway.web.models import Plan
from headway.web.naming import NotUnderstood

pytestmark = pytest.mark.usefixtures("half_a_year")
_NOTHING_ELSE = {"certain": 0, "from_open": 0.0, "to_come": 0.0, "weighted": 0.0, "last": 0.0}
LAST, LAST_END = date(2024, 6, 9), date(2024, 6, 10)


def _outlook(method, last, dates):
    """Ten are expected for certain and two come with one half; on past dates 12 were, and ten came."""
    tried = Tried(back=28, mean=12.0, variance=1.0, weighted=12.0, last=last, came=10.0)
    closing = number_of([1.0] * 10 + [0.5, 0.5], 0.0)
    return Outlook(closing=closing, experience=Experience((tried,) * dates, method, 0.1), **_NOTHING_ELSE)


@pytest.fixture
def foresees(monkeypatch):
    """Let this be the forecast of an aim, of won deals and of what they are worth in cents."""

    def foresee(method, last, dates=FEWEST_DATES):
        outlook = _outlook(method, last, dates)
        monkeypatch.setattr(
            foretold, "forecast_of", lambda *asked: replace(forecast_of(*asked), number=outlook, value=outlook)
        )

    return foresee


def _told(asker, indicator, value, **more):
    aim = set_aim(asker, indicator=indicator, value=Decimal(value), by=LAST, **more)
    return ToldAim(standing_of(asker, aim, get_store()), asker.company)


@pytest.mark.parametrize(
    ("method", "last", "dates", "trusted", "reason"),
    [
        (Method.LEARNT, 19.0, 6, True, "so what is said and drawn here goes by the forecast."),
        (Method.LEARNT, 11.0, 6, False, "so what is said and drawn here goes by the pace."),
        (Method.LEARNT, 19.0, 5, False, ""),
        (Method.LAST, 19.0, 6, False, ""),
    ],
)
def test_an_aim_goes_by_what_was_nearer_on_past_dates_and_says_the_other_beside_it(
    asks, alice, foresees, method, last, dates, trusted, reason
):
    """
    Ten came on each past date, 12 were said, and the pace of the days before said 19, or 11. Five dates say too little,
    and where the forecast is that pace itself neither is nearer. By the pace alone nobody can tell, for no deal was
    ever won.
    """
    foresees(method, last, dates)
    told = _told(asks(alice), "deals_won", 11)
    assert told.standing.goes_by_deals is trusted
    assert told.standing.chance == (pytest.approx(0.75) if trusted else None)
    beside = told.beside.replace("\u00a0", " ")
    assert ("Tried on past dates (6), the forecast missed by 2 on " in beside) is bool(reason)
    assert beside.endswith(reason)
    assert ("By the deals instead, says the forecast: about 11; the aim is reached in about 7" in beside) is not trusted
    assert told.is_good is (True if trusted else None)


def test_by_the_deals_headline_dot_and_band_are_the_forecast_s_and_the_pace_stands_beside(asks, alice, foresees):
    """
    Of the 19 working days 5 are in the first week; the pace is of one deal and of two in turns a week.

    end of the first week | of the last
    11 * 5/19             | 11, in 9 of 10 cases 10 to 12
    """
    foresees(Method.LEARNT, 19.0)
    told = _told(asks(alice), "deals_won", 13)
    points = told.standing.points
    assert [points[-1].low, points[-1].likely, points[-1].high] == [10, 11, 12]
    assert points[1].likely == pytest.approx(11 * 5 / 19)
    assert points[1].high - points[1].likely == pytest.approx((5 / 19) ** 0.5)
    assert (told.is_good, told.standing.chance) == (False, 0)
    pace = sum_ahead([Week(each, 5.0) for each in (1.0, 2.0) * 3], 0.0, 19.0)
    with_pace = ToldAim(replace(told.standing, pace=pace), told.company)
    assert with_pace.beside.startswith(
        "By the pace of the last weeks instead: about 6; the aim is reached in hardly any"
    )


def test_the_worth_of_won_deals_stands_beside_the_sales_as_it_is_however_near_it_was(asks, alice, foresees, sells):
    """
    sold    | 100 cents, of which no deal brought any | the aim, of 90, is reached
    forecast| won deals worth 11 cents, at least 10   | not 100, which are another number
    """
    foresees(Method.LEARNT, 19.0)
    _told(asks(alice), "sales_volume", 90)
    sells(date(2024, 5, 13), 1)
    (told,) = told_aims(asks(alice, days=1), get_store())
    standing, beside = told.standing, told.standing.foretold
    assert not standing.goes_by_deals
    assert standing.points[-1].likely == standing.outlook.mean == standing.pace.mean > 100
    assert (beside.mean, beside.quantile(0.05), beside.chance_of(90)) == (11, 10, 1)
    assert told.beside.startswith("By the deals instead, says the forecast: about €0.11;")
    assert "with a deal or without. Go by the sentence at the top: it counts what the aim counts." in told.beside


@pytest.mark.parametrize(("name", "mean", "low"), [(NUMBER, 15, 15), (VALUE, 11, 10)])
def test_what_is_won_already_is_never_foretold_as_less(name, mean, low):
    end = foretold.Foretold(_outlook(Method.LEARNT, 19.0, 6), Measure(name), 15, "")
    assert (end.mean, end.quantile(0.05), end.chance_of(15)) == (mean, low, 1)


def test_a_plan_is_offered_where_an_aim_of_its_days_is_allowed(asks, alice):
    """
    begins | ends, not included | the form refuses
    -300   | +100               | the first day: more than a year before the last
    0      | +6                 | the last day: less than a week from now
    +1     | +7                 | the first day: less than a week before the last
    +360   | +367               | the last day: more than a year from now
    -266   | +100               | nothing: the longest of all
    0      | +7                 | nothing: the shortest of all
    """
    asker = asks(alice)
    spans = [(-300, 100), (0, 6), (1, 7), (360, 367), (-266, 100), (0, 7)]
    for begins, ends in spans:
        since, until = (asker.today + timedelta(days=each) for each in (begins, ends))
        Plan.objects.create(
            goal="sales_volume", amount=700_000, scope="company", certainty="0.8", chain=[], made_by=alice,
            adopted_at=asker.now, starts_on=since, ends_on=until,
        )  # fmt: skip
        asked = {"since": since, "by": until - timedelta(days=1)}
        offered = [each.query.partition("since=")[2] for each in offered_by_plans(asker, [])]
        is_offered = f"{asked['since']}&by={asked['by']}" in offered
        try:
            set_aim(asker, indicator="sales_volume", value=Decimal(1), **asked)
        except NotUnderstood:
            assert not is_offered
        else:
            assert is_offered
    assert len(offered) == 2


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
    assert "The days of this aim begin on May 20, 2024." in [each.replace("\u00a0", " ") for each in told.sayings]
    begun = standing_of(asks(alice, days=14), standing.aim, get_store())
    assert (begun.is_begun, begun.counted_until, begun.weeks_known) == (True, date(2024, 5, 27), 26)
