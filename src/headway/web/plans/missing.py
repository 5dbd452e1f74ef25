"""What is missing to a goal: what it comes to in all, what its days have brought, and how many deals that leaves."""

from dataclasses import dataclass
from decimal import Decimal

from headway.engine.answer import ask
from headway.engine.period import Period
from headway.engine.question import Question, Scope
from headway.planning.links import whole
from headway.web.asking import Asker
from headway.web.bearers import Bearer
from headway.web.plans.history import History
from headway.web.plans.wishes import Goal, Wish
from headway.web.still import StillFacts

# From so many sales, one's own average is taken; below, the company's.
_ENOUGH_SALES = 10


@dataclass(frozen=True, kw_only=True)
class Aim:
    """What is to be reached: in all, what has been reached in these days, and how many deals that leaves to be won.

    ``compared`` are the days than whose ``base`` it is to be more, ``a_deal`` what a sale brings on average; ``latest``
    are the last such days that are over, which brought ``last``.
    """

    total: Decimal
    compared: Period | None
    base: Decimal
    latest: Period
    last: Decimal
    reached: Decimal
    a_deal: Decimal | None
    deals: int | None


def aim_of(facts: StillFacts, asker: Asker, wish: Wish, history: History) -> Aim:
    """Return what is missing to what somebody wishes for, as of the asker's day."""
    compared = wish.compared(asker.today)
    base = _number(facts, asker, wish.goal, compared, wish.bearer) if compared else Decimal(0)
    latest = wish.latest(asker.today)
    last = base if latest == compared else _number(facts, asker, wish.goal, latest, wish.bearer)
    so_far = wish.period.up_to(asker.today) if wish.period.contains(asker.today) else None
    reached = _number(facts, asker, wish.goal, so_far, wish.bearer) if so_far else Decimal(0)
    total = base + wish.amount
    a_deal = _a_deal(facts, asker, wish, history.period) if wish.goal.is_money else Decimal(1)
    missing = max(Decimal(0), total - reached)
    deals = whole(float(missing / a_deal)) if a_deal else None
    return Aim(
        total=total,
        compared=compared,
        base=base,
        latest=latest,
        last=last,
        reached=reached,
        a_deal=a_deal,
        deals=deals,
    )


def _number(facts: StillFacts, asker: Asker, metric: str, period: Period, bearer: Bearer | None) -> Decimal:
    scope = bearer.scope_now if bearer is not None else Scope()
    question = Question(metric=metric, period=period, scope=scope, today=asker.today)
    return Decimal(ask(question, facts).total.value or 0)


def _a_deal(facts: StillFacts, asker: Asker, wish: Wish, period: Period) -> Decimal | None:
    """Return what a sale brings on average: the people's own, or where they sold little, the company's."""
    for bearer in (wish.bearer, None):
        sales = _number(facts, asker, "sales", period, bearer)
        if sales >= _ENOUGH_SALES:
            return _number(facts, asker, wish.goal, period, bearer) / sales or None
    won = _number(facts, asker, Goal.DEALS, period, None)
    if not won or wish.goal is not Goal.VOLUME:
        return None
    return _number(facts, asker, "won_value", period, None) / won or None
