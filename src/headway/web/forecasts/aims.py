"""What a forecast is measured by: the approved target of whoever it is about, or a number that somebody asks."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from headway.web import figures
from headway.web.asking import Asker
from headway.web.bearers import borne_by
from headway.web.forecasts.outcome import Forecast
from headway.web.forecasts.question import ForecastQuestion
from headway.web.forecasts.saying import NUMBER, VALUE, Measure
from headway.web.naming import NotUnderstood
from headway.web.plans.again import work_of
from headway.web.plans.beside import Wished, wished_of
from headway.web.read_words import number_of

METRICS = {False: "deals_won", True: "won_value"}
_MOST = Decimal(10) ** 12


@dataclass(frozen=True)
class Wanted:
    """The value that is to be reached, as the engine counts it, beside all that is ``wished`` for of these days.

    None without one; nothing is wished for of a part of what somebody brings.
    """

    value: Decimal | None
    is_approved: bool
    wished: Wished | None = None


def wanted_of(asker: Asker, question: ForecastQuestion, measure: Measure, text: str = "") -> Wanted:
    """Return what a text asks for, deals or whole units of money, or the approved target. Raises NotUnderstood."""
    asked = _number(text) * _unit(measure) if text.strip() else None
    whose = borne_by(asker.user, question.filters, asker.scope)
    wished = None
    if whose is not None:
        wished = wished_of(asker, METRICS[measure.is_value], question.period, whose)
    if asked is not None:
        return Wanted(asked, is_approved=False, wished=wished)
    return Wanted(None if wished is None else wished.target, is_approved=True, wished=wished)


def wanted_both(asker: Asker, question: ForecastQuestion, number: str = "", value: str = "") -> tuple[Wanted, Wanted]:
    """Return what is wanted of the number of deals, and of their value. Raises NotUnderstood."""
    currency = asker.company.currency if asker.company else None
    return (
        wanted_of(asker, question, Measure(NUMBER), number),
        wanted_of(asker, question, Measure(VALUE, currency), value),
    )


def promised(forecast: Forecast, measure: Measure, wanted: Wanted) -> str:
    """Say how likely going on as lately reaches the goal of a plan of just these days, and how likely its work does.

    Nothing without such a plan, or where its goal is reached.
    """
    outlook, plan = measure.of(forecast), None if wanted.wished is None else wanted.wished.own_plan
    if plan is None or outlook is None or forecast.question.is_over or plan.amount <= outlook.certain:
        return ""
    words = {
        "goal": measure.asked(plan.amount),
        "cases": figures.in_cases(outlook.chance_of(float(plan.amount))),
        "certainty": figures.chance(float(plan.certainty)),
        "work": work_of(plan),
        "day": figures.day(plan.adopted_at),
    }
    is_said = wanted.is_approved and wanted.value == plan.amount
    said = [] if is_said else [_("The plan wants %(goal)s: going on as lately reaches it %(cases)s.") % words]
    if words["work"]:
        said.append(_("The plan of %(day)s promised %(certainty)s certainty with its work: %(work)s in all.") % words)
    return " ".join(said)


def _unit(measure: Measure) -> Decimal:
    return Decimal(10) ** measure.currency.digits if measure.is_value and measure.currency else Decimal(1)


def _number(text: str) -> Decimal:
    value = number_of(text, "target")
    if not 0 <= value <= _MOST:
        raise NotUnderstood(_("'%(text)s' is not a number to reach: write one like 50.") % {"text": text}, "target")
    return value
