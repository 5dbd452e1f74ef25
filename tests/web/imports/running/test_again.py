"""Tests for the same file once more: read only where that could do anything."""

import pytest

from headway.web.imports.preparing.files import left_behind_path
from headway.web.imports.running import load as loading
from headway.web.imports.running.work import go_on
from headway.web.imports.undoing.take_back import take_back
from headway.web.log.changes import note_names
from headway.web.models import AuditEntry, Change, Client, Contact
from tests.web.imports.conftest import DEALS

TABLE = """
deal  | client | owner | stage | entered    | spoken
A     | Acme   | Bob   | Need  | 2024-01-02 | 2024-01-03 10:00
B     | Bravo  | Zoe   | Offer | 2024-01-02 | 2024-01-04 10:00
"""
OTHER = "deal | client | stage | entered\nC | Acme | New | 2024-01-02"


@pytest.fixture
def read(monkeypatch):
    """The files that are read."""
    names = []
    frames = loading.frames

    def told(job):
        names.append(job.path.name)
        return frames(job)

    monkeypatch.setattr(loading, "frames", told)
    return names


def test_it_is_not_read_again_and_tells_what_reading_it_would_tell(bring, everything, read):
    first = bring(TABLE)
    before, changes = everything(), Change.objects.count()
    again, third = bring(TABLE), bring(TABLE)
    assert read == ["deals.csv"]
    assert Change.objects.count() == changes
    left_behind_path(third).unlink()
    longer = bring(TABLE)
    assert read == ["deals.csv", "deals.csv"]
    assert everything() == before
    assert again.counts == third.counts == longer.counts
    assert (again.state, again.done) == (longer.state, longer.total)
    assert (sum(again.counts["new"].values()), again.counts["in_file"]) == (0, first.counts["in_file"])
    told = AuditEntry.objects.filter(verb="import").order_by("pk").values_list("after", flat=True)
    assert told[1] == told[2] == told[3]


def test_the_zone_of_the_company_decides_nothing_where_the_mapping_names_one(bring, read, company):
    """The first file founds the company, so that the same file then finds another zone."""
    bring(TABLE)
    company.time_zone = "America/New_York"
    company.save(update_fields=["time_zone"])
    bring(TABLE)
    assert read == ["deals.csv"]
    elsewhere = DEALS.replace('time_zone = "Europe/Budapest"\n', "")
    bring(TABLE.replace(" 10:00", ""), elsewhere)
    company.time_zone = "Europe/Paris"
    company.save(update_fields=["time_zone"])
    bring(TABLE.replace(" 10:00", ""), elsewhere)
    assert len(read) == 3


def _take_the_other_back(_first, bring):
    other = bring(OTHER, name="other.csv")
    take_back(other, by=None, now=other.finished_at)
    other.refresh_from_db()
    go_on(other)


@pytest.mark.parametrize(
    "between",
    [
        pytest.param(lambda _first, _bring: Contact.objects.all()[0].delete(), id="a contact was deleted"),
        pytest.param(lambda _first, _bring: note_names(), id="a name, a rate or a stage was changed"),
        pytest.param(lambda _first, bring: bring(OTHER, name="other.csv"), id="another file came"),
        pytest.param(_take_the_other_back, id="another file came and was taken back"),
        pytest.param(
            lambda _first, bring: bring(TABLE, DEALS.replace('"call"', '"email"')), id="it was read otherwise"
        ),
        pytest.param(lambda first, _bring: left_behind_path(first).write_text("{"), id="nobody knows how it was left"),
    ],
)
def test_it_is_read_again_where_that_can_do_something(bring, read, between):
    first = bring(TABLE)
    between(first, bring)
    read.clear()
    bring(TABLE)
    assert read == ["deals.csv"]


def test_a_file_of_which_rows_were_left_out_is_read_again(bring, read):
    """They may be taken now: a rate may have been added since, or a currency."""
    for _time in range(2):
        assert bring("deal|client|stage|entered\nA|Acme|New|2024-02-31").counts["rejected"] == 1
    assert len(read) == 2


def test_what_somebody_changed_by_hand_is_theirs_without_reading(bring, read, alice, now):
    bring(TABLE)
    client = Client.objects.get(name="Acme")
    Client.objects.filter(pk=client.pk).update(name="Acme Ltd")
    AuditEntry.objects.create(at=now, actor=alice, verb="change", noun="client", noun_id=client.pk)
    again = bring(TABLE)
    assert read == ["deals.csv"]
    assert again.counts["changed"] == 0
    left_behind_path(again).unlink()
    assert bring(TABLE).counts == again.counts
    assert Client.objects.filter(name="Acme Ltd").exists()
