"""The audit trail in words: from what to what, with the names of records and not their ids."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from headway.web.asking import Asker
from headway.web.audit import record
from headway.web.boards.writing import remove_tile
from headway.web.log import NewContact, correct_contact, delete_contact, log_contact
from headway.web.models import Aim, AuditEntry, Board, BoardMetric, Contact, Cost, Goal, Plan, Target
from headway.web.trails import told, trail_of


@pytest.fixture
def call(deal, bob, stage, now, company) -> Contact:
    """Bob's call that brought Two pumps to Need."""
    new = NewContact(
        uid=UUID("0b7e6f0e-6c8f-4d5c-9f44-6f7f4f6f0a01"),
        client=deal.client,
        deal=deal,
        rep=bob,
        kind="call",
        happened_at=now,
        stage_after=stage["Need"],
    )
    return log_contact(new, by=bob, now=now)


def _changes(user, entries) -> list[dict[str, tuple[str, str]]]:
    return [{change.label: (change.before, change.after) for change in entry.changes} for entry in told(user, entries)]


def test_a_correction_tells_each_value_before_and_after(call, bob, carol, stage, now):
    correct_contact(
        call, {"stage_after": stage["Offer"], "rep": carol, "is_cold": True}, by=carol, now=now + timedelta(hours=1)
    )
    corrected, logged = told(carol, trail_of(carol, "contact", call.pk))
    assert (corrected.actor, corrected.verb, corrected.noun) == ("Carol", "corrected", "contact")
    assert {change.label: (change.before, change.after) for change in corrected.changes} == {
        "stage after": ("Need", "Offer"),
        "rep": ("Bob", "Carol"),
        "cold": ("no", "yes"),
    }
    first = {change.label: change.after for change in logged.changes}
    assert (first["client"], first["deal"], first["kind"]) == ("Pump Ltd", "Two pumps", "call")
    assert all(change.before == "" for change in logged.changes)


def test_a_deals_trail_holds_that_of_its_contacts_and_of_deleted_ones(call, deal, bob, now):
    pk = call.pk
    delete_contact(call, by=bob, now=now)
    verbs = [(entry.noun, entry.noun_id, entry.verb) for entry in trail_of(bob, "deal", deal.pk)]
    assert verbs == [("contact", pk, "delete"), ("deal", deal.pk, "open")]


def test_what_is_another_teams_is_not_named(call, bob, eve, alice, now, deal):
    """The deal of Bob's call becomes Eve's: Bob still sees his call, and no longer how that deal is called."""
    deal.owner = eve
    deal.save()
    assert _changes(bob, trail_of(bob, "contact", call.pk))[0]["deal"] == ("", "a deal of others")
    assert _changes(alice, trail_of(alice, "contact", call.pk))[0]["deal"] == ("", "Two pumps")


def test_the_page_shows_it_and_only_who_sees_all_sees_everything(call, bob, alice):
    pages = {}
    for user in (alice, bob):
        browser = Browser()
        browser.force_login(user)
        pages[user] = browser
    whole = pages[alice].get("/trail")
    assert len(whole.context["entries"]) == AuditEntry.objects.count()
    assert "Two pumps" in whole.content.decode()
    assert pages[bob].get("/trail").status_code == 403
    assert "Two pumps" in pages[bob].get(f"/trail/contact/{call.pk}").content.decode()
    assert pages[bob].get("/trail/contact/999").status_code == 404


