"""A board on paper, and the small lines of its tiles as pictures: set by Typst, which brings its own fonts."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from headway.web.boards.trails import Points

# Twice the size they are shown in, for screens with small dots.
_DOTS = 144.0


def paper_of(told: dict[str, Any]) -> bytes:
    """Return a PDF of a board; ``told`` is what the sheet's own file says it reads."""
    return _set("board.typ", told, "pdf")[0]


def pictures_of(lines: Sequence[Points]) -> list[bytes]:
    """Return a small PNG for each line of points, its background clear, so that it suits light and dark mail."""
    return _set("lines.typ", {"lines": [list(points) for points in lines]}, "png") if lines else []


def courses_of(courses: Sequence[Mapping[str, Any]]) -> list[bytes]:
    """Return a PNG for each course of an aim: plan, what was reached, and what is likely with its band."""
    return _set("courses.typ", {"courses": list(courses)}, "png") if courses else []


def _set(sheet: str, told: dict[str, Any], form: Literal["pdf", "png"]) -> list[bytes]:
    """Set a sheet; all words come in as data, so that nothing in them is taken for Typst's own signs."""
    # Typst takes a moment to load, and only those who want paper wait for it.
    import typst  # noqa: PLC0415 - see above

    inputs = {"told": json.dumps(told)}
    # Fonts of its own alone, so that a sheet looks the same on every machine.
    made: bytes | list[bytes] = typst.compile(
        _source(sheet), format=form, sys_inputs=inputs, ignore_system_fonts=True, ppi=_DOTS
    )
    return list(made) if isinstance(made, list) else [made]


@lru_cache
def _source(sheet: str) -> bytes:
    return (files("headway.web.boards") / "sheets" / sheet).read_bytes()
