"""What the demo company looks back on is worked out by the worker: nobody waits for it when Headway starts first."""

from headway.web.clock import now
from headway.web.forecasts.keeping import keep_past_weeks
from headway.web.jobs import job
from headway.web.models import Company

_WEEKS = 17


@job
def keep_past_forecasts() -> None:
    """Keep the forecasts of the last four months as they would have been made."""
    if company := Company.objects.filter(is_demo=True).first():
        keep_past_weeks(company, now(), _WEEKS)
