"""`headway deal`."""

from collections.abc import Callable

import pytest

from headway.web.log import open_client, open_deal
from headway.web.models import AuditEntry

pytestmark = pytest.mark.usefixtures("alice", "carol", "eve")


def test_a_deal_is_renamed(headway: Callable, bob, deal):
    said = headway("deal", "rename", "two pumps", "Three pumps", "--as", "bob@example.com")
    assert (said.code, said.out) == (0, "Pump Ltd: Two pumps is called Three pumps now.\n")
    entry = AuditEntry.objects.get(verb="rename")
    assert (entry.actor, entry.before, entry.after) == (bob, {"name": "Two pumps"}, {"name": "Three pumps"})


def test_a_deal_is_expected_on_a_day_and_on_none(headway: Callable, bob, deal):
    said = headway("deal", "expect", "two pumps", "2099-06-30", "--as", "bob@example.com")
    assert (said.code, said.out.replace("\xa0", " ")) == (
        0,
        "Pump Ltd: Two pumps is expected to be won on Jun 30, 2099.\n",
    )
    said = headway("deal", "expect", "two pumps", "none", "--as", "bob@example.com")
    assert (said.code, said.out) == (0, "Pump Ltd: Two pumps is expected on no day now.\n")
    entries = AuditEntry.objects.filter(verb="expect").order_by("pk")
    assert [entry.after["expected_on"] for entry in entries] == ["2099-06-30", None]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("soon", "'soon' is no day: write 2024-06-30, or none."),
        ("2020-01-01", "has passed. Say on which day from today on the deal is expected to be won."),
        ("2999-01-01", "This is the year 2999. Check the day on which the deal is expected to be won."),
    ],
)
def test_what_is_no_expected_day_is_refused(headway: Callable, bob, deal, day, sentence):
    said = headway("deal", "expect", "two pumps", day, "--as", "bob@example.com")
    assert said.code == 2
    assert sentence in said.err


def test_of_two_deals_of_one_name_the_id_is_asked_for(headway: Callable, bob, deal, now):
    twin = open_deal(open_client("Other", by=bob, now=now), name="Two Pumps", by=bob, now=now)
    said = headway("deal", "rename", "Two pumps", "Three pumps")
    sentence = f"Several deals are called 'Two pumps': Other ({twin.pk}), Pump Ltd ({deal.pk}). Give the id."
    assert (said.code, said.err) == (2, f"headway: {sentence}\n")
    assert headway("deal", "rename", str(twin.pk), "Three pumps").code == 0


@pytest.mark.parametrize(
    ("email", "words", "sentence"),
    [
        ("eve@example.com", ("Two pumps", "Mine"), "There is no deal 'Two pumps'."),
        ("bob@example.com", ("Two pumps", " "), "A deal needs a name."),
        ("bob@example.com", ("Two pumps", "x" * 201), "The name of a deal has 200 characters at most."),
    ],
)
def test_what_cannot_be_is_refused(headway: Callable, deal, email, words, sentence):
    said = headway("deal", "rename", *words, "--as", email)
    assert (said.code, said.err) == (2, f"headway: {sentence}\n")
    deal.refresh_from_db()
    assert deal.name == "Two pumps"
