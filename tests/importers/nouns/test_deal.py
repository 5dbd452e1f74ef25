"""A row of a deal table becomes a deal with its entry, its end, its sale and the contacts that are dates."""

from datetime import date
from decimal import Decimal

import pytest

from headway.importers import ImportedClient, MappingError, Refusal

MAPPING = """
noun = "deal"
time_zone = "UTC"
[columns]
deal = "deal"
client = "client"
owner = "rep"
stage = "stage"
entered_at = "entered"
closed_at = "closed"
value = "value"
[constants]
currency = "EUR"
deal_kind = "New business"
[stages]
Need = "Need"
Offer = "Offer"
Won = "Won"
"Lost to price" = { stage = "Lost", reason = "Price" }
"""


def test_open_and_closed_deals(converted, funnel):
    """
    deal | client | stage         | entered    | closed
    A    | Pump   | offer         | 2024-01-05 |              stands there since it entered
    B    | Pump   | Won           | 2024-01-05 | 2024-02-05   entered first of all, and was won
    C    |        | Lost to price | 2024-01-05 | 2024-03-05
    """
    found = converted(
        """
        deal,client,rep,stage,entered,closed,value
        A,Pump,Bob,offer,2024-01-05,,1000
        B,Pump,Bob,Won,2024-01-05,2024-02-05,2000
        C,,Bob,Lost to price,2024-01-05,2024-03-05,
        """,
        MAPPING + funnel,
    )
    a, b, c = found.records
    assert (a.key, a.entered_stage, a.entered_on, a.value, a.kind, a.moves) == (
        "A",
        "Offer",
        date(2024, 1, 5),
        Decimal(1000),
        "new_business",
        (),
    )
    assert a.client == ImportedClient("Pump", "Pump")
    assert (b.entered_stage, [(move.key, move.stage_after, move.on, move.rep) for move in b.moves]) == (
        "Need",
        [("won", "Won", date(2024, 2, 5), "Bob")],
    )
    assert (c.client, c.value, [(move.stage_after, move.loss_reason) for move in c.moves]) == (
        None,
        None,
        [("Lost", "Price")],
    )
    assert (found.problems, found.kept) == ([], [])


def test_rows_that_cannot_be_read_and_rows_that_are_doubtful(converted, funnel):
    found = converted(
        """
        deal,client,rep,stage,entered,closed,value
        A,Pump,Bob,Won,2024-01-05,2024-01-04,1
        B,Pump,Bob,Need,,,1
        C,Pump,Bob,Won,2024-01-05,,1
        D,Pump,Bob,Waiting,2024-01-05,,1
        E,Pump,Bob,Need,31.02.2024,,1
        A,Pump,Bob,Need,2024-01-05,,1
        ,Pump,Bob,Need,2024-01-05,,1
        F,Pump,Bob,Need,2024-01-05,,some
        """,
        MAPPING + funnel,
    )
    assert [deal.key for deal in found.records] == ["A", "B"]
    assert found.kept == [
        (2, "Deal “A” ended before it began: it was taken as it is, so look at its dates."),
        (3, "Deal “B” has no date of entry: it was taken, and counts in no period."),
    ]
    assert found.problems == [
        (4, "Deal “C” is closed and nothing says when: fill in the date, or map the column that holds it."),
        (5, "The value “Waiting” has no stage: add it to the mapping under [stages]."),
        (6, "“31.02.2024” is no date: correct it in the file."),
        (7, "Deal “A” already stands on line 2, so this row was left out: keep one row a deal."),
        (8, "The row names no deal: fill in its id, or map the column that holds it."),
        (9, "“some” is no amount: correct it in the file."),
    ]


def test_a_dated_stage_is_a_move_and_a_written_entry_counts(converted, funnel):
    found = converted(
        """
        deal,stage,since,entered,from
        A,Order,2024-02-05,2024-01-05,Offer
        B,Order,2024-02-05,2024-01-05,
        C,Order,2024-02-05,2024-01-05,Order
        """,
        """
        noun = "deal"
        time_zone = "UTC"
        columns = { deal = "deal", stage = "stage", stage_at = "since", entered_at = "entered", entered_stage = "from" }
        stages = { Order = "Order" }
        """
        + funnel,
    )
    assert [(deal.entered_stage, [(move.key, move.stage_after) for move in deal.moves]) for deal in found.records] == [
        ("Offer", [("stage", "Order")]),
        ("Need", [("stage", "Order")]),
        ("Order", []),
    ]


def test_the_outcome_goes_before_the_stage(converted, funnel):
    found = converted(
        """
        deal,stage,status,closed,why
        A,Offer,open,,
        B,Offer,lost,2024-02-05,too dear
        C,,won,2024-02-05,
        D,,open,,
        E,Offer,paused,,
        """,
        """
        noun = "deal"
        time_zone = "UTC"
        columns = { deal = "deal", stage = "stage", outcome = "status", closed_at = "closed", loss_reason = "why" }
        stages = { Offer = "Offer" }
        outcomes = { open = "", lost = { stage = "Lost", reason = "unknown" }, won = "Won" }
        """
        + funnel,
    )
    assert [
        (deal.entered_stage, [(move.stage_after, move.loss_reason) for move in deal.moves]) for deal in found.records
    ] == [
        ("Offer", []),
        (None, [("Lost", "too dear")]),
        (None, [("Won", None)]),
        (None, []),
    ]
    assert found.problems == [(6, "The value “paused” has no stage: add it to the mapping under [outcomes].")]


