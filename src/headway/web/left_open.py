"""Sentences whose number is not known here: a script on the page counts, and takes the form that fits."""

import json
from collections.abc import Callable

# A number of each class that our languages tell apart, under the names that browsers have for the classes.
_CLASSES = {"one": 1, "few": 2, "many": 5, "other": 5}


def forms_of(sentence: Callable[[int], str]) -> str:
    """Return what a sentence is for every class of numbers, as JSON; the number itself is left open in it."""
    return json.dumps({name: sentence(count) for name, count in _CLASSES.items()}, ensure_ascii=False)
