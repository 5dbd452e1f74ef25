"""What the forecast says beside an aim: its own number and chances, why they differ, and which was nearer so far."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from headway.planning.closing import number_of
from headway.planning.experience import Experience
from headway.planning.foresight import Method
from headway.planning.trials import Tried
from headway.web.aims import open_deals
from headway.web.aims.keeping import set_aim
from headway.web.aims.standing import standing_of
from headway.web.aims.told import ToldAim
from headway.web.facts import get_store
from headway.web.forecasts.making import forecast_of
from headway.web.forecasts.outcome import Outlook

pytestmark = pytest.mark.usefixtures("half_a_year")
_NOTHING_ELSE = {"certain": 0, "from_open": 0.0, "to_come": 0.0, "weighted": 0.0, "last": 0.0}


@pytest.mark.parametrize(
    ("method", "last", "nearer"),
    [
        (Method.LEARNT, 19.0, "trust the forecast more."),
        (Method.LEARNT, 11.0, "trust the pace more."),
        (Method.LAST, 11.0, ""),
    ],
)
def test_the_forecast_beside_an_aim_says_its_number_its_chance_and_which_was_nearer(
    asks, alice, monkeypatch, method, last, nearer
):
    """
    Ten deals are certain. On the one past date 12 were said and 10 came; the pace of the days before said 19, or 11.
    Where the forecast is that pace, neither is nearer.
    """
    tried = Tried(back=28, mean=12.0, variance=1.0, weighted=12.0, last=last, came=10.0)
    outlook = Outlook(closing=number_of([1.0] * 10, 0.0), experience=Experience((tried,), method, 0.1), **_NOTHING_ELSE)
    monkeypatch.setattr(
        open_deals, "forecast_of", lambda *asked: replace(forecast_of(*asked), number=outlook, value=None)
    )
    asker = asks(alice)
    aims = [
        set_aim(asker, indicator=name, value=Decimal(value), by=date(2024, 6, 9))
        for name, value in (("deals_won", 11), ("sales_volume", 700_000))
    ]
    of_deals, of_volume = (
        open_deals.from_open(asker, ToldAim(standing_of(asker, aim, get_store()), asker.company)) for aim in aims
    )
    assert of_volume is None
    said = of_deals.sentence.replace("\u00a0", " ")
    assert said.startswith(
        "By the deals instead, says the forecast: about 10 by Jun 9, 2024. "
        "The aim of 11 is reached with a chance of under 1%."
    )
    assert ("Tried on past dates (1), the forecast missed by 2 on " in said) is bool(nearer)
    assert said.endswith(nearer)
