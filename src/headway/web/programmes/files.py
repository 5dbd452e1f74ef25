"""Programmes as small text files: those that ship, and the company's own, in and out."""

import json
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from headway.web.naming import NotUnderstood
from headway.web.programmes.outline import Outline, outline_told

EIGHT_WEEKS = "eight-weeks"
SHIPPED = (EIGHT_WEEKS,)
_LARGEST = 200_000
_SPOKEN = ("en", "hu", "ru")


def shipped(name: str = EIGHT_WEEKS) -> Outline:
    """Return a programme that ships, in the reader's language."""
    language = (get_language() or "en")[:2]
    return _shipped(name, language if language in _SPOKEN else "en")


def outline_read(text: str | bytes) -> Outline:
    """Return the programme of a file. Raises NotUnderstood, whose sentence says what is in the way."""
    if len(text) > _LARGEST:
        raise NotUnderstood(_("This file is too large for a programme."), "file")
    try:
        told = tomllib.loads(text if isinstance(text, str) else text.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
        raise NotUnderstood(_("This is no TOML file: %(why)s.") % {"why": trouble}, "file") from None
    return outline_told(told)


def outline_written(outline: Outline) -> str:
    """Return a programme as a file that can be read again."""
    told = outline.plain()
    lines = [_line("name", told["name"]), *([_line("about", told["about"])] if told["about"] else [])]
    for week in told["week"]:
        lines += ["", "[[week]]", *(_line(name, value) for name, value in week.items() if _says_something(name, value))]
    return "\n".join(lines) + "\n"


def _says_something(name: str, value: Any) -> bool:
    return bool(value) and (name, value) != ("at_least", 1)


def _line(name: str, value: Any) -> str:
    return f"{name} = {json.dumps(value, ensure_ascii=False)}"


@lru_cache
def _shipped(name: str, language: str) -> Outline:
    found = files("headway.web.programmes") / "shipped" / name / f"{language}.toml"
    return outline_read(found.read_text(encoding="utf-8"))
