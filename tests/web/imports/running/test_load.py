"""Bringing a file in: what it writes, that nobody sees it before its end, and that twice is once."""

from datetime import UTC, date, datetime

import pytest

from headway.web.access import clients_for, deals_for
from headway.web.imports.preparing.files import rejects_path
from headway.web.imports.problem import ImportProblem
from headway.web.imports.running import load as loading
from headway.web.imports.running.starting import cancel, reopen, start
from headway.web.imports.running.work import go_on
from headway.web.imports.undoing.take_back import take_back
from headway.web.log.derive import replay_deals
from headway.web.models import (
    AuditEntry,
    Change,
    Client,
    Contact,
    Deal,
    DealOwner,
    ImportRun,
    ImportState,
    LossReason,
    Milestones,
    Source,
    StageMove,
    Stay,
    User,
)
from headway.web.naming import funnels_for
from tests.web.imports.conftest import DEALS as MAPPING

DEALS = """
deal | client | segment | owner | source | stage    | entered    | spoken     | closed     | value
A    | Acme   | Plants  | Bob   | Fair   | Won      | 2024-01-02 | 2024-01-03 | 2024-02-01 | 100.50
B    | Acme   | Plants  | Zoe   | Fair   | Lost     | 2024-01-04 |            | 2024-03-01 | 30
C    | Birch  |         | Zoe   |        | Decision |            |            |            |
"""


def test_a_table_becomes_deals_clients_reps_and_their_history(bring, bob, ask):
    """
    A is won, B is lost for its price, C stands on Decision since nobody knows when.
    """
    run = bring(DEALS)
    assert run.state == ImportState.DONE, run.error
    assert run.counts["new"] == {"clients": 2, "deals": 3, "contacts": 1, "moves": 2, "sales": 0, "reps": 1}
    assert ask("SELECT outcome, won_on, value_amount FROM deals ORDER BY deal_id") == [
        ("won", date(2024, 2, 1), 10050),
        ("lost", None, 3000),
        ("open", None, None),
    ]
    assert list(Deal.objects.order_by("pk").values_list("owner__name", "source__name", "is_entry_known")) == [
        ("Bob", "Fair", True),
        ("Zoe", "Fair", True),
        ("Zoe", None, False),
    ]
    assert [
        milestones.loss_reason and milestones.loss_reason.name for milestones in Milestones.objects.order_by("pk")
    ] == [
        None,
        "Price",
        None,
    ]
    assert Deal.objects.get(name="C").milestones.stage.name == "Decision"


def test_a_rep_who_is_known_is_not_made_again_and_a_new_one_cannot_sign_in(bring, bob):
    bring(DEALS)
    assert User.objects.filter(name="Bob").get() == bob
    zoe = User.objects.get(name="Zoe")
    assert (zoe.email, zoe.role, zoe.has_usable_password()) == ("zoe@import.invalid", "rep", False)


def test_days_are_counted_where_the_mapping_says(bring):
    bring("deal|client|stage|entered\nA|Acme|New|2024-01-02 00:30", name="zone.csv")
    deal = Deal.objects.get()
    assert (deal.entered_at, deal.entered_on) == (datetime(2024, 1, 1, 23, 30, tzinfo=UTC), date(2024, 1, 2))


def test_what_a_bulk_write_derives_is_what_the_replay_derives(bring, everything):

    bring(DEALS)
    before = everything()
    Stay.objects.all().delete()
    Milestones.objects.all().delete()
    Contact.objects.update(stage=None, advance="none", is_effective=False)
    replay_deals(Deal.objects.values_list("pk", flat=True))
    assert everything() == before


def test_the_same_file_twice_changes_nothing(bring, everything):
    bring(DEALS)
    before, changes = everything(), Change.objects.exclude(noun="names").count()
    again = bring(DEALS)
    assert (sum(again.counts["new"].values()), again.counts["changed"]) == (0, 0)
    assert everything() == before
    assert Change.objects.exclude(noun="names").count() == changes


def test_a_file_of_another_origin_speaks_of_other_deals(bring):

    bring(DEALS)
    bring(DEALS, MAPPING.replace('origin = "crm"', 'origin = "another"'))
    assert Deal.objects.count() == 6


def test_one_audit_row_tells_of_the_whole_import(bring, alice):
    run = bring(DEALS)
    entry = AuditEntry.objects.get(noun="importrun")
    assert (entry.verb, entry.actor, entry.noun_id, entry.after["new"]["deals"]) == ("import", alice, run.pk, 3)
    assert not AuditEntry.objects.filter(noun__in=("deal", "contact", "client")).exists()


@pytest.fixture
def small_frames(monkeypatch):
    """Let every deal travel alone."""
    monkeypatch.setattr("headway.web.imports.reading.frame._WEIGHT", 1)


class _Killed(BaseException):
    """As if the process were killed."""


def _killed_after(batches, monkeypatch):
    write, left = loading.write_batch, iter(range(batches))

    def write_until_killed(*arguments):
        if next(left, None) is None:
            raise _Killed
        write(*arguments)

    monkeypatch.setattr(loading, "write_batch", write_until_killed)


