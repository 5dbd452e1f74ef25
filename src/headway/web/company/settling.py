"""Changes what the company has settled, and keeps what it was in the audit trail."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from headway.web import audit
from headway.web.models import Company, User

FIELDS = ("name", "week_starts_on", "year_starts_in", "bounce_days", "late_hours")


def change_company(changes: Mapping[str, Any], *, by: User, now: datetime) -> None:
    """Set fields of the company. All of these are read when a question is asked: nothing is derived from them."""
    with transaction.atomic():
        company = Company.objects.select_for_update().get()
        before = audit.snapshot(company, FIELDS)
        for name in FIELDS:
            setattr(company, name, changes.get(name, getattr(company, name)))
        after = audit.snapshot(company, FIELDS)
        if after != before:
            company.save(update_fields=FIELDS)
            audit.record(by, "change", company, now, before=before, after=after)
