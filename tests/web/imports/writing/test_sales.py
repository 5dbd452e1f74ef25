"""Sales of a file: booked in minor units, once, and told apart where a client had stopped buying."""

from datetime import date
from decimal import Decimal

from headway.web.models import Currency, Deal, ExchangeRate, Sale
from tests.web.imports.conftest import DEALS as MAPPING
from tests.web.imports.conftest import SALES

SOLD = """
deal | client | sale | day        | amount | cost | currency | rep
A    | Acme   | 1    | 2022-01-10 | 100.50 | 60   | EUR      | Zoe
A    | Acme   | 2    | 2022-06-10 | 10     |      | EUR      | Zoe
A    | Acme   | 3    | 2024-01-10 | 20     |      | EUR      | Zoe
"""


def test_sales_are_booked_and_one_after_a_long_silence_is_won_back(bring, ask):
    run = bring(SOLD, SALES, "sales.csv")
    assert run.counts["new"]["sales"] == 3
    assert ask("SELECT sold_on, amount, cost_amount, kind, is_won_back FROM sales ORDER BY sold_on") == [
        (date(2022, 1, 10), 10050, 6000, "new_business", False),
        (date(2022, 6, 10), 1000, None, "new_business", False),
        (date(2024, 1, 10), 2000, None, "renewal", True),
    ]
    assert Deal.objects.get().is_entry_known is False


def test_the_same_sales_twice_are_booked_once_and_a_corrected_one_is_corrected(bring):
    bring(SOLD, SALES, "sales.csv")
    again = bring(SOLD, SALES, "sales.csv")
    assert (again.counts["new"]["sales"], again.counts["changed"]) == (0, 0)
    corrected = bring(SOLD.replace("100.50", "90"), SALES, "sales.csv")
    assert corrected.counts["changed"] == 1
    assert list(Sale.objects.order_by("sold_on").values_list("amount", flat=True)) == [9000, 1000, 2000]


def test_a_file_that_fills_the_silence_makes_the_sale_what_the_file_called_it(bring):
    """
    file  | day        | kind
    one   | 2022-01-10 | new business
    one   | 2024-01-10 | new business: won back, with the first file alone
    two   | 2023-05-10 | new business
    """
    bring(SOLD, SALES, "sales.csv")
    between = "deal | client | sale | day | amount | cost | currency | rep\nA | Acme | 4 | 2023-05-10 | 5 | | EUR | Zoe"
    bring(between, SALES, "more.csv")
    assert list(Sale.objects.order_by("sold_on").values_list("kind", "is_won_back")) == [("new_business", False)] * 4


def test_a_foreign_currency_needs_a_rate(bring, company):
    dollars = SOLD.replace("EUR", "USD")
    run = bring(dollars, SALES, "sales.csv")
    assert (run.counts["new"]["sales"], run.counts["rejected"]) == (0, 3)
    assert "no exchange rate for USD" in run.counts["problems"][0]["reason"]
    ExchangeRate.objects.create(currency_id="USD", starts_on=date(2020, 1, 1), rate=Decimal("0.5"))
    bring(dollars, SALES, "sales.csv")
    assert Sale.objects.order_by("sold_on").first().company_amount == 5025


def test_a_currency_comes_with_its_digits_and_nonsense_is_told(bring, company):
    bring(SOLD.replace("EUR", "JPY"), SALES, "sales.csv")
    assert Currency.objects.get(code="JPY").digits == 0
    run = bring(SOLD.replace("EUR", "Euros"), SALES, "sales.csv")
    assert "no currency" in run.counts["problems"][0]["reason"]


def test_sales_without_a_deal_are_booked_once_for_their_clients_even_those_of_nothing(bring, ask):
    without = SALES.replace('deal = "deal"\n', "")
    sold = """
    client | sale | day        | amount | cost | currency | rep
    Acme   | 1    | 2024-01-10 | 0      |      | EUR      | Zoe
    Acme   | 2    | 2024-01-10 | 7      |      | EUR      | Zoe
    Acme   | 2    | 2024-01-11 | 8      |      | EUR      | Zoe
    Mill   | 1    | 2024-01-12 | 9      |      | EUR      |
    """
    run = bring(sold, without, "sales.csv")
    assert (run.counts["new"]["sales"], run.counts["new"]["deals"], run.counts["rejected"]) == (3, 0, 1)
    assert "stands twice with one client" in run.counts["problems"][0]["reason"]
    told = Sale.objects.order_by("sold_on", "amount").values_list("client__name", "deal", "amount", "rep__name")
    assert list(told) == [("Acme", None, 0, "Zoe"), ("Acme", None, 700, "Zoe"), ("Mill", None, 900, None)]
    again = bring(sold.replace("7 ", "6 "), without, "sales.csv")
    assert (again.counts["new"]["sales"], again.counts["changed"]) == (0, 1)


def test_a_won_deal_can_be_its_own_sale(bring):
    mapping = MAPPING.replace('value = "value"', 'value = "value"\nsale_amount = "value"')
    bring("deal|client|owner|stage|entered|closed|value\nA|Acme|Bob|Won|2024-01-02|2024-02-02|100", mapping)
    sale = Sale.objects.get()
    assert (sale.sold_on, sale.amount, sale.rep.name) == (date(2024, 2, 2), 10000, "Bob")


def test_a_value_that_cannot_be_is_left_out_and_the_deal_is_taken(bring):
    mapping = MAPPING.replace('currency = "EUR"', 'currency = "gold"')
    run = bring("deal|client|stage|entered|value\nA|Acme|New|2024-01-02|100", mapping)
    assert (run.counts["doubtful"], Deal.objects.get().value_amount) == (1, None)
    run = bring("deal|client|stage|entered|value\nB|Acme|New|2024-01-02|" + "9" * 19)
    assert "too large" in run.counts["problems"][0]["reason"]
    run = bring(SOLD.replace("100.50", "9" * 19), SALES, "sales.csv")
    assert (run.counts["rejected"], run.counts["new"]["sales"]) == (1, 2)
