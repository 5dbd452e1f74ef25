"""What a forecast says of how it was made: the number and the value each by its own trials, and the season."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from headway.engine.period import Period
from headway.engine.question import Scope
from headway.planning.experience import Experience
from headway.planning.foresight import Method
from headway.planning.seasons import Season, Verdict
from headway.planning.trials import Tried
from headway.web.forecasts import forecast_of
from headway.web.forecasts.saying import NUMBER, VALUE, Measure
from headway.web.forecasts.trusting import trust
from headway.web.models import Currency
from tests.web.diary import told as told_in

pytestmark = pytest.mark.any_database

MAY, TODAY = Period(date(2024, 5, 1), date(2024, 6, 1)), date(2024, 5, 15)


@pytest.fixture
def made(deals, company):
    return forecast_of(Scope(), MAY, TODAY)


@pytest.mark.parametrize(
    ("method", "taken"),
    [
        (Method.LEARNT, "the pace of the days just before by €30."),
        (Method.WEIGHTED, "So the weighted pipeline is taken for the middle."),
        (Method.LAST, "the pace of the days just before by €30. So that pace is taken for the middle."),
    ],
)
def test_what_the_deals_are_worth_rests_on_its_own_trials(made, method, taken):
    """Of the number nothing changes."""
    tried = Tried(back=7, mean=10_000, variance=1.0, weighted=9_000, last=8_000, came=5_000)
    value = replace(made.number, experience=Experience((tried,), method, 0.25))
    told = replace(made, value=value)
    said = [each.replace("\u00a0", " ") for each in trust(told, Measure(VALUE, Currency(code="EUR", digits=2)))]
    assert said[0] == "What the deals are worth was tried by itself, on past dates with what was known then."
    assert "by about 25%" in said[1]
    assert "missed by €50 on average, the weighted pipeline by €40" in said[2]
    assert said[2].endswith(taken)
    assert list(trust(told, Measure(NUMBER))) == list(trust(made, Measure(NUMBER)))


@pytest.mark.parametrize(
    ("spread", "begins"),
    [
        (0.15, "There is too little past yet to try the forecast on. The band is widened as usual"),
        (0.25, "Good and bad months move all deals together, by about 25%: so the band is widened."),
        (0.0, "Deals still to be opened"),
    ],
)
def test_values_without_trials_are_widened_by_what_the_numbers_taught(made, spread, begins):
    value = replace(made.number, experience=Experience((), Method.LEARNT, spread))
    told = replace(made, value=value, seasonal=Verdict.CHANCE)
    first, *_rest = trust(told, Measure(VALUE, Currency(code="EUR", digits=2)))
    assert first.replace("\u00a0", " ").startswith(begins)


def test_what_is_not_foretold_is_not_said_to_be_trusted(made, page, alice, clock):
    """Nothing is known of what deals are worth; and on the last day of May nothing of May is to come."""
    assert made.value is None
    assert list(trust(made, Measure(NUMBER)))
    assert list(trust(made, Measure(VALUE, Currency(code="EUR", digits=2)))) == []
    over = forecast_of(Scope(), MAY, date(2024, 5, 31))
    assert list(trust(over, Measure(NUMBER))) == []
    clock.move_to(datetime(2024, 5, 31, 9, tzinfo=UTC), tick=False)
    words = told_in(page(alice, "/forecast"))
    assert "ends today: won so far: 1." in words
    assert "too little" not in words


def test_a_season_is_named_by_its_months_and_else_why_there_is_none(made):
    factors = (1.0, 1.0, 1.3, *(1.0,) * 4, 0.7, *(1.0,) * 4)
    cases = (
        (None, Verdict.SHORT, "There is too little history for a season: two whole years are needed."),
        (None, Verdict.NO_NEARER, "did not bring forecasts of past dates nearer: no season is counted in."),
        (None, Verdict.CHANCE, "The months of the year differ by no more than chance: no season is counted in."),
        (Season(factors, 3), Verdict.TAKEN, "so much more or less often: Mar +30%, Aug −30%."),
    )
    for season, seasonal, words in cases:
        *_rest, said = trust(replace(made, season=season, seasonal=seasonal), Measure(NUMBER))
        assert said.replace("\u00a0", " ").endswith(words)


def test_a_season_of_openings_is_named_where_it_is_counted_in(made):
    opened = replace(made, openings=Season((1.0,) * 6 + (0.6,) + (1.0,) * 5, 2))
    *_rest, said = trust(opened, Measure(NUMBER))
    assert said.replace("\u00a0", " ").endswith("so many more or fewer are opened: Jul −40%.")
    assert len(list(trust(opened, Measure(NUMBER)))) == len(list(trust(made, Measure(NUMBER)))) + 1


def test_where_good_and_bad_months_move_nothing_no_widening_is_told(made):
    quiet = replace(made.number, experience=replace(made.experience, spread=0.0))
    assert not any("move all deals together" in each for each in trust(replace(made, number=quiet), Measure(NUMBER)))
