"""The seasons of a maker of pumps: August and the end of December are slow, the first months of autumn are full."""

from datetime import date

_MONTHS = (0.85, 1.0, 1.05, 1.0, 0.95, 0.95, 0.75, 0.45, 1.05, 1.1, 1.1, 0.9)
_SATURDAY, _SUNDAY = 0.015, 0.006
_TURN_OF_THE_YEAR = 0.1
# In Russia the holidays last until Christmas on the 7th of January.
_NEW_YEAR_ENDS = {"RU": 8}


def busyness(day: date, country: str) -> float:
    """Return how much work is done on a day, 1 being the usual."""
    if day.weekday() >= 5:
        return _SATURDAY if day.weekday() == 5 else _SUNDAY
    if (day.month, day.day) >= (12, 22) or (day.month == 1 and day.day <= _NEW_YEAR_ENDS.get(country, 2)):
        return _TURN_OF_THE_YEAR
    return _MONTHS[day.month - 1]
