"""A rep's day: what the plans in force need of it, the streak of days that had it, and whom to contact first."""

from headway.web.rep_day.anew import is_fruitless, words_anew
from headway.web.rep_day.needed import NeedLine, PlannedDay, ahead_of, next_working_day, planned_days
from headway.web.rep_day.suggested import Suggested, suggested

__all__ = [
    "NeedLine",
    "PlannedDay",
    "Suggested",
    "ahead_of",
    "is_fruitless",
    "next_working_day",
    "planned_days",
    "suggested",
    "words_anew",
]
