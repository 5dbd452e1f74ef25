"""What a plan rests on: the counts of its chain in the past, whom it borrows from, and how long a sale takes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import takewhile
from math import prod

import ibis
from django.utils.translation import pgettext

from headway.engine.calendar import Step as CalendarStep
from headway.engine.calendar import walk
from headway.engine.catalogue import catalogue
from headway.engine.course import Course
from headway.engine.curve import Curve
from headway.engine.metric import Measure
from headway.engine.period import Period
from headway.engine.question import Key
from headway.planning.delay import Delay
from headway.planning.links import Link, borrowing
from headway.web.bearers import Bearer, members_of
from headway.web.models import User
from headway.web.naming import funnels_for
from headway.web.plans.counts import Asking, ByRep, Counted, Reps, together
from headway.web.plans.steps import Step, begun_at, call_steps, cold_call_steps, stage_steps
from headway.web.plans.wishes import Start
from headway.web.still import StillFacts

# A link is followed for so many days, as everywhere; held against its own past, for so few that both were followed.
WITHIN, LATELY = 180, 60
# So many days are 'lately', and a sale takes no more days than these.
RECENT, LONGEST = 91, 730
# A chain is told by itself where the whole company tried each link so often, and made it so often.
ENOUGH_TRIED, ENOUGH_MADE = 20, 5
_CALLED = Measure(facts="appointments", on="set_on", where=(ibis._.kind == "call") & ibis._.deal_id.notnull())
_COLD_CALLED = replace(_CALLED, where=_CALLED.where & ibis._.is_cold & ~ibis._.is_inbound)
_TO_WON = Course(ended_on="closed_on", is_reached=ibis._.outcome == "won")


@dataclass(frozen=True, kw_only=True)
class History:
    """The chain of a plan as it was: ``links`` with what they borrow, ``counted`` with the counts that open rows.

    ``returns`` is by how much more deals are won than the links in a row would bring: those that went back on the
    way and came again. ``lender`` says whom the chain borrows from: others than those whom the plan is for. ``lately``
    and ``before`` are the same links of the last weeks and of the year before them, ``wider`` those of the lender,
    none where nobody else has done anything yet. ``by_rep`` are the counts of each link of everybody in the company.
    """

    period: Period
    steps: tuple[Step, ...]
    counted: tuple[Counted, ...]
    links: tuple[Link, ...]
    lender: str
    wider: tuple[Link, ...]
    lately: tuple[Link, ...]
    before: tuple[Link, ...]
    lately_period: Period
    delay: Delay
    returns: float
    tried_lately: int
    by_rep: tuple[ByRep, ...] = field(repr=False)

    @property
    def start(self) -> Start:
        """Where the chain begins."""
        return {"cold_calls": Start.COLD_CALLS, "calls": Start.CALLS}.get(self.steps[0].key, Start.DEALS)

    @property
    def rate(self) -> float:
        """The share of the first tries that end in a sale, whenever it comes."""
        return prod(each.rate or 0.0 for each in self.links) * self.returns

    @cached_property
    def links_by_rep(self) -> dict[Key, tuple[Link, ...]]:
        """The links of each who tried any, by their own counts alone."""
        reps = {rep for each in self.by_rep for rep in each}
        return {
            rep: tuple(
                together({rep: each.get(rep, ())}, None, WITHIN).link(step.key)
                for step, each in zip(self.steps, self.by_rep, strict=True)
            )
            for rep in reps
        }

    @property
    def tried_a_day(self) -> float:
        """How often the first step was tried lately, by the calendar's days."""
        return self.tried_lately / RECENT


@dataclass(frozen=True)
class _Circle:
    """Some reps, and what they are called together; all of them without a list."""

    label: str
    reps: frozenset[int] | None


@dataclass(frozen=True)
class _Lender:
    """A circle from which is borrowed: what it is called, and the links of those in it who lend."""

    label: str
    links: tuple[Link, ...]


def history_of(
    facts: StillFacts, user: User, bearer: Bearer, *, start: Start, months: int, today: date
) -> History | None:
    """Return what is known of the chain up to a day, that day included; None where there is no funnel yet."""
    funnel = funnels_for(user).first()
    if funnel is None:
        return None
    end = today + timedelta(days=1)
    period = Period(walk(end, CalendarStep.MONTH, -months), end)
    asking, circles = Asking(facts, period, today, WITHIN), _circles(bearer)
    steps, counted = _chain(asking, start, funnel.pk)
    own, lenders = _links(steps, counted, circles[0].reps), _lenders(steps, counted, circles)
    lately, before, tried = _two_times(facts, steps, circles[0].reps, today)
    return History(
        period=period,
        steps=steps,
        counted=tuple(together(each, circles[0].reps, WITHIN) for each in counted),
        links=borrowing(own, *(each.links for each in lenders)),
        lender=lenders[0].label if lenders else "",
        wider=_borrowed(lenders),
        lately=lately,
        before=before,
        lately_period=_recent(today),
        delay=_delay(asking, steps[0], funnel.pk),
        returns=_returns(asking, _links(steps, counted, None), steps[0]),
        tried_lately=tried,
        by_rep=tuple(counted),
    )


