"""A distribution as it is drawn: its shape, the band of eight in ten, the middle, and the target, on one scale."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from headway.planning.closing import Closing
from headway.web.forecasts import Outlook

_COLUMNS = 48
_HEIGHT = 20.0


@dataclass(frozen=True)
class Band:
    """In per cent of the width, as the strip of a norm; ``shape`` is an SVG path, ``here`` the target."""

    shape: str
    low: float
    width: float
    middle: float
    here: float | None
    certain: float
    to_open: float
    to_come: float


def band_of(outlook: Outlook, target: float | None) -> Band:
    """Return how an outlook is drawn, from nothing to beyond all its marks."""
    longest = max(outlook.p90 * 1.25, (target or 0.0) * 1.08, 1.0)

    def along(value: float) -> float:
        return round(min(100 * value / longest, 100.0), 2)

    low = along(outlook.p10)
    open_end = along(outlook.certain + outlook.from_open)
    certain = along(outlook.certain)
    return Band(
        shape=" ".join(_path(outlook.closing, longest)),
        low=low,
        width=round(along(outlook.p90) - low, 2),
        middle=along(outlook.p50),
        here=None if target is None else along(target),
        certain=certain,
        to_open=round(open_end - certain, 2),
        to_come=round(along(outlook.certain + outlook.from_open + outlook.to_come) - open_end, 2),
    )


def _path(closing: Closing, longest: float) -> Iterator[str]:
    # A number of deals is drawn from half below to half above it: of whole ones not every column holds as many.
    ends = closing.certain + (np.arange(len(closing.chances) + 1) - 0.5) * closing.step
    columns = np.linspace(0.0, longest, _COLUMNS + 1)
    heights = np.diff(np.interp(columns, ends, np.append(0.0, np.cumsum(closing.chances))))
    # Neighbours are levelled, so that few deals do not look like stairs.
    smooth = np.convolve(heights, [0.25, 0.5, 0.25], "same")
    most = max(float(smooth.max()), 1e-12)
    yield f"M0,{_HEIGHT}"
    for place, height in enumerate(smooth):
        middle = 100 * (place + 0.5) / _COLUMNS
        yield f"L{middle:.2f},{_HEIGHT * (1 - 0.92 * float(height) / most):.2f}"
    yield f"L100,{_HEIGHT} Z"
