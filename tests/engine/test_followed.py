"""Cohorts that are followed: up to today, within some days, cut and compared; and when they are too young for it."""

from datetime import date
from decimal import Decimal

import pytest

from headway.engine.answer import ask
from headway.engine.course import TodayNotGiven
from headway.engine.dimension import Dimension
from headway.engine.interval import ratio, wilson
from headway.engine.period import Period
from headway.engine.question import Question, Scope
from headway.engine.rows import rows

JANUARY = Period(date(2024, 1, 1), date(2024, 2, 1))
FEBRUARY = Period(date(2024, 2, 1), date(2024, 3, 1))
TODAY = date(2024, 3, 10)


def mature(**asked):
    return Question(**{"metric": "win_rate_mature", "period": JANUARY, "today": TODAY, "within": 30, **asked})


def test_an_end_after_today_has_not_happened_yet(store):
    """
    deal | entered_on | closed_on  | outcome
    A    | 2024-01-01 | 2024-01-11 | won
    B    | 2024-01-01 | 2024-01-21 | won
    """
    early, late = (ask(mature(today=date(2024, 1, day), within=10), store).total for day in (15, 31))
    assert (early.value, early.still_open) == (Decimal("0.5"), 0)
    assert (late.value, late.still_open) == (Decimal("0.5"), 0)
    later = ask(mature(today=date(2024, 1, 15), within=20), store).total
    assert (later.value, later.still_open, later.is_young) == (None, 1, True)
    assert later.why == (
        "Not known yet: those still open have been followed for 14 days at most, not for 20. "
        "Ask for fewer days, or for an earlier period."
    )


def test_without_a_number_of_days_it_is_180(store):
    """
    deal | entered_on | closed_on  | outcome
    A    | 2024-01-01 | 2024-06-29 | won
    B    | 2024-01-01 | 2024-06-30 | won
    """
    assert ask(mature(within=None, today=date(2025, 1, 1)), store).total.value == Decimal("0.5")


def test_where_clocks_differ_an_end_before_its_beginning_took_no_day(store):
    """
    deal | entered_on | closed_on  | outcome
    A    | 2024-01-02 | 2024-01-01 | won
    B    | 2024-01-02 |            | open
    """
    assert ask(mature(within=1), store).total.value == Decimal("0.5")


def test_a_cohort_of_which_fewer_than_half_began_long_enough_ago_is_too_young(store):
    """
    deal | entered_on | closed_on  | outcome
    A    | 2024-01-20 | 2024-01-25 | won
    B    | 2024-02-20 |            | open
    C    | 2024-02-21 | 2024-02-25 | lost
    D    | 2024-01-21 |            | open
    E    | 2024-02-22 |            | open
    """
    both = Period(JANUARY.start, FEBRUARY.end)
    answer = ask(mature(period=both, within=40, by=(Dimension.MONTH,)), store)
    assert (answer.total.is_young, answer.total.value) == (True, Decimal("0.2"))
    assert answer.total.why == "Too young to compare: of 5 only 2 began 40 days ago or earlier, fewer than half."
    january, february = (line.figure for line in answer.lines)
    assert (january.is_young, january.why, january.value) == (False, None, Decimal("0.5"))
    assert (february.is_young, february.value, february.of, february.per) == (True, None, 0, 3)


def test_cohorts_too_young_are_not_compared(store):
    """
    deal | entered_on | closed_on  | outcome
    A    | 2024-01-02 | 2024-01-05 | won
    B    | 2024-01-02 |            | open
    C    | 2024-02-02 | 2024-02-05 | won
    D    | 2024-02-20 |            | open
    E    | 2024-02-20 |            | open
    """
    asked = {"period": FEBRUARY, "compare": JANUARY}
    assert ask(mature(within=30, **asked), store).changed is None
    assert ask(mature(within=10, **asked), store).changed == Decimal(1) / 3 - Decimal("0.5")


def test_nothing_followed_is_unknown_and_needs_no_reason(store):
    """
    deal | entered_on
    A    | 2024-02-01
    """
    for name in ("win_rate_mature", "cycle_time_mature"):
        nothing = ask(mature(metric=name, by=(Dimension.MONTH,)), store)
        assert (nothing.total.value, nothing.total.rows, nothing.total.why) == (None, 0, None)
        assert [line.figure for line in nothing.lines] == [nothing.total]


def test_a_middle_that_is_not_reached_says_how_far_it_was_followed(store):
    """
    stay | stage | phase | entered_on | left_on    | exit
    A    | Need  | lead  | 2024-01-01 | 2024-01-11 | advanced
    B    | Need  | lead  | 2024-01-01 |            |
    C    | Need  | lead  | 2024-01-05 |            |
    D    | Offer | lead  | 2024-01-05 | 2024-01-08 | advanced
    """
    answer = ask(mature(metric="time_in_stage", by=(Dimension.STAGE,)), store)
    need, offer = (line.figure for line in answer.lines)
    assert (need.value, need.still_open, need.interval) == (None, 2, None)
    assert need.why == "Not reached: as far as these have been followed, 69 days, fewer than half of them got there."
    assert (offer.value, offer.why) == (3, None)
    assert (answer.total.value, answer.total.rows) == (10, 4)


def test_the_winner_s_cohort_is_the_owner_s(store):
    """
    deal | entered_on | closed_on  | outcome | rep
    A    | 2024-01-02 | 2024-01-05 | won     | Bob
    B    | 2024-01-02 |            | open    | Eve
    """
    bob = Scope(rep_ids=frozenset({2}))
    answer = ask(mature(scope=bob, by=(Dimension.REP,)), store)
    assert [(line.labels, line.figure.value) for line in answer.lines] == [(("Bob",), Decimal(1))]
    assert [row.id for row in rows(mature(scope=bob), store, part="per").rows] == [(1,)]


def test_up_to_which_day_must_be_said(store):
    """
    deal | entered_on
    A    | 2024-01-01
    """
    for asked in (ask, rows):
        with pytest.raises(TodayNotGiven):
            asked(mature(today=None), store)


@pytest.mark.parametrize(
    ("metric", "interval"),
    [
        ("win_rate_of_all", wilson(1, 2)),
        ("win_rate_of_closed", wilson(1, 1)),
        ("opportunities_to_won_period", ratio(1, 2)),
        ("sales_margin_share", None),
        ("deals_won", None),
    ],
)
def test_a_share_of_pieces_has_an_interval(metric, interval, store):
    """
    deal | entered_on | qualified_on | closed_on  | won_on     | outcome
    A    | 2024-01-02 | 2024-01-03   | 2024-01-05 | 2024-01-05 | won
    B    | 2024-01-02 | 2024-01-03   |            |            | open

    sale | sold_on    | kind    | amount | cost_amount
    1    | 2024-01-05 | renewal | 1.00   | 0.50
    """
    assert ask(mature(metric=metric), store).total.interval == interval
