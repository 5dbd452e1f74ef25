"""The dry run tells what would come in and writes nothing."""

from headway.web.imports.preparing import preview as previewing
from headway.web.imports.preparing.preview import preview
from headway.web.imports.running.starting import start
from headway.web.models import Client, Deal, Funnel, Segment, Source, User

DEALS = """
deal | client | segment | owner | source | stage | entered    | spoken
A    | Acme   | Plants  | Zoe   | Fair   | New   | 2024-01-02 | 2024-01-03
B    | Birch  | Plants  | Zoe   | Fair   | New   | 2024-13-02 |
"""


def test_it_counts_and_writes_nothing(prepared):
    run = prepared(DEALS)
    before = {model: model.objects.count() for model in (Client, Deal, Funnel, Segment, Source, User)}
    preview(run)
    found = run.counts["preview"]
    assert found["in_file"] == {"deals": 1, "contacts": 1, "moves": 0, "sales": 0, "clients": 1, "reps": 1}
    assert (found["rejected"], found["known"], found["problems"][0]["line"]) == (1, {"deals": 0, "clients": 0}, 3)
    assert {model: model.objects.count() for model in before} == before


def test_it_says_what_is_known_already(bring, prepared):
    bring(DEALS)
    run = prepared(DEALS)
    preview(run)
    assert run.counts["preview"]["known"] == {"deals": 1, "clients": 1}


def test_it_tells_why_the_file_is_refused(prepared):
    run = prepared(DEALS.replace("2024-01-03", "2024-01-03 9:00"))
    run.mapping = run.mapping.replace('time_zone = "Europe/Budapest"', "")
    preview(run)
    assert "time zone" in run.counts["preview"]["refusal"]


def test_it_gives_way_where_the_import_is_started_meanwhile(prepared, alice, monkeypatch):
    run = prepared(DEALS)
    look = previewing.look

    def look_and_start(seen):
        start(type(run).objects.get(pk=run.pk), by=alice)
        return look(seen)

    monkeypatch.setattr(previewing, "look", look_and_start)
    preview(run)
    run.refresh_from_db()
    assert (run.state, run.counts) == ("waiting", {})
