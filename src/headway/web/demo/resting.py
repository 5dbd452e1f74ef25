"""The days on which the people of the demo company do not work: absences, and part time."""

from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from headway.web.demo.company import Settled
from headway.web.demo.scene import Scene
from headway.web.models import AbsenceKind, Company, User
from headway.web.working_days.writing import enter_absence, set_own_week

# Which seller is away, from how many days ago on, for how many days, and why; below zero is still to come.
_AWAY = (
    (0, -10, 5, AbsenceKind.HOLIDAY),
    (1, 40, 2, AbsenceKind.SICK),
    (2, 75, 10, AbsenceKind.HOLIDAY),
    (3, -3, 1, AbsenceKind.OTHER),
    (4, 18, 3, AbsenceKind.SICK),
    (5, -25, 10, AbsenceKind.HOLIDAY),
)
# This one does not work on Fridays.
_PART_TIME, _WEEK = 3, (100, 100, 100, 100, 0, 0, 0)


def rest(scene: Scene, settled: Settled, seed: int) -> None:
    """Write down holidays, illnesses and part time."""
    # Britain has no Easter Monday of its own, its parts have.
    Company.objects.filter(country="GB").update(region="ENG")
    chance, sellers = Random(seed), User.objects.in_bulk(settled.sellers)
    for place, days_ago, days, kind in _AWAY:
        first = _weekday(scene.today - timedelta(days=days_ago))
        enter_absence(
            sellers[settled.sellers[place]],
            first,
            first + timedelta(days=days - 1),
            kind=kind,
            by=None,
            now=_written_at(scene, first),
            uid=UUID(int=chance.getrandbits(128), version=4),
        )
    since = scene.start.replace(day=1)
    set_own_week(sellers[settled.sellers[_PART_TIME]], since, _WEEK, by=None, now=scene.midnight(since))


def _weekday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _written_at(scene: Scene, first: date) -> datetime:
    return scene.midnight(min(first, scene.today))
