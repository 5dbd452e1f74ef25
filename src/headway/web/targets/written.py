"""The values of targets and goals as people write them: money in units, a share in per cent; and months and years."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from headway.engine.metric import Metric, Unit
from headway.engine.period import Period
from headway.web.asking import Asker
from headway.web.models import Company
from headway.web.naming import NotUnderstood
from headway.web.read_words import number_of, scaled, unscaled

_PLACES = Decimal("0.000001")


def value_told(company: Company | None, metric: Metric, text: str) -> Decimal:
    """Read a value as people write it, and return it as the engine counts it. Raises NotUnderstood."""
    return scaled(company, metric.unit, number_of(text.replace("%", ""), "value"))


def value_written(company: Company | None, metric: Metric, value: Decimal) -> str:
    """Write a value so that it can be changed and read again."""
    return f"{unscaled(company, metric.unit, value).quantize(_PLACES).normalize():f}"


def step_of(company: Company | None, metric: Metric) -> Decimal:
    """Return what a value is spread in: whole pieces, and whole units of the currency."""
    if metric.unit is Unit.MONEY and company is not None:
        return Decimal(10) ** company.currency.digits
    return Decimal(1)


def month_told(text: str) -> date:
    """Return the first day of the month that a text names: 2024-01. Raises NotUnderstood."""
    try:
        return date.fromisoformat(f"{text.strip()}-01")
    except ValueError:
        words = {"text": text, "example": "2024-01"}
        raise NotUnderstood(_("'%(text)s' is not a month. Write %(example)s.") % words, "month") from None


def year_told(asker: Asker, text: str = "") -> Period:
    """Return the fiscal year of a number, the one that runs without one. Raises NotUnderstood."""
    text = str(text).strip().upper().removeprefix("FY")
    if text and not text.isdecimal():
        raise NotUnderstood(_("'%(text)s' is not a year. Write 2024.") % {"text": text}, "year")
    return asker.period(f"FY{text}" if text else "this fiscal year", "year")


def year_number(year: Period) -> int:
    """Return the number that a fiscal year bears: that of the year in which it ends."""
    return (year.end - timedelta(days=1)).year
