"""Tells where the company stands on the way to an aim: what it planned, what it has, and what is likely to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from headway.engine.period import Period
from headway.engine.store import FactStore
from headway.planning.outlook import FEWEST_WEEKS, Outlook, Week, ratio_ahead, sum_ahead
from headway.web.aims.baseline import WEEK, Baseline, weeks_before, without_beginning
from headway.web.aims.counting import Counted, counted
from headway.web.aims.foretold import Foretold
from headway.web.aims.indicators import INDICATORS, Indicator
from headway.web.asking import Asker
from headway.web.models import Aim
from headway.web.working_days import company_days

# The band holds what comes in nine of ten such cases.
LOW, HIGH = 0.05, 0.95


@dataclass(frozen=True)
class Point:
    """The end of a week: what was planned by then, what was reached, and what is likely to be reached."""

    day: date
    planned: Decimal
    before: Decimal | None
    actual: Decimal | None = None
    likely: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """An aim with everything that is known of it on a day, at the end of the one before.

    ``counted`` is what the span has brought; ``points`` the ends of its weeks. ``pace`` is how its end looks if the
    weeks before go on, ``foretold`` how the forecast has it, each None where nobody can tell, or it is over.
    ``weeks_known`` is how many weeks the pace could be learnt from. Of a sum, ``needed`` is what each working day left
    must bring, and ``lately`` what one of the weeks before brought.
    """

    aim: Aim
    indicator: Indicator
    baseline: Baseline
    span: Period
    seen_on: date
    counted_until: date
    counted: Counted
    planned: Decimal
    points: tuple[Point, ...]
    pace: Outlook | None
    foretold: Foretold | None
    weeks_known: int
    days_left: Decimal
    needed: Decimal | None
    lately: Decimal | None

    @property
    def outlook(self) -> Outlook | Foretold | None:
        """How its end looks by what is to be trusted more."""
        return self.foretold if self.goes_by_deals else self.pace

    @property
    def goes_by_deals(self) -> bool:
        """Whether that is the forecast and not the pace."""
        return self.foretold is not None and self.foretold.is_trusted

    @property
    def is_begun(self) -> bool:
        """Whether a day of it has gone by."""
        return self.counted_until > self.span.start

    @property
    def is_over(self) -> bool:
        """Whether the last day has gone by."""
        return self.counted_until >= self.span.end

    @property
    def is_met(self) -> bool:
        """Whether what was counted reaches the aim."""
        return self.counted.value is not None and self.counted.value >= self.aim.value

    @cached_property
    def chance(self) -> float | None:
        """The chance that the aim is reached at the end; None where nobody can tell."""
        return None if self.outlook is None else self.outlook.chance_of(float(self.aim.value))

    @property
    def lacks_weeks(self) -> int:
        """How many weeks with something written down are still lacking for an outlook."""
        return max(0, FEWEST_WEEKS - self.weeks_known)


def standing_of(asker: Asker, aim: Aim, store: FactStore) -> Standing:
    """Return where the company stands with an aim, as of the end of yesterday."""
    return _Reckoning(asker, aim, store).standing()


class _Reckoning:
    """What is counted once for an aim, and looked at from several sides."""

    def __init__(self, asker: Asker, aim: Aim, store: FactStore) -> None:
        self.aim = aim
        self.indicator = next(each for each in INDICATORS if each.name == aim.indicator)
        self.span = Period(aim.starts_on, aim.due_on + timedelta(days=1))
        self.today = asker.today
        self.until = max(self.span.start, min(asker.today, self.span.end))
        # Of an aim that has not begun the weeks up to today are known, not those up to its beginning.
        self.seen = min(asker.today, self.until)
        self.ends = _ends(self.span)
        gone = [each for each in self.ends if each < self.until]
        weeks = weeks_before(self.seen)
        spans = [*weeks, *(Period(self.span.start, each) for each in [*gone, self.until]), *self._windows()]
        found = counted(asker, self.indicator, spans, store)
        self.counted = dict(zip([*gone, self.until], found[len(weeks) :], strict=False))
        self.worked = company_days(Period(weeks[0].start, self.span.end))
        known = without_beginning(list(zip(weeks, found, strict=False)))
        brought = [each for _week, each in known]
        self.weeks = brought if self.indicator.adds_up else _new_alone(brought, found[-2], found[-1], self._ahead)
        self.lengths = [self.days(week) for week, _found in known]
        self.foretold = Foretold.of(asker, aim.indicator, self.span, float(self.counted[self.until].of))

    @property
    def _ahead(self) -> int:
        """How many weeks are to come, about: one at least."""
        return max(1, (self.span.end - self.until).days // WEEK.days)

    def _windows(self) -> tuple[Period, Period]:
        """Return as many days up to now as the aim has, and as many of their first as have gone by of it."""
        start = self.seen - (self.until - self.span.start) - self._ahead * WEEK
        return Period(start, self.seen), Period(start, self.seen - self._ahead * WEEK)

    def days(self, span: Period) -> Decimal:
        """Return how many days of a span the company works."""
        return sum((share for day, share in self.worked.items() if span.start <= day < span.end), Decimal(0))

    def standing(self) -> Standing:
        """Put it together."""
        so_far, left = self.counted[self.until], self.days(Period(self.until, self.span.end))
        is_sum, is_over = not self.indicator.per, self.until >= self.span.end
        rate = self._rate()
        return Standing(
            aim=self.aim,
            indicator=self.indicator,
            baseline=Baseline.of(self.aim.baseline),
            span=self.span,
            seen_on=self.today,
            counted_until=self.until,
            counted=so_far,
            planned=self.planned(self.until),
            points=tuple(self._points()),
            pace=None if is_over else self.pace(self.span.end),
            foretold=self.foretold,
            weeks_known=len(self.weeks),
            days_left=left,
            needed=max(Decimal(0), self.aim.value - so_far.of) / left if is_sum and left and not is_over else None,
            lately=rate if is_sum else None,
        )

    def planned(self, end: date) -> Decimal:
        """Return what should be reached by the end of the day before: of a sum, evenly over the working days."""
        return self.aim.value if self.indicator.per else self.aim.value * self._part(end)

    def pace(self, end: date) -> Outlook | None:
        """Return what is likely to be reached by a day to come if the weeks before go on."""
        days = float(self.days(Period(self.until, end)))
        weeks = [
            Week(float(each.of), float(length), float(each.per or 0))
            for each, length in zip(self.weeks, self.lengths, strict=True)
        ]
        so_far = self.counted[self.until]
        if self.indicator.per:
            return ratio_ahead(weeks, (float(so_far.of), float(so_far.per or 0)), days)
        return sum_ahead(weeks, float(so_far.of), days)

    def _points(self) -> list[Point]:
        inside = {self.span.start, self.until, *self.ends}
        return [self._point(day) for day in sorted(inside) if self.span.start <= day <= self.span.end]

    def _point(self, day: date) -> Point:
        before = Baseline.of(self.aim.baseline).value
        if before is not None and not self.indicator.per:
            before *= self._part(day)
        found = self.counted.get(day)
        actual = found.value if found else (Decimal(0) if day == self.span.start and not self.indicator.per else None)
        bounds = self._bounds(day) if day >= self.until and self.until < self.span.end else (None, None, None)
        return Point(day, self.planned(day), before, actual, *bounds)

    def _bounds(self, day: date) -> tuple[float | None, float | None, float | None]:
        """Return the middle and the ends of what is likely to be reached by a day, by what is to be trusted more."""
        if self.foretold is not None and self.foretold.is_trusted:
            return self._on_the_way(self.foretold, day)
        ahead = self.pace(day)
        return (ahead.mean, ahead.quantile(LOW), ahead.quantile(HIGH)) if ahead else (None, None, None)

    def _on_the_way(self, end: Foretold, day: date) -> tuple[float, float, float]:
        """Return the same on the way to a forecast, which is of the last day alone: by even steps of working days.

        The band opens as that of a sum of days does, with the square root of their number.
        """
        left = self.days(Period(self.until, self.span.end))
        part = float(self.days(Period(self.until, day)) / left) if left else float(day == self.span.end)
        middle = end.reached + (end.mean - end.reached) * part
        low, high = (middle + (end.quantile(share) - end.mean) * part**0.5 for share in (LOW, HIGH))
        return middle, max(end.reached, low), high

    def _part(self, end: date) -> Decimal:
        """Return which part of the working days of the span lies before a day."""
        whole = self.days(self.span)
        if whole:
            return self.days(Period(self.span.start, max(self.span.start, end))) / whole
        return Decimal((end - self.span.start).days) / max(1, self.span.days)

    def _rate(self) -> Decimal | None:
        length = sum(self.lengths, Decimal(0))
        return sum((each.of for each in self.weeks), Decimal(0)) / length if length else None


def _ends(span: Period) -> list[date]:
    """Return the ends of the weeks of a span; the last may be a short one."""
    return [*(span.start + WEEK * number for number in range(1, -(-span.days // 7))), span.end]


def _new_alone(weeks: Sequence[Counted], whole: Counted, begun: Counted, ahead: int) -> list[Counted]:
    """Make of weeks what they add to a span that has begun, for who buys again in it counts once.

    ``whole`` is what such a span brought lately, ``begun`` its part that has gone by, ``ahead`` how many weeks follow.
    """
    of = _part(whole.of - begun.of, [each.of for each in weeks[-ahead:]])
    per = _part(
        (whole.per or Decimal(0)) - (begun.per or Decimal(0)), [each.per or Decimal(0) for each in weeks[-ahead:]]
    )
    return [Counted(each.of * of, (each.per or Decimal(0)) * per, each.rows) for each in weeks]


def _part(added: Decimal, weekly: Sequence[Decimal]) -> Decimal:
    together = sum(weekly, Decimal(0))
    return min(Decimal(1), max(Decimal(0), added / together)) if together else Decimal(1)
