"""The days of the tests of next steps, and how a step ended."""

from datetime import date, timedelta

from headway.web.models import AuditEntry

DAY = timedelta(days=1)
WEDNESDAY = date(2024, 5, 15)


def end_of(step):
    step.refresh_from_db()
    return step.end


def trail_of(step):
    return list(
        AuditEntry.objects.filter(noun="nextstep", noun_id=step.pk).order_by("pk").values_list("verb", flat=True)
    )
