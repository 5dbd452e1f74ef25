"""How far the two sides of a funnel lie apart: stage by stage, the share that went on less that of the other side."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from headway.engine.interval import Interval, difference, wilson
from headway.engine.period import Period
from headway.reports.funnel import FunnelQuestion, FunnelReport, StageLine


@dataclass(frozen=True, slots=True)
class Difference:
    """Of one stage, the share that went on less that of the other side; None where either is not known.

    ``interval`` holds it in 95 of 100 cases. It is None where the sides have entries in common, which no chance drew
    apart, and where one side had less time than the other for those of its entries that are still there.
    """

    stage_id: int
    value: Decimal | None
    interval: Interval | None

    @property
    def is_beyond_chance(self) -> bool | None:
        """Whether chance alone would seldom do it; None where that cannot be told."""
        return None if self.interval is None else self.interval.leaves_out_zero


def differences(report: FunnelReport) -> tuple[Difference, ...]:
    """Return the differences of a funnel that stands beside another, in the order of its stages."""
    return tuple(_differences(report)) if report.compared is not None else ()


def are_apart(one: FunnelQuestion, other: FunnelQuestion) -> bool:
    """Return whether no entry stands on both sides: they have no days, or nothing they are narrowed to, in common."""
    theirs = dict(other.filters.chosen())
    is_narrowed_apart = any(
        dimension in theirs and not keys & theirs[dimension] for dimension, keys in one.filters.chosen()
    )
    return is_narrowed_apart or not _overlap(one.period, other.period)


def _differences(report: FunnelReport) -> Iterator[Difference]:
    others = {line.stage_id: line for line in report.compared or ()}
    beside = report.question.beside
    is_told = beside is not None and are_apart(report.question, beside)
    is_of_one_age = beside is not None and beside.period == report.question.period
    for line in report.stages:
        other = others.get(line.stage_id)
        here, there = _told(line), _told(other)
        if here is None or there is None:
            yield Difference(line.stage_id, None, None)
        else:
            is_even = is_told and (is_of_one_age or not (line.still or (other and other.still)))
            yield Difference(line.stage_id, here[0] - there[0], difference(*here, *there) if is_even else None)


def _told(line: StageLine | None) -> tuple[Decimal, Interval] | None:
    """Return the share of a stage that went on with its interval."""
    if line is None:
        return None
    share, within = line.share_on, wilson(line.advanced, line.entered)
    return None if share is None or within is None else (share, within)


def _overlap(one: Period, other: Period) -> bool:
    if one.is_all or other.is_all:
        return True
    return one.start < other.end and other.start < one.end
