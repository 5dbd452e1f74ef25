"""Turns definitions into plain values for the database, with ids and minor units, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from json import dumps, loads
from typing import Any

from headway.engine.definition import Clause, Comparison, Counted, Definition, DefinitionProblem, checked
from headway.engine.ground import How
from headway.engine.metric import Grade, Group, Unit


def stored(definition: Definition) -> dict[str, Any]:
    """Return a definition as the database keeps it, and gives it back: JSON knows lists alone."""
    plain: dict[str, Any] = loads(dumps(asdict(definition)))
    return plain


def restored(kept: Mapping[str, Any]) -> Definition:
    """Return the definition that was kept; DefinitionProblem or ValueError where it can no longer be counted."""
    try:
        definition = Definition(
            label=kept["label"],
            of=counted(kept["of"]),
            per=counted(kept["per"]) if kept["per"] else None,
            meaning=kept["meaning"],
            also=kept["also"],
            group=Group(kept["group"]),
            unit=Unit(kept["unit"]),
            better=kept["better"],
            grade=Grade(kept["grade"]),
        )
    except KeyError as trouble:
        raise ValueError(str(trouble)) from trouble
    return checked(definition)


def restored_or_none(kept: Mapping[str, Any]) -> Definition | None:
    """Return the definition that was kept, or None where it can no longer be counted."""
    try:
        return restored(kept)
    except (DefinitionProblem, ValueError):
        return None


def counted(kept: Mapping[str, Any]) -> Counted:
    """Return what is counted."""
    where = tuple(Clause(each["trait"], Comparison(each["test"]), tuple(each["values"])) for each in kept["where"])
    return Counted(facts=kept["facts"], day=kept["day"], how=How(kept["how"]), what=kept["what"], where=where)
