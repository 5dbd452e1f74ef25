"""The translations are whole: each text is translated, none is a guess, and placeholders survive."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parents[2] / "src/headway/locale"


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


def _is_translated(translation: str | tuple[str, ...]) -> bool:
    return all(translation) if isinstance(translation, tuple) else bool(translation)
