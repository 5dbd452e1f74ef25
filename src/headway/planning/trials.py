"""A forecast tried on earlier dates: made from what was known then, beside two naive ones and what came.

The naive ones are the weighted pipeline, and as much as in the same number of days before. Both the number of won deals
and what they are worth are tried, each by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from headway.planning.closing import number_of
from headway.planning.foresight import Ahead, Foresight, Method
from headway.planning.seasons import Months, Openings

Row = Mapping[str, Any]
# The stays, the entries, the standing deals and the wins of which days back are told.
Past = tuple[Sequence[Row], Sequence[Row], Sequence[Row], Sequence[Row]]
# The first three of them, of one day.
_Past = tuple[list[Row], list[Row], list[Row]]
# What deals are worth is told by so many of those won last.
_LATEST = 500
# Squares are told of thousands.
_SQUARE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """The forecast as it would have been made so many days back, the two naive ones, and what came.

    ``variance`` is that of independent deals; a naive forecast scatters by ``scatter`` for each of what it says.
    """

    back: int
    mean: float
    variance: float
    weighted: float
    last: float
    came: float
    scatter: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial(Tried):
    """The same of the number of won deals, with its band; ``value`` of what they were worth, None where unknown."""

    low: float
    middle: float
    high: float
    value: Tried | None = None

    @property
    def is_within(self) -> bool:
        """Whether what came lay in the band of eight in ten, its ends included."""
        return self.low <= self.came <= self.high


def trials_of(
    stays: Iterable[Row],
    entries: Iterable[Row],
    standing: Iterable[Row],
    won: Sequence[Row],
    ahead: Ahead,
    *,
    months: Months | None = None,
    openings: Openings | None = None,
) -> list[Trial]:
    """Return the trials of the days back that rows are told of, the latest first; days of too little are left out.

    These are days with too few closed deals, and those when the log had not gone on for as long as it would look ahead.

    ``won`` tells how many deals were won so many days ago, and what those of known value were worth; of ``months`` and
    ``openings`` each day knows what was over.
    """
    by_day: dict[int, _Past] = defaultdict(lambda: ([], [], []))
    for place, rows in enumerate((stays, entries, standing)):
        for row in rows:
            by_day[row["back"]][place].append(row)
    found = []
    for back in sorted(each for each in by_day if each > 0):
        known = Foresight(*by_day[back][:2])
        known.take_season(months, back)
        known.take_openings(openings, back)
        if known.method is Method.LEARNT and _is_long_enough(by_day[back][1], ahead):
            found.append(_Trying(back, known, by_day[back], won, ahead).trial())
    return found


def won_between(won: Mapping[int, int], latest: int, earliest: int) -> int:
    """Return how many were won from ``earliest`` days ago on and up to ``latest`` days ago, both counted."""
    return sum(deals for ago, deals in won.items() if latest <= ago <= earliest)


def _is_long_enough(entries: Iterable[Row], ahead: Ahead) -> bool:
    return any(row["began"] >= ahead.last // 7 for row in entries)


@dataclass(frozen=True, slots=True)
class _Trying:
    """A day back with what was known on it."""

    back: int
    known: Foresight
    past: _Past
    won: Sequence[Row]
    ahead: Ahead

    def trial(self) -> Trial:
        _stays, entries, standing = self.past
        rows = [(row, *self._chances(row)) for row in standing]
        coming = self.known.coming(entries, self.ahead)
        closing = number_of([chance for row, chance, _rate in rows for _deal in range(row["deals"])], coming)
        return Trial(
            back=self.back,
            mean=closing.mean,
            variance=closing.variance,
            low=closing.quantile(0.1),
            middle=closing.quantile(0.5),
            high=closing.quantile(0.9),
            weighted=sum(rate * row["deals"] for row, _chance, rate in rows),
            **self._came("deals"),
            value=self._value(rows, coming),
        )

    def _chances(self, row: Row) -> tuple[float, float]:
        """Return the chance of a row's deals, and the rate of their stage."""
        of = {"segment": row["segment_id"], "kind": row["kind"]}
        likely = self.known.likely(row["stage_id"], row["weeks"], self.ahead, **of)
        return likely.chance if likely else 0.0, self.known.rate(row["stage_id"]) or 0.0

    def _came(self, name: str) -> dict[str, int]:
        """Return what came in the days ahead, and in the same number of days before."""
        counts = {row["ago"]: row[name] for row in self.won}
        first, last = self.back - self.ahead.last, self.back - self.ahead.first - 1
        before = won_between(counts, self.back, self.back + self.ahead.days - 1)
        return {"last": before, "came": won_between(counts, first, last)}

    def _value(self, rows: Sequence[tuple[Row, float, float]], coming: float) -> Tried | None:
        """Return the same of what the deals are worth; a deal without a value is worth what those won last were."""
        usual, square = self._usual()
        if not usual:
            return None
        mean, variance, weighted = coming * usual, coming * square, 0.0
        for row, chance, rate in rows:
            others = row["deals"] - row["valued"]
            worth = row["amount"] + others * usual
            mean, weighted = mean + chance * worth, weighted + rate * worth
            variance += chance * (1 - chance) * row["square"] * _SQUARE + others * (
                chance * square - (chance * usual) ** 2
            )
        told = {"mean": mean, "variance": variance, "weighted": weighted, "scatter": square / usual}
        return Tried(back=self.back, **told, **self._came("amount"))

    def _usual(self) -> tuple[float, float]:
        """Return what the deals won last were worth, and the mean square of that; nothing where none has a value."""
        valued = amount = square = 0.0
        for row in sorted(self.won, key=lambda row: row["ago"]):
            if row["ago"] >= self.back and valued < _LATEST:
                valued, amount, square = (
                    valued + row["valued"],
                    amount + row["amount"],
                    square + row["square"] * _SQUARE,
                )
        return (amount / valued, square / valued) if valued else (0.0, 0.0)
