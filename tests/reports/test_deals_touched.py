"""The deals that contacts of a period were about, and how many open deals each rep owns."""

from datetime import date

from headway.engine.period import Period
from headway.engine.question import Filters, Scope
from headway.reports.deals_touched import deals_touched
from headway.reports.open_deals import open_deals


def test_each_deal_stands_once_in_the_order_of_its_first_contact(store):
    """
    contact | happened_at      | rep   | deal
    1       | 2024-01-09 17:00 | Bob   | C
    2       | 2024-01-10 10:00 | Bob   | B
    3       | 2024-01-10 09:00 | Carol | A
    4       | 2024-01-10 11:00 | Bob   | B
    5       | 2024-01-10 12:00 | Bob   |
    6       | 2024-01-11 08:00 | Bob   | C
    """
    day = Period.day(date(2024, 1, 10))
    whole = deals_touched(store, day, Scope(), Filters())
    told = {row.deal_id: row.contribution for row in whole.rows}
    assert list(told.values()) == [1, 2]
    assert len(told) == 2
    bobs = deals_touched(store, day, Scope(), Filters(rep=frozenset({2})))
    assert [(row.deal_id, row.contribution) for row in bobs.rows] == [(list(told)[1], 2)]
    second = deals_touched(store, day, Scope(), Filters(), limit=1, offset=1)
    assert second.rows == whole.rows[1:]


def test_open_deals_are_counted_by_their_owner_and_those_that_nobody_owns_apart(store):
    """
    deal | rep   | outcome
    A    | Bob   | open
    B    | Bob   | open
    C    | Bob   | won
    D    | Carol | lost
    E    |       | open
    """
    assert open_deals(store, Scope()) == {2: 2, None: 1}