def test_money_is_written_as_money_and_numbers_by_their_names(alice, company, now):
    """
    noun   | of              | kept    | reads
    target | sales_volume    | 1234500 | €12,345
    target | win_rate_mature | 0.25    | 25.0%
    plan   | deals_won       | 50.0000 | 50
    aim    | conversion      | 0.3     | 30.0%
    cost   |                 | 560000  | €5,600
    target | no number more  | 7       | 7
    goal   | sales_volume    | 1234500 | €12,345
    goal   | a tile removed  | 0.25    | 25.0%
    """
    board = Board.objects.create(kind="company", created_at=now)
    tiles = [
        BoardMetric.objects.create(board=board, position=place, metric=name, added_at=now)
        for place, name in enumerate(("sales_volume", "win_rate_mature"))
    ]
    first, second = (each.pk for each in tiles)
    remove_tile(Asker(alice, company, now), tiles[1])
    for what, after in (
        (Target(pk=1), {"metric": "sales_volume", "value": "1234500"}),
        (Target(pk=2), {"metric": "win_rate_mature", "value": "0.25"}),
        (Plan(pk=1), {"goal": "deals_won", "amount": Decimal("50.0000")}),
        (Aim(pk=1), {"indicator": "conversion", "value": Decimal("0.3")}),
        (Cost(pk=1), {"amount": 560000, "currency": "EUR"}),
        (Target(pk=3), {"metric": "own_1", "value": "7"}),
        (Goal(pk=1), {"tile": first, "value": "1234500"}),
        (Goal(pk=2), {"tile": second, "value": Decimal("0.25")}),
    ):
        record(alice, "set", what, now, after=after)
    said = [tuple(each.values()) for each in reversed(_changes(alice, trail_of(alice).exclude(verb="remove")))]
    assert [{after.replace("\u00a0", " ") for _before, after in each} for each in said] == [
        {"Sales volume", "€12,345"},
        {"Win rate (mature)", "25.0%"},
        {"Deals won", "50"},
        {"Buying clients per new lead", "30.0%"},
        {"€5,600", "EUR"},
        {"own_1", "7"},
        {"Sales volume", "€12,345"},
        {"Win rate (mature)", "25.0%"},
    ]


def test_the_chain_of_a_plan_its_certainty_and_its_days_are_told_in_words(alice, company, funnel, stage, now):
    """
    link    | tried | made | needed
    calls   | 5704  | 1168 | 2203.4
    a stage | 40    | 12   | unknown
    """
    counts = {"made": 1168, "tried": 5704, "needed": 2203.4}
    chain = [{"key": "calls", **counts}, {"key": f"stage:{stage['Need'].pk}", "made": 12, "tried": 40}]
    after = {"chain": chain, "certainty": Decimal("0.80"), "starts_on": now.date()}
    record(alice, "add", Plan(pk=1), now, after=after)
    board = Board.objects.create(kind="company", created_at=now)
    record(alice, "add", BoardMetric(pk=7), now, after={"board": board.pk, "metric": "sales_volume"})
    on_board, of_plan = _changes(alice, trail_of(alice))
    assert {after for _before, after in on_board.values()} == {"The company", "Sales volume"}
    assert [after.replace("\u00a0", " ") for _before, after in of_plan.values()] == [
        "Calls: 2,203 needed, for 1,168 of 5,704 went on; Need: 12 of 40 went on", "80%", "May 15, 2024",
    ]  # fmt: skip


def test_many_boards_and_chains_ask_no_more_than_two(alice, bob, carol, eve, north, south, funnel, stage, now):
    """Of each entry the names of a board's team or user, and of the stages of a chain before and after."""
    chains = [[{"key": f"stage:{stage['Need'].pk}", "made": made, "tried": 40}] for made in (12, 13)]

    def asked(*holders):
        for place, holder in enumerate(holders):
            board = Board.objects.create(**holder, created_at=now)
            record(alice, "add", BoardMetric(pk=100 + place), now, after={"board": board.pk})
            before, after = ({"chain": each} for each in chains)
            record(alice, "change", Plan(pk=1), now, before=before, after=after)
        with CaptureQueriesContext(connection) as queries:
            said = _changes(alice, trail_of(alice).filter(noun__in=("plan", "boardmetric")))
        return len(queries), {after for each in said for _before, after in each.values()}

    few, _said = asked({"kind": "team", "team": south}, {"kind": "user", "user": eve})
    many, said = asked({"kind": "team", "team": north}, *({"kind": "user", "user": each} for each in (bob, carol)))
    assert many == few
    assert said == {"South", "Eve", "North", "Bob", "Carol", "Need: 13 of 40 went on"}
