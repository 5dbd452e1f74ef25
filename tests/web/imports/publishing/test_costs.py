"""Costs of a file: written once, spread over their days, corrected by a later file, and taken back."""

from datetime import date
from decimal import Decimal

import pytest

from headway.web.clock import now as clock
from headway.web.imports.preparing.readiness import questions_of
from headway.web.imports.running.work import go_on
from headway.web.imports.undoing.take_back import take_back
from headway.web.log import add_source, change_cost, enter_cost, remove_cost
from headway.web.models import Cost, Currency, ExchangeRate, ImportState, Source, SourceKind
from tests.web.diary import told

COSTS = """noun = "cost"
origin = "books"
[columns]
source = "source"
spent_in = "month"
spent_amount = "amount"
currency = "currency"
note = "for"
"""
FILE = """
source  | month   | amount  | currency | for
Fair    | 2024-04 | 300     | EUR      | stand
Fair    | 2024-04 | 30.01   |          | flyers
Website | 2024-05 | 62      | EUR      |
"""
SPENT = "SELECT source_id, min(spent_on), max(spent_on), count(*), sum(amount) FROM costs GROUP BY ALL ORDER BY 2"


@pytest.fixture
def fair(company, alice, now):
    """A source that is there before, with a cost that somebody wrote by hand."""
    source = add_source("Fair", SourceKind.CHANNEL, by=alice, now=now)
    days = {"starts_on": date(2024, 4, 10), "ends_on": date(2024, 4, 11)}
    enter_cost(source, amount=1_00, currency=company.currency, by=alice, now=now, **days)
    return source


def _amounts():
    return sorted(Cost.objects.values_list("source__name", "amount"))


def test_costs_are_written_once_and_spread(bring, fair, ask):
    run = bring(FILE, COSTS, "costs.csv")
    assert (run.counts["in_file"]["costs"], run.counts["new"]["costs"], run.counts["rejected"]) == (3, 3, 0)
    assert ask(SPENT) == [
        (fair.pk, date(2024, 4, 1), date(2024, 4, 30), 61, 331_01),
        (Source.objects.get(name="Website").pk, date(2024, 5, 1), date(2024, 5, 31), 31, 62_00),
    ]
    again = bring(FILE + "Website | 2024-06 | 5 | EUR | x", COSTS, "costs.csv")
    assert (again.counts["new"]["costs"], again.counts["changed"]) == (1, 0)


def test_a_corrected_cost_is_corrected_and_what_was_done_by_hand_stays(bring, fair, ask, alice, now):
    """
    cost    | file  | by hand   | file again
    stand   | 300   | 250       | 400: 250
    flyers  | 30.01 | taken out | none
    Website | 62    |           | 93
    """
    bring(FILE, COSTS, "costs.csv")
    change_cost(Cost.objects.get(note="stand"), {"amount": 250_00}, by=alice, now=now)
    remove_cost(Cost.objects.get(note="flyers"), by=alice, now=now)
    run = bring(FILE.replace("300", "400").replace("62", "93"), COSTS, "costs.csv")
    assert (run.counts["new"].get("costs", 0), run.counts["changed"]) == (0, 1)
    assert _amounts() == [("Fair", 1_00), ("Fair", 250_00), ("Website", 93_00)]
    assert ask(f"SELECT sum(amount) FROM costs WHERE source_id != {fair.pk}") == [(93_00,)]


def test_taken_back_the_costs_are_as_they_were(bring, fair, ask, alice):
    first = bring(FILE, COSTS, "costs.csv")
    before = ask(SPENT)
    second = bring(FILE.replace("62", "93") + "List | 2024-06 | 5 | EUR | x", COSTS, "more.csv")
    take_back(second, by=alice, now=clock())
    assert ask(SPENT) == before
    go_on(second)
    assert not Source.objects.filter(name="List").exists()
    first.refresh_from_db()
    take_back(first, by=alice, now=clock())
    go_on(first)
    first.refresh_from_db()
    assert first.state == ImportState.TAKEN_BACK
    assert _amounts() == [("Fair", 1_00)]
    assert list(Source.objects.values_list("name", flat=True)) == ["Fair"]
    assert bring(FILE, COSTS, "costs.csv").counts["new"]["costs"] == 3


