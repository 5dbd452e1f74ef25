"""Parts that several pages show: a tile with a number, its small line, tabs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from headway.web.models import Currency

_WIDTH, _HEIGHT, _MARGIN = 100.0, 32.0, 3.0


@dataclass(frozen=True)
class Spark:
    """A small line: the path of the line itself and of the area below it."""

    line: str
    area: str


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A number to see at once: what it is, how much, the rows behind it, and how it went lately.

    ``change`` is written already ('+12 %'); ``is_good`` colours it, None leaves it plain.
    """

    label: str
    value: str | None
    url: str = ""
    change: str = ""
    is_up: bool = True
    is_good: bool | None = None
    note: str = ""
    points: tuple[float, ...] = ()


@dataclass(frozen=True)
class Tab:
    """One of several views of a page."""

    label: str
    url: str
    is_current: bool
    count: int | None = None


def spark_of(values: Sequence[float]) -> Spark | None:
    """Return the paths of a small line, or None where there are too few values to draw one."""
    if len(values) < 2:
        return None
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    step = _WIDTH / (len(values) - 1)
    floor = _HEIGHT - _MARGIN
    reach = floor - _MARGIN
    points = [f"{place * step:.1f} {floor - (value - low) / span * reach:.1f}" for place, value in enumerate(values)]
    line = f"M{'L'.join(points)}"
    return Spark(line=line, area=f"{line}V{_HEIGHT:.0f}H0Z")


def currency_digits(currency: Currency | str | None) -> int:
    """Return how many digits a currency has after the decimal sign; two where it is not known."""
    if isinstance(currency, Currency):
        return currency.digits
    try:
        return _digits_of(str(currency))
    except Currency.DoesNotExist:
        return 2


@lru_cache
def _digits_of(code: str) -> int:
    """Ask once a process: a currency keeps its digits, and one that is not known yet is asked for again."""
    return Currency.objects.get(pk=code).digits
