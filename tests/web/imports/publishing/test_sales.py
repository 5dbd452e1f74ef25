"""Sales of a file in another currency: what they are in the company's own follows the amount and the rate."""

from datetime import date
from decimal import Decimal

from headway.web.clock import now as clock
from headway.web.imports.undoing.take_back import take_back
from headway.web.log import NewRate, set_rates
from headway.web.models import Sale
from tests.web.imports.conftest import SALES

FILE = """
sale | deal | client | day        | amount | cost | currency | rep
1    |      | Ada    | 2024-04-10 | {}     | {}   | USD      | Bob
"""


def _amounts():
    return Sale.objects.values_list("amount", "cost_amount", "company_amount", "company_cost_amount").get()


def test_an_amount_that_is_taken_back_is_converted_at_the_rate_of_now(bring, company, bob, alice, now):
    """
    the file says | a dollar is then | in the company's euros
    100, cost 40  | 0.5              | 50, 20
    300, cost 60  | 0.5              | 150, 30
    300, cost 60  | 0.8              | 240, 48
    taken back    | 0.8              | 80, 32
    """
    set_rates([NewRate("USD", date(2024, 1, 1), Decimal("0.5"))], by=alice, now=now)
    bring(FILE.format(100, 40), SALES, "sales.csv")
    assert _amounts() == (100_00, 40_00, 50_00, 20_00)
    corrected = bring(FILE.format(300, 60), SALES, "sales.csv")
    assert _amounts() == (300_00, 60_00, 150_00, 30_00)
    set_rates([NewRate("USD", date(2024, 1, 1), Decimal("0.8"))], by=alice, now=now)
    assert _amounts() == (300_00, 60_00, 240_00, 48_00)
    take_back(corrected, by=alice, now=clock())
    assert _amounts() == (100_00, 40_00, 80_00, 32_00)
