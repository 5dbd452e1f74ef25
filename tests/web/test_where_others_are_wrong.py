"""Faults that were read in the code of other CRMs, each with a log on which it would show."""

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest

from headway.engine.catalogue import catalogue
from headway.web.asking import Asker, Words, answer_to, funnel_of, funnel_question_of, question_of, rows_of
from headway.web.behind import named_rows
from headway.web.log import (
    book_sale,
    change_client,
    correct_contact,
    enter_cost,
    merge_clients,
    named,
    referrer_named,
    rename_deal,
)
from headway.web.models import Company, Contact, Currency, Deal, Segment, Source, User
from headway.web.naming import NotUnderstood
from tests.web.diary import write

pytestmark = pytest.mark.usefixtures("bob", "carol", "colleagues", "funnel")
MARCH, APRIL = "2024-03", "2024-04"
# When somebody comes back to records of March.
LATER = datetime(2024, 4, 20, 9, tzinfo=UTC)


@pytest.fixture
def asker(alice: User, company: Company, now: datetime) -> Asker:
    """Alice, in May 2024."""
    return Asker(alice, company, now)


@pytest.fixture
def ask(asker: Asker):
    """Ask a number of a period, and of one rep where it is named."""

    def asked(metric: str, period: str, **filters: list[str]):
        return answer_to(question_of(asker, metric, Words(period=period, filters=filters))).total.value

    return asked


@pytest.fixture
def stages(asker: Asker):
    """The funnel of the deals that entered a stage in a period."""

    def told(period: str):
        report = funnel_of(asker, funnel_question_of(asker, Words(period=period)))
        return {line.name: line for line in report.stages}

    return told


def test_a_lost_deal_stays_in_the_funnel_that_it_went_through(stages) -> None:
    """One that filters the funnel by 'open or won' shows a better funnel with every deal that is lost."""
    write("""
        when             | rep | deal | kind | stage after
        2024-03-04 09:00 | Bob | Kept | call | Need
        2024-03-05 09:00 | Bob | Kept | call | Offer
        2024-03-04 10:00 | Bob | Gone | call | Need
        2024-03-06 10:00 | Bob | Gone | call | Lost
    """)
    need = stages(MARCH)["Need"]
    assert (need.entered, need.advanced, need.lost) == (2, 1, 1)


def test_a_move_that_is_repeated_counts_once(stages) -> None:
    """One that counts rows of its history of stages counts a deal as often as it was dragged there."""
    write("""
        when             | rep | deal | kind | stage after
        2024-03-04 09:00 | Bob | Pump | call | Offer
        2024-03-05 09:00 | Bob | Pump | call | Offer
        2024-03-06 09:00 | Bob | Pump | move | Need
        2024-03-07 09:00 | Bob | Pump | move | Offer
    """)
    offer = stages(MARCH)["Offer"]
    assert (offer.entered, offer.back) == (1, 1)


def test_days_to_close_run_from_the_first_contact_to_the_win(ask) -> None:
    """One that takes the day the record was made, or its last edit, measures the typing."""
    deals = write("""
        when             | rep | deal | kind | stage after
        2024-03-04 09:00 | Bob | Pump | call | Need
        2024-03-14 09:00 | Bob | Pump | call | Won
    """)
    rename_deal(deals["Pump"], "Two pumps", by=deals["Pump"].owner, now=LATER)
    assert ask("cycle_time", MARCH) == 10


def test_a_later_edit_moves_no_win_to_another_month(ask, alice: User) -> None:
    """One that dates a win by the last edit of the deal lets last month change with every typing error mended."""
    deals = write("""
        when             | rep | deal | kind | stage after
        2024-03-14 09:00 | Bob | Pump | call | Won
    """)
    rename_deal(deals["Pump"], "Two pumps", by=alice, now=LATER)
    correct_contact(Contact.objects.get(), {"note": "By phone"}, by=alice, now=LATER)
    assert (ask("deals_won", MARCH), ask("deals_won", APRIL)) == (1, 0)


def test_edits_are_no_contacts(ask, alice: User) -> None:
    """One whose goal for activity counts saved records is met by saving them often."""
    write("""
        when             | rep | deal | kind | stage after
        2024-03-14 09:00 | Bob | Pump | call | Need
    """)
    for note in ("one", "two", "three"):
        correct_contact(Contact.objects.get(), {"note": note}, by=alice, now=LATER)
    assert (ask("contacts", MARCH), ask("contacts", APRIL)) == (1, 0)


