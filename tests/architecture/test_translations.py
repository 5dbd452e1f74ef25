"""The translations are whole: each text is found and translated, none is a guess, and placeholders survive."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parents[2] / "src/headway"
LOCALES = SOURCE / "locale"
# By these names dates are written into texts.
_DATE_AT_END = re.compile(r"%\((?:day|date|until|since)\)s\.(?!\w)")
# Under these names, and no others, the translators' tools look for texts.
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_noop": None,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


@pytest.fixture(params=sorted(LOCALES.glob("*/LC_MESSAGES/*.po")), ids=lambda path: path.parts[-3])
def catalog(request) -> Catalog:
    with request.param.open("rb") as text:
        return read_po(text, locale=request.param.parts[-3])


def test_every_text_is_translated(catalog):
    assert [message.id for message in catalog if message.id and not _is_translated(message.string)] == []


def test_no_translation_is_a_guess(catalog):
    assert [message.id for message in catalog if message.id and message.fuzzy] == []


def test_a_translation_keeps_the_placeholders_of_its_text(catalog):
    assert [(message.id, [str(fault) for fault in faults]) for message, faults in catalog.check()] == []


def test_every_text_of_the_pages_and_the_code_is_in_the_catalogue(catalog):
    """`make messages` collects them."""
    assert [text for text in _texts() if catalog.get(*text) is None] == []


def test_no_text_is_hidden_in_an_f_string_where_it_is_not_found():
    assert [
        f"{path.relative_to(SOURCE)}:{call.lineno}"
        for path, tree in _modules()
        for text in ast.walk(tree)
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and _is_marked(call)
    ] == []


def test_the_functions_that_mark_texts_go_by_names_that_are_known():
    assert [
        f"{path.relative_to(SOURCE)}:{imported.lineno}"
        for path, tree in _modules()
        for imported in ast.walk(tree)
        if isinstance(imported, ast.ImportFrom)
        for name in imported.names
        if name.name in KEYWORDS and (name.asname or name.name) not in KEYWORDS
    ] == []


@cache
def _modules() -> tuple[tuple[Path, ast.Module], ...]:
    return tuple((path, ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(SOURCE.rglob("*.py")))


def _is_marked(call: ast.Call) -> bool:
    is_known = isinstance(call.func, ast.Name) and call.func.id in KEYWORDS
    return is_known and all(isinstance(each, ast.Constant) for each in call.args)


@cache
def _texts() -> tuple[tuple[str, str | None], ...]:
    return tuple(_texts_one_by_one())


def _texts_one_by_one() -> Iterator[tuple[str, str | None]]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield from _texts_in(path.read_text(encoding="utf-8"))
    for path in sorted(SOURCE.rglob("templates/**/*")):
        if path.is_file():
            # What stands between the texts comes out as words at any depth, which is no Python.
            lines = templatize(path.read_text(encoding="utf-8")).splitlines()
            yield from _texts_in("\n".join(line.strip() for line in lines))


def _texts_in(code: str) -> Iterator[tuple[str, str | None]]:
    for _line, text, _comments, context in extract(
        "python", BytesIO(code.encode()), KEYWORDS, options={"encoding": "utf-8"}
    ):
        yield (text if isinstance(text, str) else text[0]), context


def _is_translated(translation: str | tuple[str, ...]) -> bool:
    return all(translation) if isinstance(translation, tuple) else bool(translation)


def test_no_hungarian_sentence_puts_a_full_stop_after_a_date():
    """A date ends with a full stop of its own there."""
    with (LOCALES / "hu/LC_MESSAGES/django.po").open("rb") as text:
        told = {form for each in read_po(text, locale="hu") for form in _forms(each.string)}
    assert [form for form in told if _DATE_AT_END.search(form)] == []


def _forms(string: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)
