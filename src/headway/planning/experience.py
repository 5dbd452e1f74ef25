"""What trials on earlier dates teach: by how much more than chance a forecast misses, and which method is nearest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

from headway.planning.closing import Closing
from headway.planning.foresight import Ahead, Foresight, Method
from headway.planning.scores import USUAL_SPREAD, Told, spread_of
from headway.planning.seasons import Months, Openings, Verdict
from headway.planning.trials import Past, Trial, Tried, trials_of

_Tried = TypeVar("_Tried", bound=Tried)
# From so many past dates on a naive forecast may be taken instead, if it was nearer by more than a tenth.
FEWEST_DATES = 6
_NEARER = 0.9
# A season is counted in where it brought the past dates nearer by more than a thirtieth.
_IN_SEASON = 0.97


@dataclass(frozen=True, slots=True)
class Experience(Generic[_Tried]):
    """What the trials say: which method to take, and the spread of the factor common to all deals."""

    trials: tuple[_Tried, ...]
    method: Method
    spread: float

    @classmethod
    def of(cls, trials: Sequence[_Tried], method: Method, usual: float = USUAL_SPREAD) -> Self:
        """Weigh the trials of a method, beside a spread that is ``usual``; with too few it is taken as it is."""
        taken = method
        if len(trials) >= FEWEST_DATES:
            errors = {each: error_of(trials, each) for each in (method, Method.WEIGHTED, Method.LAST)}
            nearest = min(errors, key=errors.__getitem__)
            taken = nearest if errors[nearest] < _NEARER * errors[method] else method
        told = [Told(middle_of(each, taken), _variance(each, taken), each.came) for each in trials]
        return cls(tuple(trials), taken, spread_of(told, usual))

    def applied(self, closing: Closing, naive: tuple[float, float], about: Callable[[float], Closing]) -> Closing:
        """Return a distribution under the common factor, or the one ``about`` a naive forecast where that is taken.

        ``naive`` are the weighted pipeline, and as much as in the same number of days before. One that says nothing at
        all is not taken: it would make nothing quite certain.
        """
        taken = dict(zip((Method.WEIGHTED, Method.LAST), naive, strict=True)).get(self.method)
        return (about(taken) if taken and taken > 0 else closing).widened(self.spread)


def tried(
    foresight: Foresight, past: Past, ahead: Ahead, months: Months | None, openings: Openings | None = None
) -> tuple[list[Trial], Verdict]:
    """Return the trials, in season where that brings them nearer; the foresight then counts the season in too.

    ``past`` are the rows of `trials_of`, ``months`` and ``openings`` None where there are too few. The verdict is on
    the season of what is won; that of what is opened is asked for by itself.
    """
    trials, seasonal = _tried_in_season(foresight, past, ahead, months)
    if openings is None or openings.season() is None:
        return trials, seasonal
    opened = trials_of(*past, ahead, months=months if seasonal is Verdict.TAKEN else None, openings=openings)
    if not brings_nearer(opened, trials):
        return trials, seasonal
    foresight.take_openings(openings)
    return opened, seasonal


def _tried_in_season(
    foresight: Foresight, past: Past, ahead: Ahead, months: Months | None
) -> tuple[list[Trial], Verdict]:
    plain = trials_of(*past, ahead)
    if months is None:
        return plain, Verdict.SHORT
    if foresight.season_of(months) is None:
        return plain, Verdict.CHANCE
    in_season = trials_of(*past, ahead, months=months)
    if not brings_nearer(in_season, plain):
        return plain, Verdict.NO_NEARER
    foresight.take_season(months)
    return in_season, Verdict.TAKEN


def brings_nearer(seasonal: Sequence[Tried], plain: Sequence[Tried]) -> bool:
    """Whether on enough past dates a season brought the forecast nearer than it was without."""
    errors = (error_of(each, Method.LEARNT) for each in (seasonal, plain)) if len(plain) >= FEWEST_DATES else (1.0, 1.0)
    with_season, without = errors
    return with_season < _IN_SEASON * without


def error_of(trials: Sequence[Tried], method: Method) -> float:
    """Return by how much a method missed on average."""
    return sum(abs(middle_of(each, method) - each.came) for each in trials) / len(trials)


def middle_of(trial: Tried, method: Method) -> float:
    """Return what a method would have said."""
    return {Method.WEIGHTED: trial.weighted, Method.LAST: trial.last}.get(method, trial.mean)


def _variance(trial: Tried, method: Method) -> float:
    """Return what independent deals scatter by; a naive forecast is taken for a count that scatters by itself."""
    return trial.variance if method in {Method.LEARNT, Method.PLAIN} else middle_of(trial, method) * trial.scatter
