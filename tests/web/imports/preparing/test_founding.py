"""A company that a file has founded counts in the currency of the first file with money."""

from datetime import UTC, datetime

import pytest

from headway.importers import load_mapping
from headway.web.imports.preparing.founding import found_for, settle_currency
from headway.web.models import Company, User

NOW = datetime(2024, 5, 15, 12, 0, tzinfo=UTC)
TEAMS = 'noun = "rep"\n[columns]\nrep = "who"\n'


@pytest.fixture
def founded(db: None) -> User:
    """A company founded by a list of reps, which names no currency."""
    return found_for(load_mapping(TEAMS), now=NOW)


def test_the_first_file_with_money_names_the_currency(founded: User) -> None:
    settle_currency(load_mapping(_money("usd")), now=NOW)
    assert Company.objects.get().currency_id == "USD"


def test_a_company_that_somebody_uses_keeps_its_currency(founded: User) -> None:
    founded.set_password("correct horse battery")
    founded.save()
    settle_currency(load_mapping(_money("USD")), now=NOW)
    assert Company.objects.get().currency_id == "EUR"


def _money(code: str) -> str:
    return f"""
        noun = "sale"
        [columns]
        sale = "no"
        deal = "id"
        client = "who"
        sold_on = "day"
        sale_amount = "sum"
        [constants]
        currency = "{code}"
    """
