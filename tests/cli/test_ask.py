"""`headway ask`."""

import csv
import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from headway.web.log import book_sale, move_deal
from headway.web.models import Client, Currency, Deal, MoveCause, Stage, User

pytestmark = pytest.mark.usefixtures("written", "alice", "carol")


def test_one_question_has_one_number(headway: Callable) -> None:
    said = headway("ask", "effective", "contacts", "--period", "2024-05")
    assert said.code == 0
    assert said.lines[0] == "Effective contacts: 2"
    assert said.lines[1].startswith("May 1, 2024 – May 31, 2024. What happened in the period")


def test_an_answer_is_cut_into_lines(headway: Callable) -> None:
    said = headway("ask", "effective_share", "--period", "2024-05", "--by", "rep")
    assert [line.split() for line in said.lines[4:]] == [
        ["rep", "value", "of", "/", "per"],
        ["---", "-----", "--------"],
        ["Bob", "66.7%", "2", "/", "3"],
        ["Eve", "0.0%", "0", "/", "1"],
    ]
    assert "beside its count" in said.out


def test_an_answer_is_compared(headway: Callable) -> None:
    said = headway("ask", "contacts", "--period", "2024-05-17", "--compare", "previous", "--by", "rep")
    assert said.lines[2] == "May 16, 2024: 1, +100.0%"
    assert said.lines[-2].split() == ["Bob", "1", "1", "0.0%"]
    assert said.lines[-1].split() == ["Eve", "1", "0", "–"]


def test_a_number_is_marked_where_it_grades_nobody(headway: Callable) -> None:
    assert "For analysis, not for grading." in headway("ask", "contacts", "--period", "2024").lines


def test_the_last_week_is_asked_in_two_words(headway: Callable) -> None:
    assert headway("ask", "contacts", "--last", "week").lines[0] == "Contacts: 0"
    assert headway("ask", "contacts", "--this", "year").lines[0] == "Contacts: 0"
    assert headway("ask", "contacts", "--period", "all").lines[1].startswith("All time. ")


def test_money_is_written_as_money_and_what_is_left_out_is_told(
    headway: Callable, pump: Client, bob: User, now: datetime
) -> None:
    """
    sold on | amount | cost
    15 May  | 100.50 | 40.00
    15 May  | 900.00 |
    """
    for amount, cost in ((10_050, 4_000), (90_000, None)):
        euro, day = Currency.objects.get(pk="EUR"), now.date()
        book_sale(pump, rep=bob, amount=amount, cost_amount=cost, currency=euro, sold_on=day, by=bob, now=now)
    said = headway("ask", "sales_margin", "--period", "2024-05")
    assert said.lines[0] == "Sales margin: €60.50"
    assert said.lines[-1].startswith("Left out: 1. ")
    assert (
        headway("ask", "sales_margin", "--period", "2024-05", "--rows").lines[-1] == "Rows: 1. They add up to €60.50."
    )
    alone = csv.DictReader(headway("ask", "sales_volume", "--period", "2024-05", "--csv").lines)
    assert list(alone) == [{"value": "100050", "of": "100050", "per": "", "rows": "2"}]


def test_days_are_written_as_days(
    headway: Callable, deal: Deal, stage: dict[str, Stage], carol: User, now: datetime
) -> None:
    """The first contact on 15 May at noon, won on the 19th at midnight."""
    move_deal(deal, stage["Won"], cause=MoveCause.CLIENT, by=carol, now=now + timedelta(days=3, hours=12))
    assert headway("ask", "cycle_time", "--period", "2024-05").lines[0] == "Sales cycle time: 3.5 days"
    said = headway("ask", "cycle_time", "--period", "2024-05", "--rows")
    assert said.lines[2].endswith("3.5 days")
    assert said.lines[3] == "Rows: 1. The number is their median."


def test_a_share_changes_by_points(headway: Callable) -> None:
    said = headway("ask", "effective_share", "--period", "2024-05-17", "--compare", "2024-05-15", "--rep", "Bob")
    assert said.lines[2] == "May 15, 2024: 100.0% (1 / 1; 95% interval: 20.7% to 100.0%), 0 points"
    said = headway("ask", "effective_share", "--period", "2024-05-17", "--compare", "2024-05-16")
    assert said.lines[2] == "May 16, 2024: 0.0% (0 / 1; 95% interval: 0.0% to 79.3%), +50 points"


def test_what_is_not_known_yet_says_why(headway: Callable) -> None:
    """The one deal of the log entered on 15 May 2024 and is still open."""
    said = headway("ask", "win_rate_mature", "--period", "2024-05", "--within", "3650", "--by", "rep")
    assert said.lines[0] == "Win rate (mature): – (0 / 1; 1 is still on the way)"
    assert said.lines[2].startswith("Not known yet: those still open have been followed for ")
    assert "too young, 0.0% so far" in said.lines[-1]
    said = headway("ask", "cycle_time_mature", "--period", "2024-05")
    assert said.lines[2].startswith("Not reached: as far as these have been followed, ")
    assert "is not a number of days" in headway("ask", "win_rate_mature", "--within", "soon").err


