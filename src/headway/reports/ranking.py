"""Ranks reps by effective contacts a working day, pulled to the team's rate by how little is known of each.

Nobody is called better where the difference is within chance.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from headway.engine.chance import chance_of_rates, difference_of_rates, gamma_below, gamma_quantile

# A difference that comes by chance more often than this is none; and so sure one must be to name somebody.
_SELDOM = 0.05
_INTERVAL = (0.05, 0.95)


class Standing(StrEnum):
    """Where a rep stands against the team, as far as one can be sure."""

    ABOVE = "above"
    LIKE = "like"
    BELOW = "below"


class Verdict(StrEnum):
    """What can be said of the team: too few to compare, no difference beyond chance, or a difference."""

    ALONE = "alone"
    ALIKE = "alike"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Worked:
    """What a rep did in a period: effective contacts, on so many working days, parts of days too, in the team.

    ``regained`` of the effective ones only brought a deal, right after a step back, to where it had been: they do not
    count, else a deal could be bounced for them.
    """

    rep_id: int
    effective: int
    days: float
    regained: int = 0

    @property
    def counted(self) -> int:
        """The effective contacts that the rate is made of."""
        return self.effective - self.regained


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A rep's rate a working day: ``rate`` as counted, ``shrunk`` pulled to the team's, and its 90 % interval.

    ``counted`` are the effective contacts less those that regained what a step back had lost.

    ``certainty`` is the chance that the rep's own rate lies on the side of the team's that ``standing`` names; of
    somebody like the team, on the side where it rather lies. Without a working day there is no rate.
    """

    rep_id: int
    counted: int
    days: float
    rate: float | None
    shrunk: float | None
    low: float | None
    high: float | None
    standing: Standing
    certainty: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The reps, the highest first where they differ by more than chance, else as they were given.

    ``chance`` is how often reps of one rate would differ as much, ``chi_squared`` the dispersion on ``degrees``.
    """

    verdict: Verdict
    lines: tuple[Ranked, ...]
    team_rate: float | None
    chi_squared: float
    degrees: int
    chance: float

    @property
    def standing_out(self) -> tuple[Ranked, ...]:
        """Whoever stands above or below the team for sure."""
        return tuple(line for line in self.lines if line.standing is not Standing.LIKE)


def ranking(reps: Sequence[Worked]) -> Ranking:
    """Rank reps.

    Each rep's contacts are Poisson with a rate of their own, and the rates of a team are gamma with mean m and variance
    A: an empirical Bayes estimate (Clayton and Kaldor 1987). m is the rate of all together; A is what the rates differ
    by beyond chance, sum t (r - m)^2 / sum t - m / mean(t), where r = x / t and t are the days (Marshall 1991, Applied
    Statistics 40, 283). A rep's rate is then gamma with shape x + m^2 / A and rate t + m / A, whose mean
    (x + m^2 / A) / (t + m / A) lies between r and m. Where A is not above zero, all have the team's rate, with the
    interval of the team's own count. That m and A are estimates themselves is left out of the intervals.
    """
    there = [each for each in reps if each.days > 0]
    counts, days = [each.counted for each in there], [float(each.days) for each in there]
    chi_squared, degrees = difference_of_rates(counts, days)
    chance = chance_of_rates(counts, days)
    verdict = Verdict.ALONE if len(there) < 2 else Verdict.DIFFERENT if chance < _SELDOM else Verdict.ALIKE
    mean = sum(counts) / sum(days) if there else None
    spread = _spread(there, mean or 0.0)
    lines = [_line(each, there, spread, is_judged=verdict is Verdict.DIFFERENT) for each in reps]
    if verdict is Verdict.DIFFERENT:
        lines.sort(key=lambda line: -1.0 if line.shrunk is None else line.shrunk, reverse=True)
    return Ranking(
        verdict=verdict,
        lines=tuple(lines),
        team_rate=mean,
        chi_squared=chi_squared,
        degrees=degrees,
        chance=chance,
    )


def _spread(reps: Sequence[Worked], mean: float) -> float:
    """Return how much the rates of the team vary beyond chance; zero where they do not."""
    if len(reps) < 2:
        return 0.0
    together = sum(each.days for each in reps)
    seen = sum(each.days * (each.counted / each.days - mean) ** 2 for each in reps) / together
    return max(0.0, seen - mean * len(reps) / together)


def _line(rep: Worked, team: Sequence[Worked], spread: float, *, is_judged: bool) -> Ranked:
    if rep.days <= 0:
        return _of(rep, None, (None, None, None), Standing.LIKE, 0.5)
    rate = rep.counted / rep.days
    events, days = sum(each.counted for each in team), sum(each.days for each in team)
    mean = events / days
    if not spread:
        return _of(rep, rate, (mean, *_interval(events, days)), Standing.LIKE, 0.5)
    shape, time = rep.counted + mean**2 / spread, rep.days + mean / spread
    below = gamma_below(mean * time, shape)
    certainty = max(below, 1 - below)
    side = Standing.BELOW if below > 0.5 else Standing.ABOVE
    standing = side if is_judged and certainty >= 1 - _SELDOM else Standing.LIKE
    low, high = (gamma_quantile(each, shape) / time for each in _INTERVAL)
    return _of(rep, rate, (shape / time, low, high), standing, certainty)


def _interval(events: int, days: float) -> tuple[float, float]:
    """Return the interval of a rate from its count (Garwood 1936)."""
    low = gamma_quantile(_INTERVAL[0], events) / days if events else 0.0
    return low, gamma_quantile(_INTERVAL[1], events + 1) / days


_Shrunk = tuple[float | None, float | None, float | None]


def _of(rep: Worked, rate: float | None, shrunk: _Shrunk, standing: Standing, certainty: float) -> Ranked:
    return Ranked(
        rep_id=rep.rep_id,
        counted=rep.counted,
        days=rep.days,
        rate=rate,
        shrunk=shrunk[0],
        low=shrunk[1],
        high=shrunk[2],
        standing=standing,
        certainty=certainty,
    )
