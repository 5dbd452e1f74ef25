"""Time in the stages of a funnel: after how many days a tenth, a quarter, half ... of the entries had left each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from types import MappingProxyType

from headway.engine.curve import Curve, Day
from headway.engine.dimension import Dimension
from headway.engine.names import Name, Names
from headway.engine.store import FactStore
from headway.reports.funnel import FunnelQuestion, shape_of, values_of
from headway.reports.funnel_flow import stages_of
from headway.reports.funnel_stays import stage_days

PERCENTILES = (10, 25, 50, 75, 90)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTimes:
    """The time in one stage: ``days`` by percentile, None where as many had not left as far as they were followed.

    ``counted`` = ``left`` + ``still``: the entries that were on the stage, on a known day. Those that jumped over it
    took no time and are not among them.
    """

    stage: Name
    counted: int
    still: int
    days: Mapping[int, int | None]

    @property
    def left(self) -> int:
        """How many left, in whatever way."""
        return self.counted - self.still


@dataclass(frozen=True, slots=True)
class TimesReport:
    """The times of all stages of a funnel, told as of the end of a day."""

    question: FunnelQuestion
    as_of: date
    stages: tuple[StageTimes, ...]


def times(store: FactStore, question: FunnelQuestion, today: date) -> TimesReport:
    """Return the percentiles of the time in each stage, in whole days, as the facts stand.

    Whoever is still there has been there for so long already, and counts as that: the percentiles are those of the
    Kaplan-Meier curve of leaving, not of the quick ones that have left.
    """
    as_of = question.as_of or today
    statement = stage_days(shape_of(question), store.dialect)
    with store.reading() as facts:
        names = Names.read(facts, store.dialect, [Dimension.STAGE])
        rows = statement.run(facts, values_of(question) | {"horizon": as_of})
    rows.sort(key=lambda row: row["stage_id"])
    curves = {
        stage_id: Curve(Day(row["days"], reached=row["left"], open=row["still"]) for row in found)
        for stage_id, found in groupby(rows, key=lambda row: row["stage_id"])
    }
    stages = stages_of(names, question.funnel_id, set(curves))
    return TimesReport(question, as_of, tuple(_times(each, curves.get(each.id, Curve(()))) for each in stages))


def _times(stage: Name, curve: Curve) -> StageTimes:
    still = sum(each.open for each in curve.course)
    days = {percentile: _days(curve, Decimal(percentile) / 100) for percentile in PERCENTILES}
    return StageTimes(stage=stage, counted=curve.size, still=still, days=MappingProxyType(days))


def _days(curve: Curve, share: Decimal) -> int | None:
    """Return the first day by which a share had left."""
    return next((point.days for point in curve.points if point.share >= share), None)
