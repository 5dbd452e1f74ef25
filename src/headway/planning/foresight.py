"""A forecast of the deals won in the days ahead: open deals by their chances, deals yet to come, and its own past.

The past is tried: on up to ten earlier dates the same forecast is made from what was known then, beside two naive ones,
the weighted pipeline and 'as much as in as many days before'. What it missed by widens the band; a naive one that was
nearer is taken instead.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from headway.planning.closing import Closing, number_of
from headway.planning.hazards import ENOUGH, Hazards, Likely, followed
from headway.planning.scores import Told, spread_of

Row = Mapping[str, Any]
# Stays, entries and standing deals.
_Past = tuple[list[Row], list[Row], list[Row]]
# By the mature rule of the weighted pipeline: 180 days.
_MATURE = 180 / 7
# The weeks whose new deals tell how many are to come.
_RECENT = 13
# From so many past dates on a naive forecast may be taken instead, if it was nearer by more than a tenth.
_FEWEST_DATES = 6
_NEARER = 0.9


class Method(StrEnum):
    """What a forecast rests on."""

    LEARNT = "learnt"
    PLAIN = "plain"
    WEIGHTED = "weighted"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Ahead:
    """The days looked forward to, counted from the day after: from beyond ``first`` up to ``last``."""

    first: int
    last: int

    @property
    def days(self) -> int:
        """How many they are."""
        return max(self.last - self.first, 0)

    @property
    def weeks(self) -> tuple[float, float]:
        """The same in weeks."""
        return self.first / 7, self.last / 7


class Foresight:
    """What the deals up to a day tell of those that are open: by weekly rates where enough came to an end."""

    def __init__(self, stays: Iterable[Row], entries: Sequence[Row]) -> None:
        """Take the stays and entries as they were known on the day."""
        self._hazards = Hazards(stays)
        self._entry = followed(entries)
        self._known: dict[tuple[Hashable, ...], Likely | None] = {}
        self.ended = sum(row["deals"] for row in entries if row["ended"])

    @property
    def method(self) -> Method:
        """Whether the weekly rates are learnt, or each stage has its plain rate."""
        return Method.LEARNT if self.ended >= ENOUGH else Method.PLAIN

    def likely(
        self, stage: int, weeks: int | None, ahead: Ahead, *, segment: Hashable, kind: Hashable
    ) -> Likely | None:
        """Return an open deal's chance to be won in the days ahead; None where too little is known."""
        key = (stage, weeks, ahead, segment, kind)
        if key not in self._known:
            if self.method is Method.LEARNT:
                self._known[key] = self._hazards.likely(stage, weeks, ahead.weeks, segment=segment, kind=kind)
            else:
                self._known[key] = self._hazards.plain(stage, ahead.weeks)
        return self._known[key]

    def rate(self, stage: int) -> float | None:
        """Return the chance of a stage as the weighted pipeline takes it: won within 180 days, whatever its age."""
        key = (stage, "rate")
        if key not in self._known:
            self._known[key] = self._hazards.plain(stage, (0.0, _MATURE))
        likely = self._known[key]
        return None if likely is None else likely.chance

    def coming(self, entries: Iterable[Row], ahead: Ahead) -> float:
        """Return how many deals that are not open yet will be opened, and won in the days ahead, on average.

        As many are opened a week as in the thirteen weeks before, and they go as the company's deals went.
        """
        rows = list(entries)
        if self._entry is None or not rows:
            return 0.0
        weeks = min(_RECENT, max(row["began"] for row in rows) + 1)
        opened: float = sum(row["deals"] for row in rows if row["began"] < weeks) / weeks
        first, last = ahead.weeks
        # Of each week to come the deals are opened in its middle, the last week being cut short.
        middles = [(week, min(1.0, last - week)) for week in range(int(last) + (last % 1 > 0))]
        shares = [
            share * self._entry.between(max(first - week - share / 2, 0.0), last - week - share / 2)
            for week, share in middles
        ]
        return opened * sum(shares)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The forecast as it would have been made so many days back, the two naive ones, and what came."""

    back: int
    mean: float
    variance: float
    low: float
    middle: float
    high: float
    weighted: float
    last: float
    came: int

    @property
    def is_within(self) -> bool:
        """Whether what came lay in the band of eight in ten, its ends included."""
        return self.low <= self.came <= self.high


@dataclass(frozen=True, slots=True)
class Experience:
    """What the trials say: which method to take, and the spread of the factor common to all deals."""

    trials: tuple[Trial, ...]
    method: Method
    spread: float

    @classmethod
    def of(cls, trials: Sequence[Trial], method: Method) -> Self:
        """Weigh the trials of a method; with too few of them it is taken as it is."""
        taken = method
        if len(trials) >= _FEWEST_DATES:
            errors = {each: error_of(trials, each) for each in (method, Method.WEIGHTED, Method.LAST)}
            nearest = min(errors, key=errors.__getitem__)
            taken = nearest if errors[nearest] < _NEARER * errors[method] else method
        told = [Told(middle_of(each, taken), _variance(each, taken), each.came) for each in trials]
        return cls(tuple(trials), taken, spread_of(told))

    def applied(self, closing: Closing, naive: tuple[float, float], about: Callable[[float], Closing]) -> Closing:
        """Return a distribution under the common factor, or the one ``about`` a naive forecast where that is taken.

        ``naive`` are the weighted pipeline, and as much as in as many days before. One that says nothing at all is not
        taken: it would make nothing quite certain.
        """
        taken = dict(zip((Method.WEIGHTED, Method.LAST), naive, strict=True)).get(self.method)
        return (about(taken) if taken and taken > 0 else closing).widened(self.spread)


def error_of(trials: Sequence[Trial], method: Method) -> float:
    """Return by how many deals a method missed on average."""
    return sum(abs(middle_of(each, method) - each.came) for each in trials) / len(trials)


def middle_of(trial: Trial, method: Method) -> float:
    """Return what a method would have said."""
    return {Method.WEIGHTED: trial.weighted, Method.LAST: trial.last}.get(method, trial.mean)


def trials_of(
    stays: Iterable[Row], entries: Iterable[Row], standing: Iterable[Row], won: Iterable[Row], ahead: Ahead
) -> list[Trial]:
    """Return the trials of the days back that rows are told of, the latest first; days of too little are left out.

    ``won`` tells how many deals were won so many days ago.
    """
    by_day: dict[int, _Past] = defaultdict(lambda: ([], [], []))
    for place, rows in enumerate((stays, entries, standing)):
        for row in rows:
            by_day[row["back"]][place].append(row)
    counts = {row["ago"]: row["deals"] for row in won}
    days = ((back, by_day[back]) for back in sorted(by_day) if back > 0)
    known = ((back, Foresight(past[0], past[1]), past) for back, past in days)
    return [
        _trial(back, foresight, past, counts, ahead)
        for back, foresight, past in known
        if foresight.method is Method.LEARNT
    ]


def won_between(won: Mapping[int, int], latest: int, earliest: int) -> int:
    """Return how many were won from ``earliest`` days ago on and up to ``latest`` days ago, both counted."""
    return sum(deals for ago, deals in won.items() if latest <= ago <= earliest)


def _trial(back: int, known: Foresight, past: _Past, won: Mapping[int, int], ahead: Ahead) -> Trial:
    _stays, entries, standing = past
    chances: list[float] = []
    weighted = 0.0
    for row in standing:
        likely = known.likely(row["stage_id"], row["weeks"], ahead, segment=row["segment_id"], kind=row["kind"])
        chances += [likely.chance if likely else 0.0] * row["deals"]
        weighted += (known.rate(row["stage_id"]) or 0.0) * row["deals"]
    closing = number_of(chances, known.coming(entries, ahead))
    return Trial(
        back=back,
        mean=closing.mean,
        variance=closing.variance,
        low=closing.quantile(0.1),
        middle=closing.quantile(0.5),
        high=closing.quantile(0.9),
        weighted=weighted,
        last=won_between(won, back, back + ahead.days - 1),
        came=won_between(won, back - ahead.last, back - ahead.first - 1),
    )


def _variance(trial: Trial, method: Method) -> float:
    """Return what independent deals scatter by; a naive forecast is taken for a count that scatters by itself."""
    return trial.variance if method in {Method.LEARNT, Method.PLAIN} else middle_of(trial, method)
