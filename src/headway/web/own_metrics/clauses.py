"""Parts the conditions of a definition: those that the fields of its form hold, and the rest, kept until unticked."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import pgettext

from headway.engine.definition import Comparison
from headway.engine.ground import Sort
from headway.engine.offered import GROUNDS
from headway.web.asking import Asker
from headway.web.naming import NotUnderstood
from headway.web.own.reading import clauses_told
from headway.web.own.saying import Names, clause_words

FURTHER = "further"
# The two of one trait that stand in fields of their own; of all others a trait has but one.
_ENDS = frozenset({Comparison.AT_LEAST.value, Comparison.LESS_THAN.value})


def initial_of(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form of a definition begins with; ``further`` is what its fields cannot hold."""
    initial: dict[str, Any] = {name: told[name] for name in ("day", "how", "what", "where")}
    held: dict[str, set[str]] = {}
    further = []
    for clause in told["where"]:
        name, test = clause["trait"], clause["test"]
        tests = held.setdefault(name, set())
        if tests and (test in tests or not tests | {test} <= _ENDS):
            further.append(json.dumps(clause, ensure_ascii=False))
        else:
            tests.add(test)
            initial |= _in_fields(clause, GROUNDS[told["facts"]].traits[name].sort)
    return {**initial, FURTHER: further}


def further_choices(asker: Asker, facts: str, texts: Iterable[str]) -> list[tuple[str, str]]:
    """Return the conditions that stand beside the fields, each in words; what is none is left out."""
    told = ((text, _read(text)) for text in dict.fromkeys(texts))
    return [(text, _words(asker, facts, clause)) for text, clause in told if clause is not None]


def further_told(texts: Iterable[str]) -> list[Mapping[str, Any]]:
    """Return the plain values of the conditions that stand beside the fields."""
    return [clause for text in texts if (clause := _read(text)) is not None]


def _in_fields(clause: Mapping[str, Any], sort: Sort) -> dict[str, Any]:
    name, test, values = clause["trait"], clause["test"], clause["values"]
    if test in _ENDS:
        return {f"{name}__{'from' if test == Comparison.AT_LEAST else 'below'}": values[0]}
    return {f"{name}__test": values[0] if sort is Sort.YES_NO else test, f"{name}__values": values}


def _read(text: str) -> Mapping[str, Any] | None:
    try:
        told = json.loads(text)
    except ValueError:
        return None
    is_clause = isinstance(told, dict) and set(told) == {"trait", "test", "values"} and isinstance(told["values"], list)
    return told if is_clause else None


def _words(asker: Asker, facts: str, clause: Mapping[str, Any]) -> str:
    """Say a condition; one that can no longer be read is told as it is, and refused where it is kept."""
    currency = asker.company.currency if asker.company else None
    try:
        (read,) = clauses_told(asker, facts, [clause], "")
        return clause_words(read, GROUNDS[facts].traits[read.trait], currency, Names())
    except NotUnderstood:
        words = {"trait": clause["trait"], "values": ", ".join(map(str, clause["values"]))}
        return pgettext("condition", "%(trait)s: %(values)s") % words