def test_of_many_rows_the_first_are_shown(headway: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headway.cli.asking.rows._SHOWN", 3)
    said = headway("ask", "contacts", "--period", "2024-05", "--rows")
    assert len(said.lines) == 2 + 3 + 2
    assert said.lines[-1] == "These are the first 3; --csv gives all."


def test_filters_narrow(headway: Callable) -> None:
    assert headway("ask", "contacts", "--period", "2024", "--rep", "bob", "--kind", "call").lines[0] == "Contacts: 2"
    assert headway("ask", "contacts", "--period", "2024", "--rep", "Bob", "--rep", "Eve").lines[0] == "Contacts: 4"


def test_json_has_the_shape_of_the_api(headway: Callable) -> None:
    told = json.loads(headway("ask", "contacts", "--period", "2024-05", "--by", "rep,kind", "--json").out)
    assert told["total"]["value"] == 4
    assert [line["labels"] for line in told["lines"]] == [["Bob", "call"], ["Bob", "meeting"], ["Eve", "call"]]


def test_csv_has_exact_values(headway: Callable) -> None:
    said = headway("ask", "effective_share", "--period", "2024-05", "--by", "rep", "--compare", "previous", "--csv")
    rows = list(csv.DictReader(said.lines))
    assert [(row["rep"], row["value"], row["of"], row["per"], row["compared"]) for row in rows] == [
        ("Bob", "0.6666666666666666666666666667", "2", "3", ""),
        ("Eve", "0", "0", "1", ""),
    ]


def test_the_rows_add_up(headway: Callable) -> None:
    said = headway("ask", "contacts", "--period", "2024-05", "--rows")
    assert said.lines[-1] == "Rows: 4. They add up to 4."
    assert said.lines[2].split() == ["2024-05-15", "Pump", "Ltd", "Two", "pumps", "1"]
    rows = list(csv.DictReader(headway("ask", "contacts", "--period", "2024-05", "--rows", "--csv").lines))
    assert sum(int(row["contribution"]) for row in rows) == 4


def test_rows_in_json(headway: Callable) -> None:
    told = json.loads(headway("ask", "effective_share", "--period", "2024", "--rows", "per", "--json").out)
    assert (told["facts"], len(told["rows"])) == ("contacts", 4)


def test_as_a_rep_one_counts_only_ones_own(headway: Callable) -> None:
    """What is another's is in no number, no row and no file."""
    for words in ((), ("--json",), ("--csv",), ("--rows",), ("--rows", "--json"), ("--rows", "--csv")):
        said = headway("ask", "contacts", "--period", "2024", "--by", "rep", *words, "--as", "eve@example.com")
        assert said.code == 0
        assert "Bob" not in said.out
        assert "Two pumps" not in said.out
    assert headway("ask", "contacts", "--period", "2024", "--as", "EVE@example.com").lines[0] == "Contacts: 1"
    assert headway("ask", "contacts", "--period", "2024", "--as", "carol@example.com").lines[0] == "Contacts: 3"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["efctve"], "There is no metric 'efctve'. Did you mean effective_"),
        (["contacts", "--rep", "Bobb"], "There is no rep 'Bobb'. Did you mean 'Bob'?"),
        (["contacts", "--by", "moon"], "'moon' is not known here. There are: rep, team"),
        (["contacts", "--last", "moon"], "'last moon' is not a period."),
        (["contacts", "--rows", "per"], "'contacts' is not divided by anything"),
        (["contacts", "--as", "alic@example.com"], "Nobody here has the e-mail alic@example.com. Did you mean alice@"),
        (["contacts", "--rep", "Bob", "--as", "eve@example.com"], "There is no rep 'Bob'."),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(headway: Callable, words: list[str], sentence: str) -> None:
    said = headway("ask", *words)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"headway: {sentence}")
    assert said.err.count("\n") == 1


def test_without_an_owner_one_is_told_what_to_do(headway: Callable, alice: User) -> None:
    alice.is_active = False
    alice.save()
    assert "There is no owner yet" in headway("ask", "contacts").err


def test_a_rep_asks_for_the_total_of_the_team(headway: Callable, bob: User, colleagues: list[User]) -> None:
    total = ("ask", "contacts", "--period", "2024-05", "--scope", "team", "--as", "bob@example.com")
    assert headway(*total).lines[0] == "Contacts: 3"
    for more in (("--by", "rep"), ("--rows",), ("--rep", "Vera")):
        said = headway(*total, *more)
        assert (said.code, said.out) == (2, "")
        assert "Only the total can be asked for here" in said.err or "There is no rep 'Vera'" in said.err


def test_a_question_in_plain_words_says_what_was_understood(headway: Callable) -> None:
    said = headway("ask", "how", "many", "effective", "contacts", "did", "Bob", "have", "in", "May", "2024?")
    assert said.lines[:2] == ["Effective contacts · May 1 – 31, 2024 · Rep: Bob", "Effective contacts: 2"]
    assert (
        json.loads(headway("ask", "effective", "contacts", "by", "Bob", "all", "time", "--json").out)["total"]["value"]
        == 2
    )


def test_options_go_before_the_words(headway: Callable) -> None:
    said = headway("ask", "contacts by rep last week", "--period", "2024-05", "--rep", "Eve")
    assert said.lines[0].endswith("Rep: Eve · by rep")
    assert said.lines[1] == "Contacts: 1"


def test_several_meanings_are_listed_and_no_number_is_told(headway: Callable) -> None:
    said = headway("ask", "win rate in 2024")
    assert (said.code, said.out) == (2, "")
    assert said.err.splitlines()[0] == "headway: That can mean several numbers. Choose one."
    assert "  Win rate (of closed) · Jan 1 – Dec 31, 2024 · everybody" in said.err.replace("\u00a0", " ").splitlines()
