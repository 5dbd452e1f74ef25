"""Rows that count but are measured otherwise than the number is called are told of the whole."""

from datetime import date

from headway.engine.answer import ask
from headway.engine.dimension import Dimension
from headway.engine.period import Period
from headway.engine.question import Question

JANUARY = Period(date(2024, 1, 1), date(2024, 2, 1))
WON = """
    deal | entered_at | first_contact_at | won_at     | outcome | winner | is_entry_known | is_won_before_first_contact
    A    | 2024-01-01 | 2024-01-02       | 2024-01-12 | won     | Bob    | yes            | no
    B    | 2024-01-01 |                  | 2024-01-21 | won     | Bob    | yes            | no
    C    | 2024-01-01 |                  | 2024-01-21 | won     | Carol  | yes            | no
    D    | 2024-01-01 |                  | 2024-01-21 | won     | Carol  | no             | no
    E    | 2024-01-01 |                  | 2024-02-21 | won     | Carol  | yes            | no
    """


def test_won_deals_without_a_contact_are_measured_from_their_entry(store_of):
    """B and C; the entry of D is not known, and E was won later."""
    answer = ask(Question(metric="cycle_time", period=JANUARY, by=(Dimension.REP,)), store_of(WON))
    assert (answer.marked_count, answer.left_out_count, answer.total.rows) == (2, 1, 3)


def test_a_number_that_measures_all_alike_marks_nothing(store_of):
    assert ask(Question(metric="deals_won", period=JANUARY), store_of(WON)).marked_count == 0
