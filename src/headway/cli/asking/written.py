"""Writes values for people to read: by the unit of the metric, in the language of the installation."""

from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from headway.engine.figure import Figure, Value
from headway.engine.metric import Unit
from headway.engine.period import Period
from headway.web import figures
from headway.web.wording import counted_words

if TYPE_CHECKING:
    from headway.web.models import Company

UNKNOWN = "–"


def value(unit: Unit, amount: Value, company: "Company | None") -> str:
    """Write a value with its unit; a dash where it is not known."""
    if amount is None:
        return UNKNOWN
    if unit is Unit.MONEY and company is not None:
        whole = int(Decimal(amount).quantize(Decimal(1), ROUND_HALF_EVEN))
        return figures.money(whole, company.currency_id, company.currency.digits)
    if unit is Unit.SHARE:
        return figures.share(amount)
    if unit is Unit.HOURS:
        return figures.duration(Decimal(amount) * 3600)
    return figures.days(amount) if unit is Unit.DAYS else counted_words(amount)


def counted(figure: Figure) -> str:
    """Write the counts that a ratio was divided from."""
    return f"{figures.number(figure.of or 0)} / {figures.number(figure.per or 0)}"


def change(unit: Unit, amount: Decimal | None) -> str:
    """Write a change with its sign: of a share in percentage points, of all else in per cent."""
    if amount is None:
        return UNKNOWN
    sign = "+" if amount > 0 else ""
    if unit is Unit.SHARE:
        return _("%(points)s points") % {"points": f"{sign}{figures.number(amount * 100, 1)}"}
    return f"{sign}{figures.share(amount)}"


def period(days: Period) -> str:
    """Write a period with both of its ends, the way people count."""
    if days.is_all:
        return _("All time")
    latest = days.end - timedelta(days=1)
    return figures.day(days.start) if latest <= days.start else f"{figures.day(days.start)} – {figures.day(latest)}"


def led(days: Period, sentence: str) -> str:
    """Write a sentence behind its period; dates may end in a full stop of their own, as they do in Russian."""
    opening = period(days)
    return f"{opening} {sentence}" if opening.endswith(".") else f"{opening}. {sentence}"


def plain(text: str) -> str:
    """Return a text whose spaces are all alike, for terminals and pipes."""
    return text.replace(figures.NO_BREAK, " ")


def old_log(day: date) -> str:
    """Say that a log ended long ago, and how to ask as of its last day."""
    said = _("The last deal closed on %(day)s.") % {"day": figures.day(day)}
    asked = _("Ask as of that day")
    return plain(f"{said} {asked}: --as-of {day}")
