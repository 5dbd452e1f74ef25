"""Reads the single words of a question: a dimension, a part of a figure, a number of days, a number."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from headway.engine.dimension import Dimension
from headway.engine.metric import Unit
from headway.engine.plan import Part
from headway.reports.funnel import Entries
from headway.web.models import Company
from headway.web.naming import NotUnderstood

WITHIN_AT_MOST = 3650
_NARROWING = tuple(each for each in Dimension if not each.is_time)
LARGEST = 10**15

# Thousands in groups of three, the same mark between all of them, and another one before the decimals.
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?P<mark>[ ,.'])[0-9]{3}(?:(?P=mark)[0-9]{3})*(?:(?!(?P=mark))[.,][0-9]+)?")
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+")


def dimension_of(text: str, field: str) -> Dimension:
    """Return the dimension that a text names. Raises NotUnderstood."""
    try:
        return Dimension(text.strip().casefold())
    except ValueError:
        raise NotUnderstood(one_of(text, Dimension), field) from None


def filter_of(text: str) -> Dimension:
    """Return the dimension to narrow by that a text names; time is told by the period. Raises NotUnderstood."""
    found = next((each for each in _NARROWING if each.value == text.strip().casefold()), None)
    if found is None:
        raise NotUnderstood(one_of(text, _NARROWING), "filters")
    return found


def filters_of(filters: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return names or ids by the dimension that each name names, in whatever case. Raises NotUnderstood."""
    told: dict[str, list[str]] = {}
    for name, texts in filters.items():
        told.setdefault(filter_of(name).value, []).extend(texts)
    return told


def entries_of(text: str) -> Entries:
    """Return which entries into a stage a text asks for. Raises NotUnderstood."""
    try:
        return Entries(text)
    except ValueError:
        raise NotUnderstood(one_of(text, Entries), "entries") from None


def part_of(text: str) -> Part:
    """Return the part of a figure that a text names. Raises NotUnderstood."""
    try:
        return Part(text)
    except ValueError:
        raise NotUnderstood(one_of(text, Part), "part") from None


def days_within(text: str) -> int:
    """Return the number of days that a text tells. Raises NotUnderstood."""
    if text.isdecimal() and len(text) < 5 and 0 < int(text) <= WITHIN_AT_MOST:
        return int(text)
    words = {"text": text, "most": WITHIN_AT_MOST}
    raise NotUnderstood(_("'%(text)s' is not a number of days from 1 to %(most)s.") % words, "within")


def number_of(text: str, field: str) -> Decimal:
    """Return the number that a text tells, as people write it in English, Russian or Hungarian. Raises NotUnderstood.

    '1,000' is a thousand, for nobody writes three decimals behind a comma where money or shares are asked for; '0,125'
    cannot be one. A single point is always that of decimals, as programs write them: '1.000' is one.
    """
    bare = " ".join(text.split()).replace("\u2212", "-").replace("\u2019", "'")
    sign, digits = ("-", bare[1:].lstrip()) if bare.startswith("-") else ("", bare.removeprefix("+"))
    grouped = _GROUPED.fullmatch(digits)
    if grouped and not _is_point(digits):
        digits = digits.replace(grouped["mark"], "")
    elif not _PLAIN.fullmatch(digits):
        digits = ""
    number = Decimal(f"{sign}{digits.replace(',', '.')}") if digits else None
    if number is None or abs(number) >= LARGEST:
        raise NotUnderstood(_("'%(text)s' is not a number here. Write 1000 or 99.50.") % {"text": text}, field)
    return number


def scaled(company: Company | None, unit: Unit, told: Decimal) -> Decimal:
    """Return a number that people wrote as the engine counts it: money in minor units, a share from 0 to 1."""
    if unit is Unit.SHARE:
        return told / 100
    return told.scaleb(company.currency.digits) if unit is Unit.MONEY and company is not None else told


def unscaled(company: Company | None, unit: Unit, value: Decimal) -> Decimal:
    """Return a number of the engine as people write it."""
    if unit is Unit.SHARE:
        return value * 100
    return value.scaleb(-company.currency.digits) if unit is Unit.MONEY and company is not None else value


def _is_point(digits: str) -> bool:
    """Whether there is a single mark, and it is a point."""
    return digits.count(".") == 1 and not set(digits) & set(" ,'")


def one_of(text: str, known: Iterable[str]) -> str:
    """Say that a text is not known, and what is."""
    return _("'%(text)s' is not known here. There are: %(known)s.") % {"text": text, "known": ", ".join(known)}
