"""The time entries that exist for a user."""

from django.db.models import QuerySet

from headway.web.access import reps_for, sees_all
from headway.web.models import TimeEntry, User


def time_entries_for(user: User) -> QuerySet[TimeEntry]:
    """Return those of all, of the team, or their own."""
    return TimeEntry.objects.all() if sees_all(user) else TimeEntry.objects.filter(rep__in=reps_for(user))
