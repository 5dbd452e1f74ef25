"""The story of a case: entry, contacts, and changes of stage that no contact made."""

from headway.importers.cells import Cells
from headway.importers.lens import Lens
from headway.importers.mapping_reader import load_mapping
from headway.importers.nouns import event_log
from headway.importers.reading import Reading
from headway.importers.row import Row

MAPPING = """
noun = "event log"
time_zone = "UTC"
system_reps = ["112"]
ignored_activities = ["Filed"]
[columns]
deal = "case"
activity = "activity"
lifecycle = "step"
at = "at"
rep = "who"
[activities]
Need = { stage = "Need" }
Offer = { stage = "Offer", first_only = true }
Order = { stage = "Order" }
Won = { stage = "Won" }
Lost = { stage = "Lost", reason = "Price" }
Call = { contact = "call" }
Visit = { contact = "visit", stage = "Order" }
"""


def _deal(told: str, funnel: str):
    """Each line: time, activity, step, who."""
    mapping = load_mapping(MAPPING + funnel)
    rows = []
    for line, text in enumerate(told.strip().splitlines(), 1):
        at, activity, step, who = text.split()
        cells = {"case": "pump", "at": f"2024-01-05 {at}", "activity": activity, "step": step, "who": who.strip("-")}
        rows.append(Row(line, cells))
    [deal] = event_log.convert(rows, Lens(mapping, Cells(Reading("csv_text"), mapping.time_zone)))
    return deal


def _moves(deal):
    return [(move.line, move.stage_after, move.rep) for move in deal.moves]


def _contacts(deal):
    return [
        (contact.line, contact.kind, contact.rep, contact.duration_seconds, contact.stage_after)
        for contact in deal.contacts
    ]


def test_a_change_within_a_persons_own_contact_is_what_the_contact_did(funnel):
    deal = _deal(
        """
        09:00 Need  complete 112
        10:00 Call  start    Bob
        10:05 Offer complete Bob
        10:10 Call  complete Bob
        """,
        funnel,
    )
    assert (deal.entered_stage, deal.line) == ("Need", 1)
    assert _moves(deal) == []
    assert _contacts(deal) == [(3, "call", "Bob", 600, "Offer")]


def test_a_contact_stands_at_its_deciding_change_so_that_others_keep_their_order(funnel):
    """The machine's order comes before Bob's offer, though his call began earlier."""
    deal = _deal(
        """
        09:00 Need  complete 112
        10:00 Call  start    Bob
        10:03 Order complete 112
        10:05 Offer complete Bob
        10:10 Call  complete Bob
        """,
        funnel,
    )
    [move], [contact] = deal.moves, deal.contacts
    assert (move.stage_after, move.rep) == ("Order", None)
    assert (contact.stage_after, contact.duration_seconds) == ("Offer", 600)
    assert (move.at, move.position) < (contact.at, contact.position)


def test_of_several_changes_in_a_contact_the_last_decides(funnel):
    deal = _deal(
        """
        09:00 Need  complete Eve
        10:00 Call  start    Bob
        10:05 Order complete Bob
        10:06 Need  complete Bob
        10:07 Offer complete Bob
        10:10 Call  complete Bob
        """,
        funnel,
    )
    assert _moves(deal) == []
    assert _contacts(deal) == [(5, "call", "Bob", 600, "Offer")]


def test_a_contact_that_ends_in_lost_leaves_the_changes_before_it_as_moves(funnel):
    deal = _deal(
        """
        09:00 Need  complete Eve
        10:00 Call  start    Bob
        10:05 Offer complete Bob
        10:07 Lost  complete Bob
        10:10 Call  complete Bob
        """,
        funnel,
    )
    assert _moves(deal) == [(3, "Offer", "Bob")]
    [contact] = deal.contacts
    assert (contact.stage_after, contact.loss_reason) == ("Lost", "Price")


def test_changes_of_others_and_after_the_contact_are_moves(funnel):
    deal = _deal(
        """
        09:00 Filed complete Bob
        10:00 Call  start    Bob
        10:05 Offer complete Eve
        10:10 Call  complete Bob
        10:20 Won   complete Bob
        """,
        funnel,
    )
    assert deal.entered_stage == "Need"
    assert _moves(deal) == [(3, "Offer", "Eve"), (5, "Won", "Bob")]
    assert _contacts(deal) == [(2, "call", "Bob", 600, None)]


def test_only_the_first_offer_counts_where_the_mapping_says_so(funnel):
    deal = _deal(
        """
        09:00 Offer complete Bob
        10:00 Order complete Bob
        11:00 Offer complete Bob
        """,
        funnel,
    )
    assert deal.entered_stage == "Offer"
    assert _moves(deal) == [(2, "Order", "Bob")]


def test_an_activity_can_be_a_contact_and_a_change_at_once(funnel):
    deal = _deal("09:00 Visit complete Bob", funnel)
    assert deal.entered_stage == "Need"
    assert _moves(deal) == []
    assert _contacts(deal) == [(1, "visit", "Bob", None, "Order")]


def test_a_case_that_begins_with_its_end_entered_on_the_first_stage(funnel):
    deal = _deal("09:00 Lost complete Eve", funnel)
    assert (deal.entered_stage, deal.moves[0].loss_reason) == ("Need", "Price")
    assert _moves(deal) == [(1, "Lost", "Eve")]


def test_equal_times_keep_the_order_of_the_file_and_late_rows_find_their_place(funnel):
    deal = _deal(
        """
        10:00 Order complete Eve
        10:00 Offer complete Eve
        09:00 Need  complete Eve
        """,
        funnel,
    )
    assert deal.entered_stage == "Need"
    assert _moves(deal) == [(1, "Order", "Eve"), (2, "Offer", "Eve")]


def test_keys_tell_equal_events_apart_and_stay_the_same(funnel):
    told = """
        09:00 Call complete Bob
        09:00 Call complete Bob
        09:00 Order complete Bob
        09:00 Order complete Bob
        """
    first, again = _deal(told, funnel), _deal(told, funnel)
    keys = [one.key for one in (*first.contacts, *first.moves)]
    assert len({*keys}) == 4
    assert keys == [one.key for one in (*again.contacts, *again.moves)]


def test_a_mapping_without_a_funnel_knows_contacts_alone():
    bare = MAPPING.partition("Need =")[0] + 'Call = { contact = "call" }\n'
    rows = [Row(1, {"case": "pump", "at": "2024-01-05 09:00", "activity": "Call", "step": "complete", "who": "Bob"})]
    mapping = load_mapping(bare)
    [deal] = event_log.convert(rows, Lens(mapping, Cells(Reading("csv_text"), mapping.time_zone)))
    assert (deal.entered_stage, len(deal.contacts)) == (None, 1)
