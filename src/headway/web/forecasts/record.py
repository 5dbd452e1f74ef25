"""How kept forecasts came true: what came lay in the band or not, and who was nearer, the forecast or a naive one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from headway.engine.period import Period
from headway.engine.question import Question, Scope
from headway.planning.scores import brier, covered_within, mean_pinball
from headway.web.asking import answer_to
from headway.web.models import KeptForecast, Milestones

BAND = 0.8
_MARKS = ((0.1, "p10"), (0.5, "p50"), (0.9, "p90"))


@dataclass(frozen=True, slots=True)
class Came:
    """What a period closed with: how many deals were won, and what those of known value are worth."""

    number: int
    value: int


@dataclass(frozen=True, slots=True)
class Losses:
    """The same score of the forecast and of the two naive ones; smaller is better, None where nothing can be said."""

    own: float | None
    weighted: float | None
    last: float | None


@dataclass(frozen=True)
class Scored:
    """What was foretold of one measure beside what came: its figures as they were kept, and the number or the value."""

    told: Mapping[str, Any]
    came: int

    @property
    def is_within(self) -> bool:
        """Whether it lay in the band of eight in ten, its ends included."""
        return bool(self.told["p10"] <= self.came <= self.told["p90"])

    @cached_property
    def pinball(self) -> Losses:
        """The mean loss of the 10, 50 and 90 per cent marks; a naive forecast says the same for all three."""
        own = mean_pinball([(share, self.told[name]) for share, name in _MARKS], self.came)
        naive = (
            mean_pinball([(share, self.told[each]) for share, _name in _MARKS], self.came)
            for each in ("weighted", "last")
        )
        return Losses(own, *naive)


@dataclass(frozen=True)
class Judged:
    """A kept forecast of a period that is over, with what came; ``won`` are the deals won after it, by id."""

    kept: KeptForecast
    came: Came
    won: frozenset[int]

    @property
    def number(self) -> Scored:
        """The number of won deals."""
        return Scored(self.kept.number, self.came.number)

    @property
    def value(self) -> Scored | None:
        """What they were worth; None where nothing was known of values when the forecast was made."""
        return Scored(self.kept.value, self.came.value) if self.kept.value else None

    @cached_property
    def brier(self) -> Losses:
        """Of the chances of the deals: the stage's rate, and one share for all, that of as many days before."""
        outcomes = [deal[0] in self.won for deal in self.kept.deals]
        rates = [deal[2] or 0.0 for deal in self.kept.deals]
        base = None if self.kept.base_rate is None else [self.kept.base_rate] * len(outcomes)
        own = brier([deal[1] for deal in self.kept.deals], outcomes)
        return Losses(own, brier(rates, outcomes), None if base is None else brier(base, outcomes))


@dataclass(frozen=True)
class Scores:
    """One measure of the first forecast of each period that is over."""

    scored: tuple[Scored, ...]

    @property
    def within(self) -> int:
        """How many of these came to lie in their band."""
        return sum(each.is_within for each in self.scored)

    @property
    def usual(self) -> tuple[int, int]:
        """Between how many of so many that is, in 95 of 100 cases, where a band of eight in ten holds what it says."""
        return covered_within(len(self.scored), BAND)

    @cached_property
    def pinball(self) -> Losses:
        """The mean over these."""
        return _mean([each.pinball for each in self.scored])


@dataclass(frozen=True)
class Record:
    """The judged forecasts, the latest first; what is summed up takes the first one of each period.

    Later ones of a period share its luck, and say the same a second time.
    """

    judged: tuple[Judged, ...]

    @cached_property
    def first(self) -> tuple[Judged, ...]:
        """The earliest forecast of each period."""
        found: dict[tuple[date, date], Judged] = {}
        for each in sorted(self.judged, key=lambda each: (each.kept.as_of, each.kept.pk)):
            found.setdefault((each.kept.starts_on, each.kept.ends_on), each)
        return tuple(found.values())

    @property
    def number(self) -> Scores:
        """How well the number of won deals was foretold."""
        return Scores(tuple(each.number for each in self.first))

    @property
    def value(self) -> Scores:
        """How well their value was, where it was foretold."""
        return Scores(tuple(each.value for each in self.first if each.value is not None))

    @cached_property
    def brier(self) -> Losses:
        """The mean over these."""
        return _mean([each.brier for each in self.first])


def record_of(kept: Iterable[KeptForecast], today: date) -> Record:
    """Return how the forecasts of periods that are over came true."""
    over = [each for each in kept if each.ends_on <= today]
    came = {key: _came(*key) for key in {_key(each) for each in over}}
    won = _won(over)
    judged = [
        Judged(
            each,
            came[_key(each)],
            # A deal that was kept was open: won on that same day, it was won after it.
            frozenset(deal for deal, on in won.items() if each.as_of <= on < each.ends_on),
        )
        for each in sorted(over, key=lambda each: (each.ends_on, each.as_of, each.pk), reverse=True)
    ]
    return Record(tuple(judged))


def _key(kept: KeptForecast) -> tuple[int | None, int | None, Period]:
    return kept.team_id, kept.user_id, Period(kept.starts_on, kept.ends_on)


def _came(team_id: int | None, user_id: int | None, period: Period) -> Came:
    scope = Scope(
        team_ids=None if team_id is None else frozenset({team_id}),
        rep_ids=None if user_id is None else frozenset({user_id}),
    )
    values = [
        answer_to(Question(metric=name, period=period, scope=scope)).total.value for name in ("deals_won", "won_value")
    ]
    return Came(*(int(each if isinstance(each, int | Decimal) else 0) for each in values))


def _won(kept: Sequence[KeptForecast]) -> Mapping[int, date]:
    if not kept:
        return {}
    since, until = min(each.as_of for each in kept), max(each.ends_on for each in kept)
    found = Milestones.objects.filter(won_on__gte=since, won_on__lt=until).values_list("deal_id", "won_on")
    return {deal: on for deal, on in found if on is not None}


def _mean(losses: Sequence[Losses]) -> Losses:
    def mean(name: str) -> float | None:
        known = [value for each in losses if (value := getattr(each, name)) is not None]
        return sum(known) / len(known) if known else None

    return Losses(mean("own"), mean("weighted"), mean("last"))