def test_dates_of_winning_and_losing_speak_for_themselves(converted, funnel):
    """A deal that was lost, came back and was won has both; without a funnel the phases name the stages."""
    text = """
        deal,won,lost
        A,2024-03-05,2024-02-05
        B,,
        """
    mapping = 'noun = "deal"\ntime_zone = "UTC"\ncolumns = { deal = "deal", won_at = "won", lost_at = "lost" }\n'
    named, unnamed = converted(text, mapping + funnel).records, converted(text, mapping).records
    assert [[move.stage_after for move in deal.moves] for deal in named] == [["Won", "Lost"], []]
    assert [[move.stage_after for move in deal.moves] for deal in unnamed] == [["won", "lost"], []]


def test_a_won_deal_with_an_amount_is_a_sale(converted, funnel):
    found = converted(
        """
        deal,stage,closed,paid,spent,product
        A,Won,2024-02-05,1000,600,GTXPro
        B,Lost,2024-02-05,0,,GTX Pro
        C,Won,2024-02-05,,,GTX Pro
        """,
        """
        noun = "deal"
        time_zone = "UTC"
        columns.deal = "deal"
        columns.stage = "stage"
        columns.closed_at = "closed"
        columns.sale_amount = "paid"
        columns.cost = "spent"
        columns.product = "product"
        stages = { Won = "Won", Lost = "Lost" }
        aliases = { product = { gtxpro = "GTX Pro" } }
        """
        + funnel,
    )
    [sale] = [sale for deal in found.records for sale in deal.sales]
    assert (sale.key, sale.sold_on, sale.amount, sale.cost) == ("won", date(2024, 2, 5), Decimal(1000), Decimal(600))
    assert (sale.product, sale.currency, sale.kind) == ("GTX Pro", "", "new_business")


def test_dates_in_the_row_can_be_contacts(converted, funnel):
    found = converted(
        """
        deal,asked,shown,by
        A,2024-01-05,2024-01-12,Bob
        B,2024-01-05,,Bob
        C,2024-01-05,2024-01-12,import
        """,
        """
        noun = "deal"
        time_zone = "UTC"
        system_reps = ["import"]
        columns = { deal = "deal", entered_at = "asked" }
        contacts = [
          { at = "asked", kind = "message", is_inbound = true, note = "Form" },
          { at = "shown", kind = "demo", rep = "by" },
        ]
        """
        + funnel,
    )
    told = [[(one.key, one.kind, one.rep, one.is_inbound, one.note) for one in deal.contacts] for deal in found.records]
    asked = ("asked", "message", None, True, "Form")
    assert told == [[asked, ("shown", "demo", "Bob", False, "")], [asked], [asked, ("shown", "demo", None, False, "")]]
    first, second = found.records[0].contacts
    assert first.position < second.position


@pytest.mark.parametrize(
    ("kind", "meant"),
    [
        ("New Business", "new_business"),
        ("add-on", "add_on"),
        ("Upsell", "add_on"),
        ("renewal", "renewal"),
        ("Altgeschäft", "renewal"),
    ],
)
def test_kinds_of_deals_are_told_by_many_names(converted, kind, meant):
    found = converted(
        f"deal,type\nA,{kind}\n",
        """
        noun = "deal"
        columns = { deal = "deal", deal_kind = "type" }
        aliases = { deal_kind = { "Altgeschäft" = "renewal" } }
        """,
    )
    assert [deal.kind for deal in found.records] == [meant]


def test_an_alias_counts_for_any_kind_of_cell(converted):
    found = converted(
        "deal,value\nA,n/a\nB,5\n",
        'noun = "deal"\ncolumns = { deal = "deal", value = "value" }\naliases = { value = { "N/A" = "0" } }\n',
    )
    assert [deal.value for deal in found.records] == [Decimal(0), Decimal(5)]


def test_an_unknown_kind_is_told(converted):
    found = converted("deal,type\nA,Miracle\n", 'noun = "deal"\ncolumns = { deal = "deal", deal_kind = "type" }\n')
    assert found.problems == [
        (2, "“Miracle” is no kind that Headway knows (new business, add-on, renewal): give it an alias in the mapping.")
    ]


def test_clients_have_keys_and_kinds(converted):
    found = converted(
        """
        deal,id,kind
        A,17,Person
        B,18,ghost
        """,
        'noun = "deal"\ncolumns = { deal = "deal", client_key = "id", client_kind = "kind" }\n',
    )
    assert [deal.client for deal in found.records] == [ImportedClient("17", "17", kind="person")]
    assert found.problems[0][0] == 3


def test_a_column_that_is_not_there_is_refused(converted):
    with pytest.raises(Refusal) as refused:
        converted("deal,value\nA,1\n", 'noun = "deal"\ncolumns = { deal = "deal", client = ["firm", "company"] }\n')
    assert str(refused.value) == "The file has no column “firm”, which the mapping wants: map one of deal, value."


def test_a_deal_needs_its_key(converted):
    with pytest.raises(MappingError) as refused:
        converted("deal,value\nA,1\n", 'noun = "deal"\ncolumns = { value = "value" }\n')
    assert "a row read as “deal” needs the field “deal” (Deal id)" in str(refused.value)


def test_the_day_on_which_a_deal_is_expected(converted, funnel):
    """What the file expected is kept of closed deals too: they may have slipped."""
    found = converted(
        """
        deal,client,rep,stage,entered,closed,expected
        A,Pump,Bob,Offer,2024-01-05,,2024-04-30
        B,Pump,Bob,Won,2024-01-05,2024-02-05,2024-01-31
        C,Pump,Bob,Offer,2024-01-05,,
        """,
        MAPPING.replace('value = "value"', 'expected_on = "expected"') + funnel,
    )
    assert [deal.expected_on for deal in found.records] == [date(2024, 4, 30), date(2024, 1, 31), None]
