"""What a forecast is measured by: the approved target of whoever it is about, or a number that somebody asks."""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from headway.web.asking import Asker
from headway.web.bearers import borne_by
from headway.web.forecasts.question import ForecastQuestion
from headway.web.forecasts.saying import NUMBER, VALUE, Measure
from headway.web.naming import NotUnderstood
from headway.web.plans.beside import Part, is_of, part_of, plan_of
from headway.web.read_words import number_of
from headway.web.targets import approved_whole

METRICS = {False: "deals_won", True: "won_value"}
_MOST = Decimal(10) ** 12


@dataclass(frozen=True)
class Wanted:
    """The value that is to be reached, as the engine counts it, and the goal of a plan in force for just these days.

    ``part`` is what falls to a team or a rep of a wider plan of just these days. None without one; plans are looked up
    by `wanted_both` alone.
    """

    value: Decimal | None
    is_approved: bool
    plan: Decimal | None = None
    part: Part | None = None


def wanted_of(asker: Asker, question: ForecastQuestion, measure: Measure, text: str = "") -> Wanted:
    """Return what a text asks for, deals or whole units of money, or the approved target. Raises NotUnderstood."""
    if text.strip():
        return Wanted(_number(text) * _unit(measure), is_approved=False)
    whose = borne_by(asker.user, question.filters, asker.scope)
    if whose is None:
        return Wanted(None, is_approved=True)
    value = approved_whole(METRICS[measure.is_value], question.period, whose, measure.currency)
    return Wanted(value, is_approved=True)


def wanted_both(asker: Asker, question: ForecastQuestion, number: str = "", value: str = "") -> tuple[Wanted, Wanted]:
    """Return what is wanted of the number of deals, and of their value, with goals of plans. Raises NotUnderstood."""
    currency = asker.company.currency if asker.company else None
    return (
        _with_plan(asker, question, Measure(NUMBER), number),
        _with_plan(asker, question, Measure(VALUE, currency), value),
    )


def _with_plan(asker: Asker, question: ForecastQuestion, measure: Measure, text: str) -> Wanted:
    wanted, whose = wanted_of(asker, question, measure, text), borne_by(asker.user, question.filters, asker.scope)
    if whose is None:
        return wanted
    asked = METRICS[measure.is_value], question.period, whose
    plan, part = plan_of(asker, *asked), part_of(asker, *asked)
    return replace(
        wanted,
        plan=plan.amount if plan is not None and is_of(plan, question.period) else None,
        part=part if part is not None and is_of(part.plan, question.period) else None,
    )


def _unit(measure: Measure) -> Decimal:
    return Decimal(10) ** measure.currency.digits if measure.is_value and measure.currency else Decimal(1)


def _number(text: str) -> Decimal:
    value = number_of(text, "target")
    if not 0 <= value <= _MOST:
        raise NotUnderstood(_("'%(text)s' is not a number to reach: write one like 50.") % {"text": text}, "target")
    return value
