"""Makes a plan of a wish: what is missing, what each link takes plainly and with certainty, and what each must do."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from headway.engine.period import Period
from headway.planning.chances import Spread, chance, common_factor, spread_of, tries_for
from headway.planning.delay import in_time, too_late_from
from headway.planning.links import passing, plain_needs
from headway.planning.weak import Against, threshold, weakest
from headway.web.access import reps_for
from headway.web.asking import Asker
from headway.web.models import User
from headway.web.plans.aimed import aimed_rates
from headway.web.plans.broken import Broken, broken_of
from headway.web.plans.history import History, history_of
from headway.web.plans.missing import Aim, aim_of
from headway.web.plans.open_deals import Brought, brought_by
from headway.web.plans.why_expected import Change, change_of
from headway.web.plans.wishes import Norm, Wish
from headway.web.still import still_facts
from headway.web.working_days import worked

if TYPE_CHECKING:
    from headway.web.forecasts.outcome import Forecast

# Whoever works twice as much as they do now does all they can.
AT_MOST = 2


@dataclass(frozen=True, kw_only=True)
class Work:
    """The working days that are left: by person, and of all together."""

    people: tuple[User, ...]
    days: Mapping[int, Mapping[date, Decimal]]

    @cached_property
    def by_day(self) -> dict[date, float]:
        """How many full days of work each day has."""
        added: dict[date, float] = {}
        for shares in self.days.values():
            for day, share in shares.items():
                added[day] = added.get(day, 0.0) + float(share)
        return added

    @property
    def total(self) -> float:
        """The full days of work of all together."""
        return sum(self.by_day.values())

    def of(self, user: User) -> float:
        """The full days of work of one."""
        return float(sum(self.days.get(user.pk, {}).values()))


@dataclass(frozen=True, kw_only=True)
class Sure:
    """The answer with certainty: the tries that it takes, what comes to each link of them, and what is possible.

    ``by_chain`` is what the chain alone asks for, ``at_plain`` the chance of the plain answer, ``at_pace`` that of
    going on as lately; None where nobody can say what the goal takes. The pace ``is_enough`` where the forecast has it
    reach the goal as surely as is wished. ``part`` is how much of the work comes in time; ``too_late_on`` the first day
    from which twice the pace would not do.
    """

    tries: int | None
    by_chain: int | None
    passing: tuple[float | None, ...]
    plain: tuple[int | None, ...]
    at_plain: float | None
    pace: float
    at_pace: float | None
    is_enough: bool
    part: float
    too_late_on: date | None


@dataclass(frozen=True, kw_only=True)
class Weak:
    """Each link against its norm, one of those there are, the weak one if any, and the need were it mended.

    ``broken`` is the rep with whom a step breaks, if any whom the asker may see.
    """

    norm: Norm
    norms: tuple[Norm, ...]
    compared: tuple[Against, ...]
    sure_from: float
    found: int | None
    mended: int | None
    broken: Broken | None


@dataclass(frozen=True, kw_only=True)
class Case:
    """All that a plan is worked out from: the wish, and what is known today; ``foreseen`` forecasts its days."""

    wish: Wish
    today: date
    history: History
    aim: Aim
    brought: Brought
    foreseen: "Forecast"
    work: Work
    aimed: tuple[float | None, ...] = ()

    @cached_property
    def change(self) -> Change | None:
        """Why the forecast expects much less or more than the last such days brought, where something tells it."""
        return change_of(self.wish, self.aim, self.foreseen)

    @cached_property
    def at_once(self) -> Spread:
        """The share of the first tries that end in a sale, whenever it comes."""
        return spread_of(self.history.links).times(self.returns)

    @property
    def returns(self) -> float:
        """By how much more, or less, is won than the links in a row would bring."""
        return self.history.returns * self.brought.yields

    @cached_property
    def part(self) -> float:
        """How much of the work comes in time."""
        return in_time(self.work.by_day, self.wish.period.end, self.history.delay)

    @cached_property
    def factor(self) -> Spread:
        """What good and bad times make of all deals alike."""
        return common_factor(self.brought.deviation)

    def tries(self, spread: Spread) -> int | None:
        """Return the tries that reach the goal as surely as is wished."""
        # A step that nobody ever made says nothing of what the goal takes.
        if self.aim.deals is None or not self.history.rate:
            return None
        return tries_for(self.aim.deals, float(self.wish.certainty), spread, self.brought.spread, self.factor)

    def chance(self, tries: float) -> float:
        """Return the chance that so many tries reach the goal."""
        return chance(tries, self.aim.deals or 0, self.at_once.times(self.part), self.brought.spread, self.factor)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A plan that is not adopted yet, with everything that it rests on."""

    case: Case
    sure: Sure
    weak: Weak

    @property
    def is_reached(self) -> bool:
        """Whether the days that have been brought all that is wished for."""
        return self.case.aim.deals == 0

    def share_of(self, user: User, number: float) -> float:
        """Return what falls to one of the people, by their working days."""
        work = self.case.work
        return number * work.of(user) / work.total if work.total else 0.0