def test_taken_back_a_cost_that_somebody_corrected_stays(bring, fair, ask, alice, now):
    """
    cost    | file  | by hand | taken back
    stand   | 300   | 250     | 250
    flyers  | 30.01 |         | none
    Website | 62    |         | none, and no source
    """
    run = bring(FILE, COSTS, "costs.csv")
    change_cost(Cost.objects.get(note="stand"), {"amount": 250_00}, by=alice, now=now)
    take_back(run, by=alice, now=clock())
    go_on(run)
    assert _amounts() == [("Fair", 1_00), ("Fair", 250_00)]
    assert ask("SELECT sum(amount) FROM costs") == [(251_00,)]
    assert [each.name for each in Source.objects.all()] == ["Fair"]


def test_taken_back_in_part_a_cost_is_converted_anew(bring, company, fair, ask, alice):
    """
    a forint is | from May on      amount | days  | in euros
    0.0025      | 0.005        of file | 1000   | April | 2.50
                            next file | 2000   | April | 5.00
                              by hand | 2000   | May   | 10.00
                           taken back | 1000   | May   | 5.00
    """
    forint = Currency.objects.get(code="HUF")
    for month, rate in ((1, "0.0025"), (5, "0.005")):
        ExchangeRate.objects.create(currency=forint, starts_on=date(2024, month, 1), rate=Decimal(rate))
    company.setup_stamp += 1
    company.save()
    text = "source|month|amount|currency|for\nFair|2024-04|1000|HUF|stand"
    bring(text, COSTS, "costs.csv")
    run = bring(text.replace("1000", "2000"), COSTS, "costs.csv")
    may = {"starts_on": date(2024, 5, 1), "ends_on": date(2024, 6, 1)}
    change_cost(Cost.objects.get(note="stand"), may, by=alice, now=clock())
    take_back(run, by=alice, now=clock())
    cost = Cost.objects.get(note="stand")
    assert (cost.amount, cost.starts_on, cost.company_amount) == (1000, may["starts_on"], 5_00)
    assert ask("SELECT sum(amount) FROM costs WHERE spent_on >= '2024-05-01'") == [(5_00,)]


def test_what_cannot_be_written_is_left_out_and_told(bring, fair):
    long = COSTS.replace("spent_in", "spent_on").replace("[columns]", '[columns]\nspent_until = "until"\nspent = "id"')
    run = bring(
        """
        id | source | month      | until      | amount              | currency | for
        1  | Fair   | 2024-04-01 |            | 1                   | EURO     |
        2  | Fair   | 2024-04-01 |            | 1                   | USD      |
        3  | Fair   | 2010-04-01 | 2024-04-01 | 1                   |          |
        4  | Fair   | 2024-04-01 |            | 99999999999999999   |          |
        6  | Fair   | 2024-04-01 |            | 1                   |          |
        6  | Fair   | 2024-04-02 |            | 2                   |          |
        """,
        long,
        "costs.csv",
    )
    reasons = {each["line"]: each["reason"] for each in run.counts["problems"]}
    assert sorted(reasons) == [2, 3, 4, 5, 7]
    for line, words in {2: "is no currency", 3: "no exchange rate for USD", 4: "five years", 7: "stands twice"}.items():
        assert words in reasons[line]
    assert "too large to be true" in reasons[5]
    assert run.counts["new"]["costs"] == 1


def test_months_as_days_ask_for_the_order_of_day_and_month(prepared):
    run = prepared(b"source,month,amount,currency,for\nFair,01/05/2024,1,EUR,\n", COSTS, "costs.csv")
    assert [each.value for each in questions_of(run)] == ["date_order"]


def test_a_file_of_costs_is_known_by_its_columns_without_a_mapping(prepared):
    run = prepared(b"Source,Month,Ad spend,Currency\nFair,2024-05,1.50,EUR\n", None, "costs.csv")
    assert 'noun = "cost"' in run.mapping
    assert 'spent_amount = "Ad spend"' in run.mapping


def test_what_came_of_a_file_of_costs_leads_to_the_sources(bring, fair, browser, alice):
    page = browser(alice).get(f"/imports/{bring(FILE, COSTS, 'costs.csv').pk}").content.decode()
    assert 'href="/sources"' in page.split("<main", 1)[1]
    assert "New: 3 costs" in told(page)
