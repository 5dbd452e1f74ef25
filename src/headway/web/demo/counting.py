"""What the reps of the demo company tally, and what its sources cost."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from headway.web.demo.company import Settled
from headway.web.demo.scene import Scene
from headway.web.log.context import ReplayContext
from headway.web.log.costs import enter_cost
from headway.web.models import BUSINESS_CARDS, Company, Source, Tally, TallyKind

_DAYS = 120
_SATURDAY = 5
# How likely a day has any of them, and how many at the most.
_OFTEN = ((0.5, 6), (0.15, 15))
_FAIRS = {3, 10}


def count_things(scene: Scene, settled: Settled, seed: int) -> None:
    """Let reps have handed out cards and knocked at doors on working days of the last months."""
    chance, context = Random(seed), ReplayContext()
    codes = zip(scene.words.counters, (BUSINESS_CARDS, ""), _OFTEN, strict=True)
    kinds = [(TallyKind.objects.create(name=name, code=code), *often) for name, code, often in codes]
    days = [day for number in range(1, _DAYS) if (day := scene.today - timedelta(days=number)).weekday() < _SATURDAY]
    counted = ((rep_id, day, *kind) for rep_id in settled.sellers for day in days for kind in kinds)
    tallies = [
        Tally(
            uid=UUID(int=chance.getrandbits(128), version=4),
            kind=kind,
            rep_id=rep_id,
            team_id=context.team_of(rep_id, day),
            counted_on=day,
            count=chance.randint(1, most),
            written_at=datetime.combine(day, time(17), scene.zone),
            written_by_id=rep_id,
        )
        for rep_id, day, kind, likely, most in counted
        if chance.random() < likely
    ]
    Tally.objects.bulk_create(tallies)


def spend(scene: Scene, settled: Settled, seed: int) -> None:
    """Write down what the website cost month by month, and the fairs on their days; nobody did for the others."""
    chance = Random(seed)
    currency = Company.objects.select_related("currency").get().currency
    unit = 10**currency.digits * scene.words.spare_parts.low
    for first, end in _months(scene):
        # As the price of a spare part goes, so that each currency has amounts of its own size.
        costs = [("website", first, end, chance.randint(12, 20) * unit)]
        if first.month in _FAIRS:
            costs.append(("fair", first + timedelta(days=9), first + timedelta(days=13), chance.randint(30, 45) * unit))
        for source, starts_on, ends_on, amount in costs:
            enter_cost(
                Source(pk=settled.sources[source]),
                amount=amount,
                currency=currency,
                starts_on=starts_on,
                ends_on=ends_on,
                by=None,
                now=scene.midnight(min(ends_on, scene.today)),
                uid=UUID(int=chance.getrandbits(128), version=4),
            )


def _months(scene: Scene) -> Iterator[tuple[date, date]]:
    """Return the first days of the months that have begun, each with that of the next."""
    first = scene.start.replace(day=1)
    while first <= scene.today:
        end = (first + timedelta(days=32)).replace(day=1)
        yield first, end
        first = end