@pytest.mark.parametrize("batches", [0, 1, 2])
def test_an_import_that_is_cut_off_shows_nothing_and_goes_on_to_the_same_end(
    batches, prepared, alice, bob, everything, small_frames, monkeypatch
):
    run = prepared(DEALS)
    start(run, by=alice)
    with monkeypatch.context() as cut:
        _killed_after(batches, cut)
        with pytest.raises(_Killed):
            go_on(run)
    run.refresh_from_db()
    assert run.state == ImportState.RUNNING
    assert not any(everything().values())
    assert not deals_for(alice).exists()
    assert not clients_for(alice).exists()
    _let_it_look_dead(run)
    go_on(run)
    run.refresh_from_db()
    assert (run.state, run.counts["new"], run.counts["changed"]) == (
        ImportState.DONE,
        {"clients": 2, "deals": 3, "contacts": 1, "moves": 2, "sales": 0, "reps": 1},
        0,
    )
    assert {name: len(rows) for name, rows in everything().items()} == {
        "contacts": 1, "moves": 2, "deals": 3, "stays": 8, "pipeline": 4, "expectations": 0, "sales": 0,
    }  # fmt: skip


def _let_it_look_dead(run):
    ImportRun.objects.filter(pk=run.pk).update(alive_at=datetime(2024, 1, 1, tzinfo=UTC))
    run.refresh_from_db()


def test_a_cancelled_import_leaves_nothing_but_its_row(prepared, alice, small_frames):
    run = prepared(DEALS)
    start(run, by=alice)
    go_on(run, watch=lambda seen: cancel(ImportRun.objects.get(pk=seen.pk)))
    run.refresh_from_db()
    assert (run.state, run.finished_at is not None) == (ImportState.CANCELLED, True)
    left = (Client, Deal, Contact, StageMove, DealOwner, Stay, Milestones, Source, LossReason)
    assert [model.__name__ for model in left if model.objects.exists()] == []
    assert not User.objects.filter(name="Zoe").exists()


def test_a_file_that_cannot_be_read_fails_with_its_sentence_and_can_be_prepared_anew(prepared, alice):

    mapping = 'noun = "deal"\n[columns]\ndeal = "deal"\nentered_at = "entered"\n'
    run = prepared("deal|client|entered\nA|Acme|2024-01-02 09:00", mapping)
    start(run, by=alice)
    go_on(run)
    run.refresh_from_db()
    assert run.state == ImportState.FAILED
    assert "does not say its time zone" in run.error
    reopen(run)
    assert run.state == ImportState.PREPARED


@pytest.mark.parametrize("rows", ["B | Pipes | Bob | | 2024-01-05", "B | Pipes | | Bob | 2024-01-05"])
def test_a_client_of_others_is_not_seen_through_what_a_hidden_import_says(
    bring, prepared, alice, bob, monkeypatch, rows
):
    """
    Pipes is Zoe's. A file that fails at its end says that Bob has a deal with Pipes, or that he has spoken to them.
    """
    mapping = MAPPING.replace('rep = "owner"', 'rep = "caller"')
    bring("deal|client|owner|caller|stage|entered\nA|Pipes|Zoe||New|2024-01-02", mapping)
    run = prepared(f"deal|client|owner|caller|spoken\n{rows}", mapping, "more.csv")
    start(run, by=alice)
    with monkeypatch.context() as patched:
        patched.setattr(loading, "publish", _cut)
        go_on(run)
    assert Deal.objects.count() == 2
    assert list(clients_for(bob)) == []
    start(run, by=alice)
    go_on(run)
    assert [client.name for client in clients_for(bob)] == ["Pipes"]


def test_what_nobody_expected_fails_the_run_and_is_raised(prepared, alice, monkeypatch, caplog):
    run = prepared(DEALS)
    start(run, by=alice)
    monkeypatch.setattr(loading, "write_batch", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        go_on(run)
    run.refresh_from_db()
    assert run.state == ImportState.FAILED
    assert "Nothing of the file is visible" in run.error
    assert "failed" in caplog.text


def test_rows_that_cannot_be_read_lie_beside_the_file(bring, kept):
    """
    line 3 has a date that cannot be.
    """
    run = bring("deal|client|stage|entered\nA|Acme|New|2024-01-02\nB|Acme|New|2024-02-31", name="two.csv")
    assert run.counts["new"]["deals"] == 1
    assert (run.counts["rejected"], run.counts["doubtful"]) == (1, 0)
    assert run.counts["problems"][0]["line"] == 3
    assert kept(run) == ["doubts.csv", "rejects.csv", "source"]

    lines = rejects_path(run).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "line,reason,row"
    assert lines[1].startswith("3,")
    assert "B,Acme,New,2024-02-31" in lines[1]


def test_what_a_failed_import_wrote_does_not_hide_that_of_the_next(
    bring, prepared, alice, ask, everything, now, monkeypatch
):
    """
    A file fails at its end; its owner brings in a longer one, and takes it back again.
    """
    run = prepared(DEALS_IN_TEXT)
    with monkeypatch.context() as patched:
        patched.setattr(loading, "publish", _cut)
        start(run, by=alice)
        go_on(run)
    run.refresh_from_db()
    assert (run.state, Deal.objects.count()) == (ImportState.FAILED, 2)
    later = bring(f"{DEALS_IN_TEXT}C | Pipes | Bob | Need | 2024-01-04\n")
    assert (later.state, later.counts["new"]["deals"], later.counts["new"]["clients"]) == (ImportState.DONE, 3, 3)
    assert ask("SELECT count(*) FROM deals") == [(3,)]
    assert [funnel.name for funnel in funnels_for(alice)] == ["Sales"]
    shown = everything()
    start(run, by=alice)
    go_on(run)
    assert everything() == shown
    take_back(later, by=alice, now=now)
    go_on(later)
    assert (everything()["deals"], Deal.objects.count(), Client.objects.count()) == ([], 0, 0)


DEALS_IN_TEXT = """
deal | client | owner | stage | entered
A    | Acme   | Bob   | New   | 2024-01-02
B    | Bolt   | Bob   | Offer | 2024-01-03
"""


def _cut(*_arguments):
    raise ImportProblem("Cut off.")
