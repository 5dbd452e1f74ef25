"""A rep's day: what the plans in force need of it, the streak of days that had it, and whom to contact first."""

from headway.web.rep_day.anew import is_by_plan, is_fruitless, is_outdated, rep_days, words_anew
from headway.web.rep_day.needed import NeedLine, PlannedDay, next_working_day, planned_days, team_days
from headway.web.rep_day.suggested import Suggested, suggested

__all__ = [
    "NeedLine",
    "PlannedDay",
    "Suggested",
    "is_by_plan",
    "is_fruitless",
    "is_outdated",
    "next_working_day",
    "planned_days",
    "rep_days",
    "suggested",
    "team_days",
    "words_anew",
]
