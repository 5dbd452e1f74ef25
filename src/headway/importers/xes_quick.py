"""The quick road through an event log: cases written as nearly every tool writes them are read by pattern.

Reading XML element by element costs a call for each of a million attributes. Here every ``<`` of a piece is accounted
for in the end, so what was read is what a parser would read; a piece with anything unusual in it is left to the parser.
"""

import re
from typing import Final

from headway.importers.records import Problem
from headway.importers.row import Row
from headway.importers.xes_parser import case_rows

_ATTRIBUTE: Final = re.compile(r'key="([^"<&]*)" value="([^"<&]*)"\s*/>')
_AFTER_EVENT: Final = re.compile(r"</event>\s*(?:<event>|</trace>)")
_UNDECODED: Final = re.compile("[\udc80-\udcff]")


class Unusual(Exception):
    """A piece of the log needs the careful road."""


def quick_rows(text: str, line: int) -> list[Row | Problem]:
    """Read whole cases, the first of which begins on this line; raise `Unusual` if any of it cannot be read so."""
    rows: list[Row | Problem] = []
    cases = text.split("</trace>")[:-1]
    events = attributes = 0
    for case in cases:
        head, *bodies = case.split("<event>")
        of_case = _ATTRIBUTE.findall(head)
        attributes += len(of_case)
        events += len(bodies)
        at, found = line + head.count("\n"), []
        for body in bodies:
            of_event = _ATTRIBUTE.findall(body)
            attributes += len(of_event)
            found.append((at, dict(of_event)))
            at += body.count("\n")
        rows += case_rows(line, dict(of_case), found)
        line = at
    if not _is_usual(text, len(cases), events, attributes):
        raise Unusual
    return rows


def _is_usual(text: str, cases: int, events: int, attributes: int) -> bool:
    """Tell whether a piece is nothing but cases, their events, and attributes without attributes of their own."""
    return (
        text.count("<") == attributes + 2 * events + 2 * cases
        and text.count("<trace>") == cases
        and len(_AFTER_EVENT.findall(text)) == events
        and "\0" not in text
        and (text.isascii() or not _UNDECODED.search(text))
    )
