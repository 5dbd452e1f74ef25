"""What a rep tallied: each kind with today's count, the days before it, and the latest tap."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, Sum

from headway.web.models import Tally, TallyKind, User

DAYS = 7


@dataclass(frozen=True)
class Counted:
    """A kind with its counts, day by day; the last one is today's."""

    kind: TallyKind
    counts: tuple[int, ...]

    @property
    def today(self) -> int:
        """How many were counted today."""
        return self.counts[-1]

    @property
    def total(self) -> int:
        """How many were counted on all of these days."""
        return sum(self.counts)


@dataclass(frozen=True)
class Tallied:
    """The counts of a rep on some days up to today, and the count that was written last, if it was today."""

    days: tuple[date, ...]
    kinds: Sequence[Counted]
    latest: Tally | None

    @property
    def by_day(self) -> list[tuple[date, tuple[int, ...]]]:
        """Each day with the counts of all kinds, today first."""
        return [(day, tuple(each.counts[place] for each in self.kinds)) for place, day in enumerate(self.days)][::-1]


def tallied(rep: User, today: date, days: int = DAYS) -> Tallied:
    """Return what a rep counted lately, of the kinds that are counted still and of those that were."""
    shown = tuple(today - timedelta(days=number) for number in reversed(range(days)))
    counted = Tally.objects.filter(rep=rep, counted_on__gte=shown[0], counted_on__lte=today)
    rows = counted.values_list("kind", "counted_on").annotate(total=Sum("count"))
    totals = {(kind_id, on): total for kind_id, on, total in rows}
    kinds = TallyKind.objects.filter(Q(retired_at=None) | Q(pk__in={kind_id for kind_id, _on in totals}))
    return Tallied(
        days=shown,
        kinds=[Counted(kind, tuple(totals.get((kind.pk, day), 0) for day in shown)) for kind in kinds],
        latest=counted.filter(counted_on=today).select_related("kind", "rep").order_by("-written_at", "-pk").first(),
    )