def wider_of(history: History, bearer: Bearer) -> tuple[Link, ...]:
    """Return the links of the others from whom somebody of the company borrows, as on a plan of their own."""
    return _borrowed(_lenders(history.steps, history.by_rep, _circles(bearer)))


def _circles(bearer: Bearer) -> list[_Circle]:
    """Return those whom a plan is for, and the wider and wider circles that they are in."""
    own = _Circle(bearer.label, bearer.reps)
    company = _Circle(pgettext("borrowed from", "the company"), None)
    if isinstance(bearer.one, User):
        team = bearer.one.team
        return [own, *([_Circle(team.name, members_of(team.pk))] if team is not None else []), company]
    return [own, company] if bearer.team_id is not None else [company]


def _chain(asking: Asking, start: Start, funnel_id: int) -> tuple[tuple[Step, ...], list[ByRep]]:
    """Return the chain that was asked for; where none was, the first that the log knows enough of to tell."""
    ways = {Start.COLD_CALLS: cold_call_steps, Start.CALLS: call_steps}
    for way, steps_of in ways.items():
        if start in {Start.LOG, way}:
            steps = steps_of()
            counts = map(asking.one, steps)
            counted = list(counts if start is way else takewhile(_is_enough, counts))
            if len(counted) == len(steps):
                return steps, counted
    steps = stage_steps(asking.facts, funnel_id)
    counted = asking.of(steps)
    first = next((place for place, each in enumerate(counted) if _is_begun(each)), 0)
    return begun_at(steps, first), counted[first:]


def _is_begun(by_rep: ByRep) -> bool:
    """Whether enough came to a stage that a chain can begin with it: some sources never tell of the first ones."""
    return together(by_rep, None, WITHIN).size >= ENOUGH_TRIED


def _is_enough(by_rep: ByRep) -> bool:
    counted = together(by_rep, None, WITHIN)
    return counted.size >= ENOUGH_TRIED and ENOUGH_MADE <= counted.made < counted.size


def _lenders(steps: Sequence[Step], counted: Sequence[ByRep], circles: Sequence[_Circle]) -> list[_Lender]:
    """Return the links of the others in each wider circle, circles without others that did anything left out.

    Were those whom the plan is for among them, a rate would be shrunk towards itself, and none be found weak.
    """
    own, *wider = circles
    known = [_Lender(each.label, _links(steps, counted, each.reps, without=own.reps or ())) for each in wider]
    return [each for each in known if any(link.rate is not None for link in each.links)]


def _borrowed(lenders: Sequence[_Lender]) -> tuple[Link, ...]:
    """Return the links of the nearest who lend, with what they borrow of those beyond."""
    return borrowing(*(each.links for each in lenders)) if lenders else ()


def _links(
    steps: Sequence[Step],
    counted: Sequence[ByRep],
    reps: Reps,
    within: int = WITHIN,
    *,
    without: Collection[Key] = (),
) -> tuple[Link, ...]:
    return tuple(
        together(by_rep, reps, within, without=without).link(step.key)
        for step, by_rep in zip(steps, counted, strict=True)
    )


def _two_times(
    facts: StillFacts, steps: Sequence[Step], reps: Reps, today: date
) -> tuple[tuple[Link, ...], tuple[Link, ...], int]:
    """Return the links of the last weeks and of the year before, equally long followed, and the first tries lately."""
    recent = _recent(today)
    earlier = Period(walk(recent.start, CalendarStep.MONTH, -12), recent.start)
    lately, before = (Asking(facts, each, today, LATELY).of(steps) for each in (recent, earlier))
    links = [_links(steps, counted, reps, LATELY) for counted in (lately, before)]
    return links[0], links[1], together(lately[0], reps, LATELY).size


def _recent(today: date) -> Period:
    return Period(today - timedelta(days=RECENT - 1), today + timedelta(days=1))


def _delay(asking: Asking, step: Step, funnel_id: int) -> Delay:
    """Return how long it takes from the first step of the chain to the sale, open ones followed as far as they are.

    Of calls it is told by those that set an appointment.
    """
    longer = Asking(asking.facts, asking.period, asking.today, LONGEST)
    called = {"cold_calls": _COLD_CALLED, "calls": _CALLED}.get(step.key)
    if called is not None:
        return _delay_of(longer.curve(called, _TO_WON))
    return _delay_of(longer.curve(catalogue()["win_rate_mature"].cohort, _TO_WON, funnel_id))


def _delay_of(curve: Curve) -> Delay:
    points = curve.points if curve.size else []
    rising: list[tuple[int, float]] = []
    for point in points:
        share = float(point.share)
        if not rising or share > rising[-1][1]:
            rising.append((point.days, share))
    return Delay.of(rising, curve.counted(LONGEST).reached)


def _returns(asking: Asking, links: Sequence[Link], step: Step) -> float:
    """Return how many deals are won for each that the links in a row would bring, of the whole company.

    Some deals go back on their way through the funnel and come again; of calls the links say it all.
    """
    in_a_row = prod(each.rate or 0.0 for each in links)
    curve = Curve(()) if step.stage_id is None else asking.of_stage("stage_won_mature", step)
    if not in_a_row or not curve.size:
        return 1.0
    won = float(curve.at_or_last(WITHIN).share)
    return won / in_a_row if won else 1.0
