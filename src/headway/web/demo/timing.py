"""Where the working time of the demo company's reps went in the last weeks."""

from datetime import datetime, time, timedelta
from random import Random
from uuid import UUID

from headway.web.demo.company import Settled
from headway.web.demo.scene import Scene
from headway.web.log.context import ReplayContext
from headway.web.models import TimeCategory, TimeEntry

_DAYS = 60
_SATURDAY = 5
_QUARTER = 15 * 60
# Of each category whether it is selling, and how many quarters of an hour a day has of it.
_USUAL = ((True, 4, 10), (True, 2, 8), (False, 3, 8), (False, 1, 6))


def spend_time(scene: Scene, settled: Settled, seed: int) -> None:
    """Let reps have written down the working days of the last weeks, in quarters of an hour."""
    chance, context = Random(seed), ReplayContext()
    categories = [
        (TimeCategory.objects.create(name=name, is_selling=is_selling), low, high)
        for name, (is_selling, low, high) in zip(scene.words.time_categories, _USUAL, strict=True)
    ]
    days = [day for number in range(1, _DAYS) if (day := scene.today - timedelta(days=number)).weekday() < _SATURDAY]
    entries = [
        TimeEntry(
            uid=UUID(int=chance.getrandbits(128), version=4),
            category=category,
            rep_id=rep_id,
            team_id=context.team_of(rep_id, day),
            spent_on=day,
            seconds=chance.randint(low, high) * _QUARTER,
            written_at=datetime.combine(day, time(18), scene.zone),
            written_by_id=rep_id,
        )
        for rep_id in settled.sellers
        for day in days
        for category, low, high in categories
    ]
    TimeEntry.objects.bulk_create(entries)
