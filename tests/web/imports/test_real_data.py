"""The public files, brought in whole: the facts give the figures that were published for them."""

import random
import statistics
from datetime import date
from pathlib import Path

import pytest

from headway.engine.answer import ask as answer
from headway.engine.period import Period
from headway.engine.question import Question
from headway.reports.evening_review import review
from headway.web.facts import get_store
from headway.web.imports.pages.outcome import outcome_of
from headway.web.imports.preparing.mappings import mapping_named
from headway.web.models import Currency, ExchangeRate
from tests.web.imports.plain_reviews import Counted, plain_reviews

pytestmark = pytest.mark.real_data
DAY = 86_400_000_000


@pytest.fixture
def bring_real(bring, real_data: Path):
    """Bring one of the public files in with the mapping that comes with Headway."""

    def bring_in(path: str, mapping: str):
        run = bring((real_data / path).read_bytes(), mapping_named(mapping), Path(path).name)
        assert run.state == "done", run.error
        return run

    return bring_in


@pytest.fixture
def counted(ask):
    """Count the rows of a fact table by the name of a dimension."""

    def by_name(table: str, dimension: str, column: str, count: str = "count(*)"):
        joined = f"{table} f JOIN names n ON n.dimension = '{dimension}' AND n.id = f.{column}"
        return dict(ask(f"SELECT n.name, {count} FROM {joined} GROUP BY 1"))

    return by_name


@pytest.fixture
def dollars(company):
    """A rate for the currency of the files."""
    Currency.objects.get_or_create(code="USD")
    ExchangeRate.objects.create(currency_id="USD", starts_on=date(2000, 1, 1), rate=1)


def test_the_loans_of_a_bank(bring_real, ask, counted, real_data):
    run = bring_real("BPI_Challenge_2012.xes.gz", "bpi_challenge_2012")
    assert run.counts["new"]["deals"] == 13_087
    assert counted("stays", "stage", "stage_id", "count(DISTINCT deal_id)") == {
        "Submitted": 13_087,
        "Pre-accepted": 7_367,
        "Accepted": 5_113,
        "Offer sent": 5_015,
        "Offer back": 3_254,
        "Approved": 2_246,
        "Lost": 10_442,
    }
    assert dict(ask("SELECT outcome, count(*) FROM deals GROUP BY 1")) == {"won": 2_246, "lost": 10_442, "open": 399}
    assert counted("deals", "loss_reason", "loss_reason_id") == {"Declined": 7_635, "Cancelled": 2_807}
    days = [
        (won_at - entered_at) / DAY
        for won_at, entered_at in ask("SELECT won_at, entered_at FROM deals WHERE outcome = 'won'")
    ]
    assert (round(statistics.mean(days), 2), round(statistics.median(days), 2)) == (16.66, 14.44)
    counted_plainly = plain_reviews(real_data / "BPI_Challenge_2012.xes.gz")
    for day in random.Random(2012).sample(sorted(counted_plainly), 20):
        reps = review(get_store(), day).reps
        told = {each.name: Counted(each.contacts, each.effective, each.new_ground) for each in reps}
        assert told == {who or "Unknown": counts for who, counts in counted_plainly[day].items()}, day
    again = bring_real("BPI_Challenge_2012.xes.gz", "bpi_challenge_2012")
    assert (sum(again.counts["new"].values()), again.counts["changed"]) == (0, 0)


def test_the_opportunities_of_a_seller_of_hardware(bring_real, ask, counted, dollars):
    run = bring_real("maven_crm/sales_pipeline.csv", "maven_pipeline")
    bring_real("maven_crm/accounts.csv", "maven_accounts")
    bring_real("maven_crm/sales_teams.csv", "maven_teams")
    assert run.counts["doubtful"] == 500
    assert dict(ask("SELECT outcome, count(*) FROM deals GROUP BY 1")) == {"won": 4_238, "lost": 2_473, "open": 2_089}
    assert ask("SELECT count(*) FROM deals WHERE NOT is_entry_known") == [(500,)]
    assert ask("SELECT sum(amount)::BIGINT FROM sales") == [(1_000_553_400,)]
    assert counted("deals", "team", "winner_team_id") == {"Central": 1_629, "East": 1_171, "West": 1_438}


def test_the_leads_of_a_marketplace(bring_real, ask, counted, alice):
    bring_real("olist/olist_marketing_qualified_leads_dataset.csv", "olist_leads")
    closed = bring_real("olist/olist_closed_deals_dataset.csv", "olist_closed")
    assert dict(ask("SELECT outcome, count(*) FROM deals GROUP BY 1")) == {"open": 7_158, "won": 842}
    assert ask("SELECT count(*) FROM deals WHERE is_won_before_first_contact") == [(1,)]
    assert len(outcome_of(closed, alice)["impossible"]) == 1
    leads = counted("deals", "source", "source_id")
    won = counted("deals", "source", "source_id", "count(*) FILTER (WHERE outcome = 'won')")
    published = {"organic_search": (2_296, 271), "paid_search": (1_586, 195), "social": (1_350, 75), "email": (493, 15)}
    assert {name: (leads[name], won[name]) for name in published} == published


def test_the_purchases_at_a_shop_of_records(bring_real, ask, dollars):
    run = bring_real("cdnow/CDNOW_master.txt", "cdnow_purchases")
    new = run.counts["new"]
    assert (new["sales"], new["clients"], new["deals"], run.counts["rejected"]) == (69_659, 23_570, 0, 0)

    def value(metric: str, period: Period | None = None):
        return answer(Question(metric=metric, period=period or Period.all()), get_store()).total.value

    assert (value("sales"), value("buying_clients"), value("sales_volume")) == (69_659, 23_570, 250_031_563)
    january = Period(start=date(1997, 1, 1), end=date(1997, 2, 1))
    assert value("buying_clients", january) == 7_846
    buyers = "(SELECT client_id, min(sold_on) AS first_on, count(*) AS times FROM sales GROUP BY client_id)"
    cohorts = ask(f"SELECT month(first_on), count(*) FROM {buyers} GROUP BY 1")
    assert dict(cohorts) == {1: 7_846, 2: 8_476, 3: 7_248}
    assert ask(f"SELECT count(*) FROM {buyers} WHERE times = 1") == [(11_908,)]
    again = f"sales JOIN {buyers} USING (client_id) WHERE month(first_on) = 1 AND sold_on < DATE '1997-09-01'"
    by_month = f"SELECT count(DISTINCT client_id) FROM {again} GROUP BY month(sold_on) ORDER BY month(sold_on)"
    assert [count for (count,) in ask(by_month)] == [7_846, 1_157, 964, 810, 679, 736, 720, 582]