def test_a_contact_keeps_the_stage_of_its_day(ask) -> None:
    """One that joins contacts with the deal of today makes last month's calls to leads into calls to clients."""
    write("""
        when             | rep | deal | kind | stage after
        2024-03-04 09:00 | Bob | Pump | call | Need
        2024-03-05 09:00 | Bob | Pump | call |
        2024-04-08 09:00 | Bob | Pump | call | Won
    """)
    by_day = Contact.objects.order_by("happened_at").values_list("stage_before__name", "stage__name", "is_effective")
    assert list(by_day) == [("New", "Need", True), ("Need", "Need", False), ("Need", "Won", True)]
    assert (ask("effective_contacts", MARCH), ask("effective_contacts", APRIL)) == (1, 1)


def test_the_rows_behind_a_figure_keep_its_filters(asker: Asker) -> None:
    """One whose figure opens the plain list shows rows that do not add up to it."""
    write("""
        when             | rep | deal | kind    | stage after
        2024-03-04 09:00 | Bob | Pump | call    | Need
        2024-03-05 09:00 | Bob | Pump | meeting | Offer
        2024-03-05 10:00 | Vera | Bolt | call    | Need
        2024-04-05 10:00 | Bob | Pump | call    |
    """)
    words = Words(period=MARCH, filters={"rep": ["Bob"], "kind": ["call"]})
    question = question_of(asker, "contacts", words)
    found = list(named_rows(asker.user, rows_of(question)))
    assert answer_to(question).total.value == len(found) == 1
    assert [(each.deal.name, f"{each.row.on:%d %B}") for each in found if each.deal] == [("Pump", "04 March")]


def test_a_client_that_is_renamed_or_described_anew_changes_no_past_number(ask, alice: User) -> None:
    """One that keys its history on what a client is called tells another last year after every mended name."""
    write("""
        when             | rep | deal | kind | stage after
        2024-03-04 09:00 | Bob | Pump | call | Need
        2024-03-14 09:00 | Bob | Pump | call | Won
        2024-03-05 09:00 | Bob | Bolt | call | Lost
    """)
    metrics = ("contacts", "effective_contacts", "deals_won", "deals_lost", "win_rate_of_closed", "new_leads")
    before = {metric: ask(metric, MARCH) for metric in metrics}
    for deal in Deal.objects.select_related("client"):
        change_client(deal.client, {"name": "Pump Works"}, by=alice, now=LATER)
    assert {metric: ask(metric, MARCH) for metric in metrics} == before


def _numbers(asker: Asker, period: str):
    """Every number of the catalogue that the log fills, by segment and source; and the funnels."""
    told = {}
    for metric in catalogue():
        with suppress(NotUnderstood):
            answer = answer_to(question_of(asker, metric, Words(period=period, by=("segment", "source"))))
            told[metric] = (answer.total, answer.lines)
    for source in ("Fair", "Site"):
        words = Words(period=period, filters={"source": [source]})
        told["funnel", source] = funnel_of(asker, funnel_question_of(asker, words)).stages
    return told


def test_a_merge_of_two_clients_changes_no_past_number(asker: Asker, alice: User, bob: User) -> None:
    """One that hangs the history of a duplicate on the record it keeps moves last year to another segment and source.

    client   | segment | source
    Pump Ltd | Large   | Fair
    Bolt Ltd | Small   | Site
    """
    deals = write("""
        when             | rep | deal | kind    | stage after
        2024-03-04 09:00 | Bob | Pump | call    | Need
        2024-03-05 09:00 | Bob | Pump | meeting | Offer
        2024-03-14 09:00 | Bob | Pump | call    | Won
        2024-03-05 10:00 | Bob | Bolt | call    | Offer
        2024-03-07 10:00 | Bob | Bolt | call    | Won
        2024-03-08 10:00 | Bob | Nut  | call    | Lost
    """)
    pump, bolt = deals["Pump"].client, deals["Bolt"].client
    for client, segment, source in ((pump, "Large", "Fair"), (bolt, "Small", "Site")):
        looks = {"segment": named(Segment, segment), "source": named(Source, source)}
        change_client(client, looks | {"referrer": referrer_named("Dan")}, by=alice, now=LATER)
        euro = Currency.objects.get(code="EUR")
        book_sale(client, amount=900, currency=euro, sold_on=date(2024, 3, 20), rep=bob, by=alice, now=LATER)
        enter_cost(
            named(Source, source), amount=60, currency=euro, starts_on=date(2024, 3, 1), ends_on=date(2024, 4, 1),
            by=alice, now=LATER,
        )  # fmt: skip
    before = _numbers(asker, MARCH)
    assert len([name for name, told in before.items() if isinstance(name, str) and told[0].value]) > 35
    merge_clients(pump, bolt, by=alice, now=LATER)
    assert _numbers(asker, MARCH) == before
    behind = named_rows(alice, rows_of(question_of(asker, "deals_won", Words(period=MARCH))))
    assert {each.client for each in behind} == {pump}
