"""A row of a sales table becomes a sale of its deal."""

from datetime import date
from decimal import Decimal

MAPPING = """
noun = "sale"
time_zone = "UTC"
[columns]
sale = "invoice"
deal = "deal"
sold_on = "day"
sale_amount = "sum"
sale_kind = "kind"
rep = "rep"
[constants]
currency = "HUF"
"""


def test_sales_are_bundled_by_deal(converted):
    found = converted(
        """
        invoice;deal;day;sum;kind;rep
        S1;A;2024-01-05;1 200,50;renewal;Bob
        ;B;2024-01-05;5;;Bob
        S3;A;2024-02-05;-100;;Bob
        """,
        MAPPING,
        decimal_sign=",",
    )
    a, b = found.records
    assert [(sale.key, sale.sold_on, sale.amount, sale.kind, sale.currency) for sale in a.sales] == [
        ("S1", date(2024, 1, 5), Decimal("1200.50"), "renewal", "HUF"),
        ("S3", date(2024, 2, 5), Decimal(-100), "new_business", "HUF"),
    ]
    assert len(b.sales[0].key) == 24
    assert (a.contacts, a.moves, a.entered_at) == ((), (), None)


def test_sales_that_name_no_deal_are_their_clients(converted):
    mapping = MAPPING.replace('rep = "rep"', 'client = "client"\nsource = "from"')
    found = converted(
        """
        invoice,deal,client,from,day,sum,kind
        S1,,Acme,fair,2024-01-05,0,
        ,,Mill,,2024-01-05,5,
        ,A,Acme,,2024-01-06,7,
        S2,,Acme,,2024-01-07,9,
        ,,,,2024-01-07,9,
        """,
        mapping,
    )
    deal, acme, mill = found.records
    assert [sale.amount for sale in deal.sales] == [7]
    assert (acme.key, acme.source, [(sale.key, sale.amount) for sale in acme.sales]) == (
        "Acme",
        "fair",
        [("S1", 0), ("S2", 9)],
    )
    assert (mill.key, [sale.amount for sale in mill.sales]) == ("Mill", [5])
    assert found.problems == [(6, "The row names no deal: fill in its id, or map the column that holds it.")]


def test_a_file_that_knows_no_deals_needs_clients(converted):
    mapping = MAPPING.replace('deal = "deal"', 'client = "client"')
    found = converted("invoice,client,day,sum,kind,rep\nS1,,2024-01-05,5,,Bob\n", mapping)
    assert found.problems == [(2, "The row names no client: fill in its name, or map the column that holds it.")]


def test_sales_that_cannot_be_read_are_told(converted):
    found = converted("invoice,deal,day,sum,kind,rep\nS1,A,,5,,Bob\nS2,A,2024-01-05,,,Bob\n", MAPPING)
    assert found.records == []
    assert found.problems == [
        (2, "The sale has no day: fill it in, or map the column that holds it."),
        (3, "The sale has no amount: fill it in, or map the column that holds it."),
    ]
