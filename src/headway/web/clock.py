"""The one place where the clock is read; everything else is handed the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from headway.web.models import Company, User


def now() -> datetime:
    """Return this moment in UTC."""
    return datetime.now(tz=UTC)


def zone_of(user: User | None, company: Company | None) -> ZoneInfo:
    """Return the time zone of a user: their own, else the company's, else UTC."""
    return ZoneInfo((user and user.time_zone) or (company and company.time_zone) or "UTC")


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    """Return the local day on which a moment fell."""
    return moment.astimezone(zone).date()
