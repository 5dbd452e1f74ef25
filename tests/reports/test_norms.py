"""Norms: which won deals they rest on, of which day, who borrows, and how open deals stand against them."""

from datetime import date
from decimal import Decimal

import pytest

from headway.engine.question import Filters
from headway.reports.norm_deals import NormMeasure
from headway.reports.norm_standing import Standing, open_deals, past_norm
from headway.reports.norms import NormsQuestion, norms, won_deals, won_deals_count

JUNE = date(2024, 6, 30)


def asked(**question) -> NormsQuestion:
    return NormsQuestion(**({"as_of": JUNE} | question))


def whole(store, **question):
    return next(line for line in norms(store, asked(**question)).lines if line.is_whole)


def test_days_run_from_the_first_contact_or_from_the_entry_without_one(store):
    """
    deal | entered_on | first_contact_on | won_on     | contacts_until_won | meetings_until_won
    A    | 2024-01-01 | 2024-01-11       | 2024-01-31 | 4                  | 1
    B    | 2024-01-01 |                  | 2024-01-31 | 0                  | 0
    """
    deals = won_deals(store, asked(), 1)
    assert [(each.contacts, each.meetings, each.days) for each in deals] == [(4, 1, 20), (None, None, 30)]
    line = whole(store)
    assert (line.counted, line.unlogged, line.left_out) == (2, 1, 0)
    assert [norm.deals for norm in line.norms] == [1, 1, 2]


def test_a_log_that_cannot_say_how_long_it_took_is_left_out(store):
    """
    deal | entered_on | is_entry_known | first_contact_on | won_on     | is_won_before_first_contact
    A    | 2024-01-01 | no             |                  | 2024-01-31 | no
    B    | 2024-01-01 | yes            | 2024-02-01       | 2024-01-31 | yes
    C    | 2024-01-01 | no             | 2024-01-02       | 2024-01-31 | no
    """
    line = whole(store)
    assert (line.counted, line.left_out) == (1, 2)
    assert [each.deal_id for each in won_deals(store, asked(), 1, part="left_out")] == [1, 2]


@pytest.mark.parametrize(
    ("question", "won"),
    [
        ({}, ["A", "B", "C"]),
        ({"as_of": date(2024, 6, 29)}, ["Z", "A", "B"]),
        ({"as_of": date(2024, 2, 28), "months": 24}, ["Z", "A", "B"]),
        ({"as_of": date(2024, 3, 31), "months": 1}, []),
        ({"as_of": date(2024, 2, 29), "months": 1}, ["B"]),
        ({"months": 1}, ["C"]),
        ({"months": None}, ["Z", "A", "B", "C"]),
        ({"months": 1200}, ["Z", "A", "B", "C"]),
    ],
)
def test_norms_are_of_the_months_up_to_a_day(store_of, question, won):
    store = store_of("""
    deal | entered_on | won_on
    Z    | 2022-01-01 | 2022-06-30
    A    | 2022-01-01 | 2022-07-01
    B    | 2022-01-01 | 2024-02-28
    C    | 2022-01-01 | 2024-06-30
    """)
    assert [each.deal_id for each in won_deals(store, asked(**question), 1)] == ["ZABC".index(each) + 1 for each in won]


def _won(count, segment, funnel, contacts=5):
    """Rows below ``HEAD``: deals of a segment that took ten days and one meeting each."""
    row = f"{segment} | {funnel} | 2024-01-01 | 2024-01-11 | {contacts} | 1\n"
    return "".join(f"{segment} {funnel} {number} | {row}" for number in range(count))


HEAD = "deal | segment | funnel | first_contact_on | won_on | contacts_until_won | meetings_until_won\n"


def test_a_line_for_the_funnel_and_one_for_each_segment(store_of):
    """
    funnel | segment | won | contacts each | borrows
    1      | Plant   | 25  | 4             | nothing
    1      | Shop    | 5   | 8             | 15 of the 25, which is all but a quarter
    2      | Shop    | 2   | 9             | 18 of the 30 in the other funnel
    """
    text = HEAD + _won(25, "Plant", "Pumps", contacts=4) + _won(5, "Shop", "Pumps", contacts=8)
    lines = norms(store_of(text + _won(2, "Shop", "Service", contacts=9)), asked()).lines
    told = [(line.funnel, line.segment, line.norms[0].deals, line.norms[0].borrowed) for line in lines]
    assert told == [
        ("Pumps", "", 30, 0),
        ("Pumps", "Plant", 25, 0),
        ("Pumps", "Shop", 5, Decimal("0.75")),
        ("Service", "", 2, Decimal("0.9")),
        ("Service", "Shop", 2, Decimal("0.9")),
    ]
    assert [line.norms[0].middle for line in lines] == [4, 4, 4, 4, 4]
    assert [line.norms[0].high for line in lines] == [8, 4, 8, 9, 9]
    assert lines[2].norms[0].mean == Decimal(5 * 8 + 15 * 4) / 20


def test_lines_are_chosen_by_funnel_and_segment_without_changing_them(store_of):
    store = store_of(HEAD + _won(25, "Plant", "Pumps") + _won(5, "Shop", "Pumps") + _won(3, "Shop", "Service"))
    every = norms(store, asked()).lines
    shop = norms(store, asked(filters=Filters(segment=frozenset({2}), funnel=frozenset({1})))).lines
    assert shop == tuple(line for line in every if (line.funnel, line.segment) == ("Pumps", "Shop"))
    assert len(shop) == 1


