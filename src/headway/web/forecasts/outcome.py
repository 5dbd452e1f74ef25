"""A forecast as it was made: the number and the value of a period's close, and the chance of each open deal."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from headway.engine.question import Scope
from headway.planning.closing import Closing
from headway.planning.experience import Experience
from headway.planning.foresight import Method
from headway.planning.hazards import Likely
from headway.planning.seasons import Season, Verdict
from headway.planning.trials import Trial
from headway.web.forecasts.question import ForecastQuestion


@dataclass(frozen=True, kw_only=True)
class DealChance:
    """An open deal with its chance to be won in the days to come of the period; None where too little is known.

    ``days`` are those on its stage, ``amount`` what it is worth, both None where not known. ``rate`` is the chance of
    its stage by itself, as the weighted pipeline takes it.
    """

    deal_id: int
    client_id: int
    rep_id: int | None
    stage_id: int
    segment_id: int | None
    kind: str
    days: int | None
    amount: int | None
    likely: Likely | None
    rate: float | None

    @property
    def chance(self) -> float:
        """Its chance; none where too little is known."""
        return self.likely.chance if self.likely else 0.0


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """A number of won deals, or what they are worth: what is certain, what is expected, and how far it may be off.

    ``weighted`` and ``last`` are the naive forecasts of the whole: what is certain with every open deal by the rate of
    its stage, and with as much again as was won in the same number of days before. ``experience`` is that of its own
    trials.
    """

    closing: Closing
    experience: Experience[Any]
    certain: int
    from_open: float
    to_come: float
    weighted: float
    last: float

    @property
    def method(self) -> Method:
        """What its middle rests on."""
        return self.experience.method

    @property
    def mean(self) -> float:
        """What it comes to on average."""
        return self.closing.mean

    @cached_property
    def p10(self) -> float:
        """What is passed in nine of ten such periods."""
        return self.closing.quantile(0.1)

    @cached_property
    def p50(self) -> float:
        """The middle: one half is below, one half above."""
        return self.closing.quantile(0.5)

    @cached_property
    def p90(self) -> float:
        """What is passed in one of ten such periods."""
        return self.closing.quantile(0.9)

    @property
    def split(self) -> tuple[float, float] | None:
        """What its mean has from the open deals and from those still to be opened, beyond what is certain.

        None where the pace before is its middle, which knows of no deals; the weighted pipeline has open ones alone.
        """
        # A naive forecast that says nothing at all is not taken.
        if self.method is Method.LAST and self.last > self.certain:
            return None
        if self.method is Method.WEIGHTED and self.weighted > self.certain:
            return self.mean - self.certain, 0.0
        return self.from_open, self.to_come

    def chance_of(self, value: float) -> float:
        """Return the chance to reach a value, by the end of the period."""
        return self.closing.at_least(value)


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """The close of a period as it is foreseen at the end of a day; the figures without a measure are of the number.

    ``value`` is None where nothing is known of what deals are worth. ``ended`` deals were learnt from, ``unvalued`` of
    the open ones have no known value and count as one of those won last, ``unknown`` ones have no chance.
    ``base_rate`` is the share of the deals that stood open as many days ago and were won since; ``season`` is None
    where none is counted in, and ``seasonal`` says why; ``openings`` is the season of deals that are opened, counted in
    where there is one. ``opened`` are how many deals were opened in the weeks that tell how many are to come, and in as
    many before.
    """

    question: ForecastQuestion
    number: Outlook
    value: Outlook | None
    deals: tuple[DealChance, ...]
    season: Season | None
    openings: Season | None
    opened: tuple[int, int]
    seasonal: Verdict
    ended: int
    base_rate: float | None

    @property
    def experience(self) -> Experience[Trial]:
        """What its trials taught."""
        return self.number.experience

    @property
    def method(self) -> Method:
        """What it rests on."""
        return self.experience.method

    @property
    def trials(self) -> tuple[Trial, ...]:
        """The trials, for whoever sees the whole company, whose wins they tell."""
        return self.experience.trials if self.question.scope == Scope() else ()

    @property
    def unvalued(self) -> int:
        """How many open deals have no known value."""
        return sum(each.amount is None for each in self.deals)

    @property
    def unknown(self) -> int:
        """How many open deals stand on a stage that too few deals came to."""
        return sum(each.likely is None for each in self.deals)

    @property
    def mean(self) -> float:
        """How many deals will be won on average, those already won included."""
        return self.number.mean

    @property
    def p10(self) -> float:
        """How many are won at least in nine of ten such periods."""
        return self.number.p10

    @property
    def p50(self) -> float:
        """The middle."""
        return self.number.p50

    @property
    def p90(self) -> float:
        """How many are won at least in one of ten such periods."""
        return self.number.p90

    @property
    def chance_of(self) -> Callable[[float], float]:
        """The chance to win at least so many deals."""
        return self.number.chance_of
