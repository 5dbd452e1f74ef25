"""Reads and writes what stands beside a funnel: 'team:South' in place of the team that it is narrowed to."""

import re
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from headway.engine.dimension import Dimension
from headway.engine.question import Filters, Key
from headway.web.naming import NOBODY, NotUnderstood
from headway.web.read_words import one_of

_PERIOD = "period"
_KNOWN = (_PERIOD, *(each.value for each in Dimension if not each.is_time and each is not Dimension.FUNNEL))


def against_told(texts: Iterable[str]) -> dict[str, Sequence[str]]:
    """Return what texts put in the place of filters, by dimension or 'period'; an empty value takes a filter away.

    Raises NotUnderstood.
    """
    told: dict[str, list[str]] = {}
    for text in texts:
        noun, *values = re.split("[:=]", text, maxsplit=1)
        name, value = noun.strip().casefold(), "".join(values).strip()
        if not values:
            sentence = _("'%(text)s' names nothing to set beside. Write team:South.") % {"text": text}
            raise NotUnderstood(sentence, "against")
        if name not in _KNOWN:
            raise NotUnderstood(one_of(name, _KNOWN), "against")
        told.setdefault(name, []).extend([value] if value else [])
    return dict(told)


def against_of(filters: Filters, other: Filters | None) -> tuple[str, ...]:
    """Return the texts that turn filters into others, of what differs alone; none where nothing else is set beside."""
    return tuple(_texts(filters, other)) if other is not None else ()


def written_key(key: Key) -> str:
    """Write a key as an address tells it."""
    return NOBODY if key is None else str(key)


def _texts(filters: Filters, other: Filters) -> Iterator[str]:
    here, there = dict(filters.chosen()), dict(other.chosen())
    for dimension in dict.fromkeys((*here, *there)):
        if here.get(dimension) == there.get(dimension):
            continue
        if dimension not in there:
            yield f"{dimension.value}:"
        for key in sorted(there.get(dimension, ()), key=str):
            yield f"{dimension.value}:{written_key(key)}"
