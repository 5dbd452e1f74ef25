"""`headway rate`: listed, entered one by one or from a file, taken out."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from headway.web.log import book_sale
from headway.web.models import Client, Currency, ExchangeRate, Sale, User

pytestmark = pytest.mark.usefixtures("alice", "carol")


def test_a_rate_is_entered_listed_and_taken_out(headway: Callable) -> None:
    said = headway("rate", "usd", "0.9200", "--from", "2024-01-01")
    assert said.lines == ["USD: 0.92 from Jan 1, 2024 on.", "No amount that is written down changed by it."]
    headway("rate", "USD", "0.95", "--from", "2024-02-01")
    lines = [line.split() for line in headway("rate").lines[2:4]]
    assert lines == [["USD", "2024-02-01", "0.95"], ["USD", "2024-01-01", "0.92"]]
    assert "USD" not in headway("rate", "CHF").out
    assert headway("rate", "USD", "--remove", "--from", "2024-02-01").lines[0] == (
        "Taken out: the rate for USD from Feb 1, 2024 on."
    )
    assert ExchangeRate.objects.get().starts_on == date(2024, 1, 1)


def test_a_currency_without_a_rate_is_named(headway: Callable) -> None:
    assert headway("rate").lines[-1] == "HUF has no rate: sales and costs in it cannot be entered."


def test_a_file_of_rates_is_entered_whole_or_not_at_all(
    headway: Callable, tmp_path: Path, pump: Client, bob: User
) -> None:
    file = tmp_path / "rates.csv"
    file.write_text("currency,from,rate\nUSD,2024-01-01,0.92\nHUF,2024-01-01,nothing\n", encoding="utf-8")
    said = headway("rate", "--file", str(file))
    assert (said.code, ExchangeRate.objects.count()) == (2, 0)
    assert said.err.startswith("headway: Line 3: 'nothing' is no rate.")
    file.write_text("﻿currency;from;rate;note\nUSD;2024-01-01;0,92;x\nHUF;2024-01-01;0,0025;\n", encoding="utf-8")
    assert headway("rate", "--file", str(file)).lines[0] == "Rates entered: 2."
    assert ExchangeRate.objects.get(currency="HUF").rate == Decimal("0.0025")
    forint = Currency.objects.get(code="HUF")
    book_sale(pump, amount=4_000, currency=forint, sold_on=date(2024, 5, 1), by=bob, now=pump.created_at)
    assert headway("rate", "HUF", "0.005", "--from", "2024-01-01").lines[-1] == "1 record was converted anew."
    assert Sale.objects.get().company_amount == 2_000


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("currency,rate\nUSD,1\n", "lacks the columns from"),
        ("currency,from,rate\n", "no rate in this file"),
        ("currency,from,rate\nUSD,May,1\n", "Line 2: 'May' is not a day"),
        ("currency,from,rate\nUSD,2024-01-01\n", "Line 2: '' is no rate"),
        ("currency,from,rate\nXYZ,2024-01-01,1\n", "Line 2: “XYZ” is no currency"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_why(headway: Callable, tmp_path: Path, text: str, sentence: str) -> None:
    file = tmp_path / "rates.csv"
    file.write_text(text, encoding="utf-8")
    assert sentence in headway("rate", "--file", str(file)).err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("USD", "much"), "'much' is no rate"),
        (("USD", "0,92"), "'0,92' is no rate"),
        (("USD", "1", "--from", "now"), "'now' is not a day"),
        (("USD", "--remove"), "Say which rate"),
        (("USD", "--remove", "--from", "2024-01-01"), "There is no rate for USD"),
        (("EUR", "1"), "own currency"),
        (("--file", "nowhere.csv"), "nowhere.csv"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(headway: Callable, words: tuple[str, ...], sentence: str) -> None:
    said = headway("rate", *words)
    assert said.code == 2
    assert sentence in said.err


def test_rates_are_the_owners(headway: Callable) -> None:
    for words in ((), ("USD", "1"), ("USD", "--remove", "--from", "2024-01-01"), ("--file", "nowhere.csv")):
        assert "does not allow this" in headway("rate", *words, "--as", "carol@example.com").err
    assert not ExchangeRate.objects.exists()
