"""The API, from its own OpenAPI schema."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docs.page import Page, Words, code, table
from headway.web.api.application import api

_OPENING = """# API

{description}

Send the token with each request: `Authorization: Bearer hw_...`.
[How to write from a program](../how-to/write-from-a-program.md) begins with one. A running installation shows the same,
to try out, at `/api/v1/docs`, and the OpenAPI {version} schema at `/api/v1/openapi.json`.

What goes wrong comes as [Problem](#problem):

- 401 without a token that holds;
- 403 where scope or role do not allow it;
- 404 for what is not there or not yours to see;
- 409 where an id stands for something else;
- 413 for a body that is too long;
- 422 for what cannot be understood.

Lists come in pages: `limit` at the most, from `offset` on, and `next_offset` tells where to go on.

"""
_FIELDS = """## Fields

What is sent and what comes back. `or null` says that it may be unknown.

"""

_Schema = Mapping[str, Any]


def page() -> Page:
    """Return the page: every operation with its parameters, and the fields of what is sent and of what comes back."""
    schema, words = api.get_openapi_schema(), Words("api")
    operations = list(_operations(schema))
    shapes = schema["components"]["schemas"]
    used = sorted(_reached({name for _tag, _line, each in operations for name in _shapes_of(each)}, shapes))
    opening = _OPENING.format(description=schema["info"]["description"], version=schema["openapi"])
    text = "".join(_operation(*each, words) for each in _with_headings(operations))
    fields = "".join(_shape(name, shapes[name], words) for name in used)
    return Page(opening + text + _FIELDS + fields, (*words.gaps, *_gaps(operations)))


def _operations(schema: _Schema) -> Iterator[tuple[str, str, _Schema]]:
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield operation["tags"][0], f"{method.upper()} {path}", operation


def _with_headings(operations: list[tuple[str, str, _Schema]]) -> Iterator[tuple[str, str, _Schema]]:
    """Give each operation with the heading of its group, where it is the first of it."""
    before = ""
    for tag, line, operation in operations:
        yield f"## {tag.capitalize()}\n\n" if tag != before else "", line, operation
        before = tag


def _operation(heading: str, line: str, operation: _Schema, words: Words) -> str:
    sent, given = _body(operation), _answer(operation)
    told = [f"Sends {_type(sent)}." if sent else "", f"Gives {_type(given)}." if given else "Gives nothing (204)."]
    text = f"{heading}### {code(line)}\n\n{operation.get('description', '')} {' '.join(filter(None, told))}\n\n"
    rows = [_parameter(each, words) for each in operation.get("parameters", [])]
    return text + (table(("parameter", "type", "meaning"), rows) if rows else "")


def _parameter(parameter: _Schema, words: Words) -> tuple[str, str, str]:
    said = parameter.get("description") or words.of(f"asked.{parameter['name']}", parameter["name"])
    needed = " It must be given." if parameter["required"] and parameter["in"] == "query" else ""
    # Null says of a parameter that it was left out.
    return code(parameter["name"]), _type(parameter["schema"]).removesuffix(" or null"), f"{said}{needed}"


def _shape(name: str, shape: _Schema, words: Words) -> str:
    if "enum" in shape:
        return f"### {_shown(name)}\n\n{shape.get('description', '')} One of {', '.join(map(code, shape['enum']))}.\n\n"
    needed = set(shape.get("required", ())) if "Draft" in name else set()
    rows = [
        (f"**{code(field)}**" if field in needed else code(field), _type(each), _said(name, field, each, words))
        for field, each in shape.get("properties", {}).items()
    ]
    opening = shape.get("description") or "A page of a list."
    hint = " Fields in **bold** must be sent." if needed else ""
    return f"### {_shown(name)}\n\n{opening}{hint}\n\n" + table(("field", "type", "meaning"), rows)


def _said(name: str, field: str, each: _Schema, words: Words) -> str:
    return str(each.get("description") or words.of(f"{name}.{field}", field))


def _type(schema: _Schema) -> str:
    """A type in words, with a link where it is a shape of its own."""
    if "$ref" in schema:
        name = _shown(_name(schema["$ref"]))
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema or "allOf" in schema:
        kinds = dict.fromkeys(_type(each) for each in schema.get("anyOf") or schema["allOf"])
        return " or ".join(sorted(kinds, key=lambda kind: kind == "null"))
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}" if schema.get("items") else "list"
    if schema.get("type") == "object":
        inside = schema.get("additionalProperties")
        return f"object of {_type(inside)}" if isinstance(inside, Mapping) else "object"
    return _TYPES.get(schema.get("format", ""), _TYPES.get(schema.get("type", ""), "anything"))


_TYPES = {
    "date-time": "time",
    "date": "day",
    "uuid": "UUID",
    "integer": "whole number",
    "string": "text",
    "boolean": "true or false",
    "number": "number",
    "null": "null",
}


def _body(operation: _Schema) -> _Schema | None:
    return _content(operation.get("requestBody"))


def _answer(operation: _Schema) -> _Schema | None:
    responses = operation["responses"]
    return next((_content(responses[status]) for status in responses if str(status) in {"200", "201"}), None)


def _content(part: _Schema | None) -> _Schema | None:
    return part["content"]["application/json"]["schema"] if part and "content" in part else None


def _shapes_of(part: object) -> Iterator[str]:
    """The names of the shapes that a part of the schema refers to."""
    if isinstance(part, Mapping):
        if "$ref" in part:
            yield _name(part["$ref"])
        yield from _shapes_in(part.values())
    elif isinstance(part, list):
        yield from _shapes_in(part)


def _shapes_in(parts: Iterable[object]) -> Iterator[str]:
    for part in parts:
        yield from _shapes_of(part)


def _reached(names: set[str], shapes: Mapping[str, _Schema]) -> set[str]:
    """Return the shapes of these names with all that they refer to in turn."""
    found, queue = set(names), list(names)
    while queue:
        further = set(_shapes_of(shapes[queue.pop()])) - found
        found |= further
        queue.extend(further)
    return found


def _name(reference: str) -> str:
    return str(reference.rpartition("/")[2])


def _shown(name: str) -> str:
    """A shape's name as people read it: `PageOfDealOut` for what the schema calls `Page_DealOut_`."""
    return name.replace("Page_", "PageOf").rstrip("_")


def _gaps(operations: list[tuple[str, str, _Schema]]) -> Iterator[str]:
    silent = (line for _tag, line, operation in operations if not operation.get("description"))
    return (f"The operation {line} has no description yet." for line in silent)
