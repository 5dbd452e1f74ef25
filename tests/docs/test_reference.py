"""The reference pages say what the code says, and nothing in them is without words."""

import pytest
from django.utils import translation

from docs.generate import REFERENCE, pages, written
from docs.page import Page

NAMES = sorted(path.name for path in REFERENCE.glob("*.md"))


@pytest.fixture(scope="module")
def made() -> dict[str, Page]:
    with translation.override("en"):
        return pages()


def test_every_page_has_something_that_writes_it(made):
    assert sorted(made) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_what_the_code_says_now(made, name):
    stands = (REFERENCE / name).read_text(encoding="utf-8")
    assert stands == written(made[name]), "It is stale: run `make docs`."


@pytest.mark.parametrize("name", NAMES)
def test_nothing_on_a_page_lacks_words(made, name):
    assert list(made[name].gaps) == []