def draft_of(asker: Asker, wish: Wish, norm: Norm | None = None, *, is_past: bool = False) -> Draft | None:
    """Make a plan of a wish as things stand today, or stood on a past day; None where there is no funnel yet."""
    with still_facts() as facts:
        history = history_of(facts, asker.user, wish.bearer, start=wish.start, months=wish.months, today=asker.today)
        if history is None:
            return None
        aim = aim_of(facts, asker, wish, history)
    people, left = wish.bearer.people, Period(max(wish.period.start, asker.today), wish.period.end)
    work, pace = Work(people=people, days=worked(people, left)), _pace(people, history)
    by_work = pace * work.total * history.rate * in_time(work.by_day, wish.period.end, history.delay)
    brought, foreseen = brought_by(wish, history, asker.today, by_work=by_work, is_past=is_past)
    aimed = aimed_rates(asker.user, wish.bearer, history.steps, (asker.today, wish.period.start))
    case = Case(
        wish=wish,
        today=asker.today,
        history=history,
        aim=aim,
        brought=brought,
        foreseen=foreseen,
        work=work,
        aimed=aimed,
    )
    sure = _sure(case, pace)
    return Draft(case=case, sure=sure, weak=_weak(case, sure, norm, reps_for(asker.user)))


def _sure(case: Case, pace: float) -> Sure:
    lately, at_pace = round(pace * case.work.total), _at_pace(case, round(pace * case.work.total))
    plain, by_chain = _plain(case), case.tries(case.at_once.times(case.part))
    foretold, tries = None if case.brought.foretold is None else at_pace, by_chain
    is_enough = foretold is not None and foretold >= float(case.wish.certainty)
    # The chain and the forecast differ by some chances in a hundred; more work never does less than the pace.
    if is_enough and case.history.rate:
        tries = lately if by_chain is None else min(by_chain, lately)
    elif foretold is not None and by_chain is not None:
        tries = max(by_chain, lately + 1)
    return Sure(
        tries=tries,
        by_chain=by_chain,
        passing=() if tries is None else _reaching(case, tries),
        plain=plain,
        at_plain=None if plain[0] is None else case.chance(plain[0]),
        pace=pace,
        at_pace=at_pace,
        is_enough=is_enough,
        part=case.part,
        too_late_on=None if is_enough else _too_late_on(case, pace),
    )


def _at_pace(case: Case, tries: int) -> float | None:
    """Return the chance of going on as lately: where there is a forecast that was tried, as that has it."""
    deals, foretold = case.aim.deals, case.brought.foretold
    if deals is None:
        return None
    return case.chance(tries) if foretold is None else foretold.chance_of(foretold.certain + deals)


def _plain(case: Case) -> tuple[int | None, ...]:
    """Return what the goal takes of each link on average, what comes anyway taken off."""
    history, deals = case.history, case.aim.deals
    if deals is None:
        return (None,) * (len(history.links) + 1)
    return plain_needs(history.links, max(0.0, deals - case.brought.mean), case.part * case.returns)


def _reaching(case: Case, tries: int) -> tuple[float | None, ...]:
    """Return what comes to each link of so many tries; of the sales, those that come in time."""
    *before, last = passing(case.history.links, tries)
    return (*before, None if last is None else last * case.part * case.returns)


def _pace(people: tuple[User, ...], history: History) -> float:
    """Return how often the first step was tried on a full day of work lately."""
    days = float(sum(sum(each.values()) for each in worked(people, history.lately_period).values()))
    return history.tried_lately / days if days else 0.0


def _too_late_on(case: Case, pace: float) -> date | None:
    """Return the first day from which on even twice the pace would not do, if it comes within the plan."""
    at_once = case.tries(case.at_once)
    delay = case.history.delay
    if not pace or not delay.is_known or not at_once:
        return None
    return too_late_from(case.work.by_day, case.wish.period.end, delay, needed=at_once, pace=AT_MOST * pace)


def _weak(case: Case, sure: Sure, norm: Norm | None, seen: QuerySet[User]) -> Weak:
    norms = _norms(case)
    chosen = norm if norm in norms else norms[0]
    compared = _compared(case, chosen)
    looked_at = [each for each in compared if each.chance_below is not None]
    weak = weakest(compared)
    found = None if weak is None else compared.index(weak)
    return Weak(
        norm=chosen,
        norms=norms,
        compared=compared,
        sure_from=threshold(max(1, len(looked_at))),
        found=found,
        mended=None if found is None else _mended(case, sure, compared[found], found),
        broken=broken_of(case.history, [each for each in case.work.people if each in seen]),
    )


def _norms(case: Case) -> tuple[Norm, ...]:
    """Return what the links can be held against, the usual one first."""
    known = {Norm.WIDER: bool(case.history.wider), Norm.PAST: True, Norm.TARGET: any(case.aimed)}
    return tuple(norm for norm, is_known in known.items() if is_known)


def _compared(case: Case, norm: Norm) -> tuple[Against, ...]:
    history = case.history
    if norm is Norm.PAST:
        return tuple(map(Against, history.lately, history.before))
    others = history.wider if norm is Norm.WIDER else case.aimed
    return tuple(map(Against, (replace(each, lent=0.0) for each in history.links), others))


def _mended(case: Case, sure: Sure, weak: Against, place: int) -> int | None:
    """Return the tries it takes were the weak link raised to its norm, all others as they are.

    Of what is asked for, which may go by the forecast, mending takes off the same share as of the chain alone.
    """
    links = list(case.history.links)
    rate = weak.norm_rate if weak.gain is None else (links[place].rate or 0.0) * (1 + weak.gain)
    links[place] = links[place].raised(min(1.0, rate or 0.0))
    mended = case.tries(spread_of(links).times(case.returns * case.part))
    if mended is None or sure.tries is None:
        return mended
    return round(sure.tries * mended / sure.by_chain) if sure.by_chain else min(mended, sure.tries)
