"""The forecasts that the demo company looks back on: as they would have been made, and of no other company."""

from datetime import date

from headway.web.demo import jobs
from headway.web.forecasts.keeping import keep_weekly
from headway.web.log import value_deal
from headway.web.models import Deal, KeptForecast
from tests.web.forecast.conftest import clock, deals  # noqa: F401 - fixtures are found by name


def test_the_weeks_before_this_one_are_kept_as_they_would_have_been_made(deals, company, now, monkeypatch):  # noqa: F811
    """On Wednesday 15 May: as of the Sundays before the last two weeks, and this week's as ever.

    What a deal is worth was said on that Wednesday, which nobody knew on the Sundays.
    """
    old = value_deal(deals["old"], 90_000, company.currency, by=None, now=now)
    monkeypatch.setattr(jobs, "_WEEKS", 2)
    jobs.keep_past_forecasts()
    assert not KeptForecast.objects.exists()
    company.is_demo = True
    company.save()
    jobs.keep_past_forecasts()
    of_company = KeptForecast.objects.filter(team=None, user=None)
    assert list(of_company.order_by("as_of", "ends_on").values_list("as_of", "ends_on")) == [
        (date(2024, 4, 28), date(2024, 5, 1)),
        (date(2024, 4, 28), date(2024, 7, 1)),
        (date(2024, 5, 5), date(2024, 6, 1)),
        (date(2024, 5, 5), date(2024, 7, 1)),
    ]
    may = of_company.get(as_of=date(2024, 5, 5), ends_on=date(2024, 6, 1))
    assert _amount_of(old, may) is None
    assert (may.kept_at.date(), keep_weekly(company, now)) == (date(2024, 5, 8), 10)
    assert _amount_of(old, of_company.get(as_of=date(2024, 5, 14), ends_on=date(2024, 6, 1))) == 90_000


def _amount_of(deal: Deal, kept: KeptForecast) -> int | None:
    return next(amount for pk, _chance, _rate, amount in kept.deals if pk == deal.pk)
