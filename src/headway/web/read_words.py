"""Reads the single words of a question: a dimension, a part of a figure, a number of days."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from headway.engine.dimension import Dimension
from headway.engine.plan import Part
from headway.reports.funnel import Entries
from headway.web.naming import NotUnderstood

WITHIN_AT_MOST = 3650


def dimension_of(text: str, field: str) -> Dimension:
    """Return the dimension that a text names. Raises NotUnderstood."""
    try:
        return Dimension(text.strip().casefold())
    except ValueError:
        raise NotUnderstood(one_of(text, Dimension), field) from None


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


def one_of(text: str, known: Iterable[str]) -> str:
    """Say that a text is not known, and what is."""
    return _("'%(text)s' is not known here. There are: %(known)s.") % {"text": text, "known": ", ".join(known)}
