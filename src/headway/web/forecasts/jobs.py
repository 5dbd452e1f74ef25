"""Forecasts are kept once a week by themselves."""

from datetime import date, datetime

from headway.web.forecasts.keeping import keep_weekly
from headway.web.jobs import daily
from headway.web.models import Company


@daily()
def keep_forecasts(day: date, now: datetime) -> dict[str, int]:
    """Keep this week's forecasts where they are not kept yet."""
    company = Company.objects.first()
    return {"kept": keep_weekly(company, now) if company else 0}
