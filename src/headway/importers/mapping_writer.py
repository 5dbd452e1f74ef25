"""A mapping written as text (TOML), short enough to be read and changed by hand."""

import json
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Table
from dataclasses import fields
from typing import cast

from headway.importers.mapping import Activity, DatedContact, Funnel, Mapping, Standing

_HEAD = "# What the words of the file mean to Headway. Change it by hand, and use it again for the next export."
_COMMENTS = {
    "columns": "Field = the column that holds it, or several of which the first filled one counts.",
    "constants": "What every row says where its columns say nothing.",
    "aliases": "Value in the file = the value that is meant.",
    "funnel": "The stages in their order; a phase is lead, opportunity, won (once) or lost (once).",
    "stages": "Value of the stage = where the deal stands; a reason for what is lost.",
    "outcomes": 'Value of the outcome = where the deal stands; "" leaves it to the stage.',
    "activities": "What an activity does: it brings the deal to a stage, is a contact of a kind, or both.",
    "contacts": "Contacts that are dates in the row of a deal.",
}


def dump_mapping(mapping: Mapping) -> str:
    """Write a mapping so that `load_mapping` reads the same one."""
    return "\n".join(_lines(mapping)) + "\n"


def _lines(mapping: Mapping) -> Iterator[str]:
    yield _HEAD
    yield f"noun = {_value(mapping.noun)}"
    if mapping.origin:
        yield f"origin = {_value(mapping.origin)}"
    if mapping.time_zone:
        yield f"time_zone = {_value(mapping.time_zone)}"
    if mapping.system_reps:
        yield f"system_reps = {_value(mapping.system_reps)}"
    if mapping.ignored_activities:
        yield f"ignored_activities = {_value(mapping.ignored_activities)}"
    yield from _table("columns", {field: _one_or_many(columns) for field, columns in mapping.columns.items()})
    yield from _table("constants", mapping.constants)
    for field, meanings in mapping.aliases.items():
        yield from _table(f"aliases.{_key(field)}", meanings, _COMMENTS["aliases"])
    yield from _funnel(mapping.funnel)
    yield from _table("stages", {value: _standing(standing) for value, standing in mapping.stages.items()})
    yield from _table("outcomes", {value: _standing(standing) for value, standing in mapping.outcomes.items()})
    yield from _table("activities", {name: _said(activity) for name, activity in mapping.activities.items()})
    for number, contact in enumerate(mapping.contacts):
        yield from _dated_contact(contact, is_first=number == 0)


def _table(name: str, table: Table[str, object], comment: str | None = None) -> Iterator[str]:
    if not table:
        return
    yield ""
    yield f"# {comment or _COMMENTS[name]}"
    yield f"[{name}]"
    for key, value in table.items():
        yield f"{_key(key)} = {_value(value)}"


def _funnel(funnel: Funnel | None) -> Iterator[str]:
    if funnel is None:
        return
    yield from _table("funnel", {"name": funnel.name})
    yield "stages = ["
    for stage in funnel.stages:
        yield f"  {{ name = {_value(stage.name)}, phase = {_value(stage.phase)} }},"
    yield "]"


def _dated_contact(contact: DatedContact, *, is_first: bool) -> Iterator[str]:
    yield ""
    if is_first:
        yield f"# {_COMMENTS['contacts']}"
    yield "[[contacts]]"
    for key, value in _said(contact).items():
        yield f"{key} = {_value(value)}"


def _said(thing: Activity | DatedContact) -> dict[str, object]:
    """Return the fields that say something."""
    values = {field.name: getattr(thing, field.name) for field in fields(thing)}
    return {name: value for name, value in values.items() if value}


def _standing(standing: Standing) -> object:
    return {"stage": standing.stage, "reason": standing.reason} if standing.reason else standing.stage


def _one_or_many(names: tuple[str, ...]) -> object:
    return names[0] if len(names) == 1 else names


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("_", "").replace("-", "").isalnum() else _value(key)


def _value(value: object) -> str:
    if isinstance(value, dict):
        inside = ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, str | bool):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return "[" + ", ".join(_value(one) for one in cast("Iterable[object]", value)) + "]"
