"""Which days are worked: by the company as its calendar has it, and by each of its people."""

from headway.web.working_days.shares import (
    company_calendar,
    company_days,
    own_weeks,
    spans_of,
    worked,
    worked_by,
    worked_today,
)

__all__ = ["company_calendar", "company_days", "own_weeks", "spans_of", "worked", "worked_by", "worked_today"]
