"""Links of a chain: rates, what is needed plainly, and what is borrowed from wider circles."""

import pytest

from headway.planning.links import LENT, Link, borrowing, passing, plain_needs, whole


def test_fifty_sales_a_month_at_five_per_cent_take_a_thousand_calls_and_48_a_working_day():
    assert plain_needs([Link("calls", 40, 2)], 50) == (1000, 50)
    assert whole(1000 / 21) == 48


def test_what_is_needed_of_each_link_is_the_goal_divided_by_the_rates_that_follow_it():
    """
    calls 400 -> appointments 120 -> meetings 48 -> sales 18, and 6 sales are wanted
    """
    chain = [Link("calls", 400, 120), Link("appointments", 120, 48), Link("meetings", 48, 18)]
    assert plain_needs(chain, 6) == (134, 40, 16, 6)
    assert plain_needs(chain, 6, part=0.5) == (267, 80, 32, 6)
    assert passing(chain, 400) == pytest.approx((400, 120, 48, 18))


def test_a_rate_of_nothing_and_a_rate_that_nobody_tried_leave_the_need_unknown():
    assert plain_needs([Link("calls", 400, 0), Link("meetings", 4, 2)], 6) == (None, 12, 6)
    assert plain_needs([Link("calls", 0, 0)], 6) == (None, 6)
    assert passing([Link("calls", 0, 0), Link("meetings", 4, 2)], 10) == (10, None, None)


def test_few_own_tries_borrow_from_the_nearest_circle_which_borrows_in_turn():
    """
    circle  | tried | made
    Bob     | 5     | 0
    team    | 80    | 16
    company | 1000  | 300
    """
    bob, team, company = ([Link("calls", tried, made)] for tried, made in ((5, 0), (80, 16), (1000, 300)))
    (lent,) = borrowing(bob, team, company)
    teams = (16 + LENT * 0.3) / (80 + LENT)
    assert lent.rate == pytest.approx(LENT * teams / (5 + LENT))
    assert lent.borrowed == pytest.approx(LENT / (5 + LENT))
    assert lent.beta == pytest.approx((0.5 + LENT * teams, 0.5 + 5 + LENT * (1 - teams)))


def test_many_own_tries_outweigh_what_is_borrowed_and_nothing_is_borrowed_from_who_never_tried():
    (own,) = borrowing([Link("calls", 4000, 800)], [Link("calls", 100, 90)])
    assert own.rate == pytest.approx(0.2, abs=0.004)
    assert borrowing([Link("calls", 3, 1)], [Link("calls", 0, 0)]) == (Link("calls", 3, 1),)
    assert Link("calls", 0, 0).borrowed == 0


def test_a_link_raised_to_a_rate_has_that_rate_with_the_same_tries():
    raised = Link("calls", 40, 2, 20, 0.1).raised(0.25)
    assert (raised.rate, raised.tried, raised.lent) == (0.25, 40, 20)
