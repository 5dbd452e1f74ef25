"""Draws where the company stands: the paths of the plan, of what was reached and of what is likely, in a frame."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10
from typing import Any

from headway.web import figures
from headway.web.aims.standing import Point, Standing

WIDTH, HEIGHT = 640.0, 240.0
_MARGIN = 6.0


@dataclass(frozen=True)
class Mark:
    """A line of the grid: where it lies, in hundredths of the frame, and what stands beside it."""

    place: float
    words: str


@dataclass(frozen=True)
class Drawing:
    """The paths of a picture, in the units of its frame, and the marks of its two axes."""

    plan: str
    before: str
    actual: str
    likely: str
    band: str
    today: float
    heights: tuple[Mark, ...]
    days: tuple[Mark, ...]


class _Frame:
    """Turns days and values into places."""

    def __init__(self, standing: Standing) -> None:
        self.start, self.end = standing.span.start, standing.span.end
        known = [float(each) for point in standing.points for each in _values(point)]
        known.append(float(standing.aim.value))
        # A ratio moves within a narrow range, and would lie flat above a nought.
        self.low = min(known) * 0.9 if standing.indicator.per else min(0.0, *known)
        self.high = max(known) * 1.05 or 1.0

    def x(self, day: date) -> float:
        """Return how far to the right a day lies."""
        return _MARGIN + (day - self.start).days / max(1, (self.end - self.start).days) * (WIDTH - 2 * _MARGIN)

    def y(self, value: float) -> float:
        """Return how far down a value lies."""
        part = (value - self.low) / ((self.high - self.low) or 1.0)
        return HEIGHT - _MARGIN - part * (HEIGHT - 2 * _MARGIN)

    def path(self, points: Iterable[tuple[date, Any]]) -> str:
        """Return the path through the points that are known."""
        known = [(self.x(day), self.y(float(value))) for day, value in points if value is not None]
        return f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in known)}" if len(known) > 1 else ""


def drawing_of(standing: Standing, company: Any) -> Drawing:
    """Return the picture of a standing."""
    frame, points = _Frame(standing), standing.points
    highs = [(point.day, point.high) for point in points if point.high is not None]
    lows = [(point.day, point.low) for point in points if point.low is not None]
    band = frame.path([*highs, *reversed(lows)])
    return Drawing(
        plan=frame.path((point.day, point.planned) for point in points),
        before=frame.path((point.day, point.before) for point in points),
        actual=frame.path((point.day, point.actual) for point in points),
        likely=frame.path((point.day, point.likely) for point in points),
        band=f"{band}Z" if band else "",
        today=frame.x(standing.counted_until) / WIDTH * 100,
        heights=tuple(_heights(frame, standing, company)),
        days=tuple(_days(frame, standing)),
    )


def lines_of(standing: Standing) -> dict[str, list[list[float]]]:
    """Return the same lines as parts of a frame of width and height 1, counted from below, for a picture in a mail."""
    frame, points = _Frame(standing), standing.points

    def line(pairs: Iterable[tuple[date, Any]]) -> list[list[float]]:
        known = [(frame.x(day), frame.y(float(value))) for day, value in pairs if value is not None]
        return [[round(x / WIDTH, 4), round(1 - y / HEIGHT, 4)] for x, y in known]

    highs = line((point.day, point.high) for point in points)
    lows = line((point.day, point.low) for point in points)
    return {
        "plan": line((point.day, point.planned) for point in points),
        "before": line((point.day, point.before) for point in points),
        "actual": line((point.day, point.actual) for point in points),
        "likely": line((point.day, point.likely) for point in points),
        "band": [*highs, *reversed(lows)],
    }


def _values(point: Point) -> Iterable[Any]:
    known = (point.planned, point.before, point.actual, point.likely, point.low, point.high)
    return (each for each in known if each is not None)


def _heights(frame: _Frame, standing: Standing, company: Any) -> Iterable[Mark]:
    """Return round values between the lowest and the highest, two to four of them."""
    step = _round_step((frame.high - frame.low) / 4)
    value = ceil(frame.low / step) * step
    while value <= frame.high:
        yield Mark(frame.y(value) / HEIGHT * 100, standing.indicator.short(value, company))
        value += step


def _round_step(least: float) -> float:
    """Return the round number, 1, 2, 2.5 or 5 with noughts, that is at least so much."""
    size = 10.0 ** floor(log10(least)) if least > 0 else 1.0
    return next(size * each for each in (1, 2, 2.5, 5, 10) if size * each >= least)


def _days(frame: _Frame, standing: Standing) -> Iterable[Mark]:
    for day in (standing.span.start, standing.aim.due_on):
        yield Mark(frame.x(day) / WIDTH * 100, figures.short_day(day))