OPEN = """
stay | number | segment | funnel | stage | phase       | entered_on | left_on    | exit     | rep
X    | 1      | Plant   | Pumps  | Need  | lead        | 2024-03-01 | 2024-05-01 | advanced | Bob
X    | 2      | Plant   | Pumps  | Offer | opportunity | 2024-05-01 |            |          | Bob
Y    | 1      | Plant   | Pumps  | Need  | lead        | 2024-06-29 |            |          | Bob
W    | 1      | Plant   | Pumps  | Need  | lead        | 2024-03-01 | 2024-04-01 | lost     | Bob
W    | 2      | Plant   | Pumps  | Lost  | lost        | 2024-04-01 |            |          | Bob

deal | segment | funnel | entered_on | first_contact_on | is_entry_known
X    | Plant   | Pumps  | 2024-03-01 | 2024-04-01       | yes
Y    | Plant   | Pumps  | 2024-06-29 |                  | no
W    | Plant   | Pumps  | 2024-03-01 |                  | yes

contact | deal | happened_on | kind
1       | X    | 2024-04-01  | call
2       | X    | 2024-04-02  | meeting
3       | X    | 2024-05-20  | meeting
4       | X    | 2024-06-30  | call
5       | X    | 2024-07-01  | call
"""


def _standings(deal):
    return {one.norm.measure.value: one.so_far for one in deal.standings}


@pytest.mark.parametrize(
    ("as_of", "deals"),
    [
        (date(2024, 2, 29), {}),
        (date(2024, 3, 31), {"X": (0, 0, 30), "W": (0, 0, 30)}),
        (date(2024, 4, 2), {"X": (2, 1, 1)}),
        (JUNE, {"X": (4, 2, 90), "Y": (0, 0, None)}),
        (date(2024, 7, 1), {"X": (5, 2, 91), "Y": (0, 0, None)}),
    ],
)
def test_open_deals_are_told_as_they_stood_on_that_day(store_of, as_of, deals):
    """Before its first contact a deal counts its days from the entry; without either they are not known."""
    store = store_of(OPEN)
    ids = {"X": 1, "Y": 2, "W": 3}
    found = {each.deal_id: tuple(_standings(each).values()) for each in open_deals(store, asked(as_of=as_of))}
    assert found == {ids[name]: counts for name, counts in deals.items()}


def test_a_deal_past_nine_in_ten_is_flagged_and_says_in_what(store_of):
    """
    Twenty deals were won with five contacts, one meeting, ten days each; X has four contacts, two meetings, 90 days.
    """
    store = store_of(f"{HEAD}{_won(20, 'Plant', 'Pumps')}\n{OPEN}")
    first, second = open_deals(store, asked())
    assert first.past == (NormMeasure.MEETINGS, NormMeasure.DAYS)
    assert [one.percentile for one in first.standings] == [0, Decimal(20) / 21, Decimal(20) / 21]
    assert (second.past, [one.percentile for one in second.standings]) == ((), [0, 0, None])
    assert past_norm([first, second]) == (first,)


@pytest.mark.parametrize(("so_far", "is_past"), [(9, False), (10, False), (11, True), (None, False)])
def test_the_mark_itself_is_not_past_it(store_of, so_far, is_past):
    """Twenty deals took ten days each."""
    days = whole(store_of(HEAD + _won(20, "Plant", "Pumps"))).norms[2]
    standing = Standing.of(days, so_far)
    assert (days.high, standing.is_past, (standing.percentile or 0) >= Decimal("0.9")) == (10, is_past, is_past)


def test_a_segment_that_never_won_stands_against_the_rest_of_its_funnel(store_of):
    store = store_of(f"{HEAD}{_won(30, 'Shop', 'Pumps')}\n{OPEN}")
    [days] = [one for one in open_deals(store, asked())[0].standings if one.norm.measure is NormMeasure.DAYS]
    assert (days.norm.deals, days.norm.borrowed, days.norm.high, days.is_past) == (0, 1, 10, True)


def test_without_norms_nothing_is_flagged(store_of):
    store = store_of(OPEN)
    deals = open_deals(store, asked())
    assert past_norm(deals) == ()
    assert {one.percentile for deal in deals for one in deal.standings} == {None}


def test_those_furthest_past_come_first(store_of):
    """
    Ten days are the norm. A and B are past it in days, B longer; C besides in contacts; D is not past it.
    """
    calls = "\n".join(f"{number} | C | 2024-06-10" for number in range(6))
    store = store_of(f"""{HEAD}{_won(20, "Plant", "Pumps")}
    stay | segment | funnel | stage | phase | entered_on
    A    | Plant   | Pumps  | Need  | lead  | 2024-06-01
    B    | Plant   | Pumps  | Need  | lead  | 2024-05-01
    C    | Plant   | Pumps  | Need  | lead  | 2024-06-10
    D    | Plant   | Pumps  | Need  | lead  | 2024-06-25

    deal | entered_on
    A    | 2024-06-01
    B    | 2024-05-01
    C    | 2024-06-10
    D    | 2024-06-25

    contact | deal | happened_on
    {calls}
    """)
    days = [_standings(each)["days"] for each in open_deals(store, asked())]
    assert days == [20, 60, 29, 5]


def test_the_deals_behind_a_norm_come_in_pages(store):
    """
    deal | entered_on | won_on
    A    | 2024-01-01 | 2024-02-01
    B    | 2024-01-01 | 2024-02-02
    C    | 2024-01-01 | 2024-02-03
    """
    every = won_deals(store, asked(), 1)
    assert won_deals(store, asked(), 1, limit=2, offset=1) == every[1:]
    assert won_deals_count(store, asked(), 1) == 3


def test_months_before_the_calendar_are_all_there_were(store):
    """
    deal | entered_on | won_on
    A    | 2024-01-01 | 2024-02-01
    """
    assert whole(store, months=12 * 3000).counted == 1
