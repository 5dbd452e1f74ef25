"""On which day the reps of the demo company expect to win: said with the offer, put off where nothing comes of it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from headway.web.clock import day_of
from headway.web.demo.planned import PlannedDeal
from headway.web.demo.scene import Scene

_SATURDAY = 5
# When a rep looks again at an expected day: some before it has come, some days after it has passed.
_LOOKS_AGAIN = (-9, -5, -2, 1, 2, 6)
_ENDS = {"won", "lost"}


def expect(scene: Scene) -> None:
    """Give every deal that has had an offer its expected days; of an own chance, so that all else stays as it is."""
    chance = Random(len(scene.plan.deals))
    for deal in scene.plan.deals:
        deal.expected = list(_told(scene, deal, chance))


def _told(scene: Scene, deal: PlannedDeal, chance: Random) -> Iterator[tuple[date, datetime]]:
    if not deal.values:
        return
    end = next((touch.at for touch in deal.touches if touch.stage in _ENDS), scene.now)
    at = deal.values[0][1]
    while at < end:
        expected_on = _working_day(day_of(at, scene.zone) + timedelta(days=chance.randint(18, 50)))
        yield expected_on, at
        at = scene.midnight(expected_on + timedelta(days=chance.choice(_LOOKS_AGAIN))) + timedelta(hours=9)


def _working_day(day: date) -> date:
    return day - timedelta(days=max(day.weekday() - _SATURDAY + 1, 0))
