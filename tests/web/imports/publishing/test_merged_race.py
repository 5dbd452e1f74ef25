"""An import that moves a deal to a client which somebody merges at the very moment."""

from threading import Thread

import pytest

from headway.web.imports.publishing import publish as publishing
from headway.web.imports.undoing import take_back as undoing
from headway.web.log import merge_clients, open_client
from headway.web.models import Client, Deal
from tests.web.beside import beside

# SQLite has one writer, so that there is nothing to race for.
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
FIRST = """
deal | client | stage | entered
A    | Acme   | New   | 2024-01-02
B    | Birch  | New   | 2024-01-02
"""
MOVED = FIRST.replace("Acme ", "Birch")


@pytest.fixture
def merging(alice, now, monkeypatch):
    """Merge a client into the mill after a step of the import, before its transaction ends."""
    threads: list[Thread] = []

    def merge_after(module, name, whom):
        do = getattr(module, name)

        def done(*told):
            found = do(*told)
            gone, mill = Client.objects.get(name=whom), Client.objects.get(name="The mill")
            threads.append(beside(lambda: merge_clients(mill, gone, by=alice, now=now)))
            return found

        monkeypatch.setattr(module, name, done)
        return threads

    return merge_after


@pytest.fixture
def moved(bring, merging, alice, now):
    """The client of the deal that a second file has moved to Birch."""

    def run():
        open_client("The mill", by=alice, now=now)
        bring(FIRST)
        threads = merging(publishing, "_change", "Birch")
        bring(MOVED, name="second.csv")
        threads[0].join()
        return Deal.objects.get(name="A").client.name

    return run


@pytest.fixture
def put_back(bring, merging, alice, now):
    """The client of the deal that a second file had moved to Birch, and that is Acme's again."""

    def run():
        open_client("The mill", by=alice, now=now)
        bring(FIRST)
        second = bring(MOVED, name="second.csv")
        threads = merging(undoing, "_put_back", "Acme")
        undoing.take_back(second, by=alice, now=now)
        threads[0].join()
        return Deal.objects.get(name="A").client.name

    return run


@pytest.mark.parametrize("way", ["moved", "put_back"])
def test_the_deal_goes_where_its_client_goes(way, request):
    assert request.getfixturevalue(way)() == "The mill"


@pytest.mark.parametrize(("way", "left"), [("moved", "Birch"), ("put_back", "Acme")])
def test_without_the_lock_it_is_left_behind(way, left, request, monkeypatch):
    for module in (publishing, undoing):
        monkeypatch.setattr(module, "hold_merges_off", lambda: None)
    assert request.getfixturevalue(way)() == left
