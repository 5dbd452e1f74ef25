"""What pages say of a buying committee: a position as a sign and as a word."""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import npgettext

from headway.web.models import Position
from headway.web.templatetags.headway import icon

register = template.Library()

_SIGNS: Mapping[str, SafeString | str] = {Position.NEUTRAL: "–", Position.UNKNOWN: "?"}
_ICONS: Mapping[str, str] = {Position.AGREED: "check", Position.AGAINST: "x"}


@register.simple_tag
def position_sign(position: str) -> SafeString:
    """Draw the sign of a position; the word beside it speaks."""
    drawn = icon(_ICONS[position]) if position in _ICONS else _SIGNS[position]
    return format_html('<span class="position-sign is-{}" aria-hidden="true">{}</span>', position, drawn)


@register.filter
def position_word(position: str) -> str:
    """Write a position."""
    return str(Position(position).label)


@register.filter
def position_words(position: str, count: int) -> str:
    """Write the position of so many people, without their number."""
    if position == Position.AGREED:
        return npgettext("position of so many decision-makers", "agreed", "agreed", count)
    return position_word(position)
