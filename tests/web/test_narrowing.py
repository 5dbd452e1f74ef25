"""The choices of a page of numbers: what is compared with what, and what narrows it."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import RequestFactory

from headway.engine.dimension import Dimension
from headway.engine.question import Filters
from headway.web.models import Segment, Source
from headway.web.narrowing import asked_of, chips_of, kept_of, selects_for
from tests.web.diary import write

NOON = datetime(2024, 5, 15, 12, 0, tzinfo=UTC)


@pytest.fixture
def ask(company, alice):
    def asked(query: str, compare: str = "none"):
        request = RequestFactory().get(f"/numbers?{query}")
        request.user, request.company = alice, company
        with time_machine.travel(NOON, tick=False):
            return asked_of(request, period="this month", compare=compare)

    return asked


@pytest.mark.parametrize(
    ("query", "compared"),
    [
        ("period=2024-04&compare=previous", "2024-03-01..2024-04-01"),
        ("period=2024-04&compare=year", "2023-04-01..2023-05-01"),
        ("period=2024-02-29&compare=year", "2023-02-28..2023-03-01"),
        ("period=2024-02-01..2024-02-29&compare=year", "2023-02-01..2023-03-01"),
        ("period=this+month&compare=previous", "2024-04-01..2024-04-16"),
        ("period=this+year&compare=year", "2023-01-01..2023-05-17"),
        ("period=2024-06&compare=previous", "2024-05-01..2024-06-01"),
        ("period=today&compare=previous", "2024-05-14..2024-05-15"),
        ("period=2024-04&compare=2022-04", "2022-04-01..2022-05-01"),
        ("period=2024-04&compare=none", ""),
        ("period=all&compare=previous", ""),
        ("period=0001&compare=previous", ""),
        ("period=0001&compare=year", ""),
    ],
)
def test_a_period_is_compared_with_one_that_is_as_long_and_as_far_gone(ask, query, compared):
    assert ask(query).words.compare == compared


def test_days_of_ones_own_are_a_period_too(ask):
    asked = ask("from=2024-05-01&until=2024-05-03")
    assert (asked.words.period, asked.period.days) == ("2024-05-01..2024-05-04", 3)


def test_an_id_that_nobody_has_is_said(client, funnel, alice, bob, north):
    write("""
        when             | rep | deal | kind | stage after
        2024-05-14 08:00 | Bob | pump | call | Offer
    """)
    client.force_login(alice)
    page = client.get(f"/numbers?rep=999999&team={north.pk}&period=banana").text
    assert "There is no rep &#x27;999999&#x27;." in page
    assert "There is no team" not in page
    assert "&#x27;banana&#x27; is not a period" in page
    assert "Shown instead:" in page
    page = client.get(f"/numbers?rep={bob.pk}").text
    assert "There is no rep" not in page
    assert "Shown instead:" not in page


def test_who_was_theirs_once_may_be_asked_about_by_whoever_sees_some(client, funnel, carol, eve):
    """The rows of a rep's time in a team stay with the team, wherever the rep is now."""
    client.force_login(carol)
    assert "There is no rep" not in client.get(f"/numbers?rep={eve.pk}").text


def test_a_number_that_no_id_is_long_enough_for_breaks_nothing(client, funnel, alice):
    client.force_login(alice)
    assert client.get("/numbers?rep=" + "9" * 5_000).status_code == 200


def test_other_days_to_compare_with_can_be_chosen_again(ask):
    select = ask("compare=2022-04", compare="previous").compare
    assert [(option.value, option.is_chosen) for option in select.options][-1] == ("2022-04", True)


def test_a_choice_of_one_is_no_choice(north, alice, carol, bob, eve):
    Source.objects.create(name="Fair")
    Segment.objects.create(name="Food")
    Segment.objects.create(name="Water")
    dimensions = (Dimension.TEAM, Dimension.REP, Dimension.SOURCE, Dimension.SEGMENT)
    names = {user.name: [each.name for each in selects_for(user, dimensions, {})] for user in (alice, carol, bob)}
    assert names == {"Alice": ["team", "rep", "segment"], "Carol": ["rep", "segment"], "Bob": ["segment"]}


def test_what_is_chosen_is_said(alice, bob, eve):
    (select,) = selects_for(alice, [Dimension.REP], {"rep": [str(bob.pk)]})
    assert select.chosen == "Bob"
    chosen = Filters(rep=frozenset({bob.pk}), kind=frozenset({"call"}), source=frozenset({None}))
    assert chips_of(alice, chosen) == ["Rep: Bob", "Source: not given", "Kind: Call"]


def test_a_stranger_is_not_named(bob, eve):
    assert chips_of(bob, Filters(rep=frozenset({eve.pk}))) == [f"Rep: #{eve.pk}"]


def test_the_rest_of_the_address_is_kept(alice, bob, eve):
    request = RequestFactory().get("/numbers?period=2024&rep=1&tab=analysis&page=3")
    assert kept_of(request, selects_for(alice, [Dimension.REP], {})) == [("period", "2024"), ("tab", "analysis")]
