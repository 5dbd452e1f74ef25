"""Sentences that remember what they are made of."""

from headway.engine.text import Sentence, either


def test_a_sentence_is_its_own_english():
    told = Sentence("%(name)s has %(count)s deals.", name="Bob", count=3)
    assert told == "Bob has 3 deals."
    assert (told.template, told.values) == ("%(name)s has %(count)s deals.", {"name": "Bob", "count": 3})


def test_names_are_joined_with_or():
    assert either(["one"]) == "one"
    assert either(["one", "two", "three"]) == "one or two or three"
