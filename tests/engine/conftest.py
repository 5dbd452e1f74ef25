"""The facts of a test: the tables in its docstring."""

import pytest

from tests.facts_in_text import read_facts


@pytest.fixture
def store(request):
    with read_facts(request.function.__doc__).store() as store:
        yield store


@pytest.fixture
def store_of(request):
    def open_store(text):
        store = read_facts(text).store()
        request.addfinalizer(store.close)
        return store

    return open_store
