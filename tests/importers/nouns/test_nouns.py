"""The nouns are found by walking their package, and speak of fields that there are."""

import pytest

from headway.importers.fields import FIELDS
from headway.importers.nouns import nouns
from headway.importers.proposing import plain_name, words_by_field


def test_every_module_of_the_package_is_a_noun():
    assert [*nouns()] == ["client", "contact", "cost", "deal", "event log", "rep", "sale"]


@pytest.mark.parametrize("noun", nouns().values(), ids=nouns())
def test_a_noun_speaks_of_known_fields(noun):
    assert set(noun.FIELDS) <= FIELDS.keys()
    assert {*noun.REQUIRED, *noun.TELLING} <= {*noun.FIELDS}


def test_every_field_serves_a_noun():
    assert {*FIELDS} == {field for noun in nouns().values() for field in noun.FIELDS}


def test_every_word_can_be_met():
    """A word that is not written as names are compared would never be found."""
    words = words_by_field()
    assert words.keys() <= FIELDS.keys()
    assert [word for known, _ in words.values() for word in known if plain_name(word) != word] == []
