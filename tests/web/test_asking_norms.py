"""Questions about norms in plain words: the day, the months, and what makes no sense."""

from datetime import date, datetime

import pytest

from headway.web.asking import Asker, Words
from headway.web.asking_norms import group_of, norms_question_of
from headway.web.naming import NotUnderstood


@pytest.fixture
def asker(alice, company, now: datetime) -> Asker:
    """Alice, on 15 May 2024."""
    return Asker(alice, company, now)


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        ("", "2024-05-15"),
        ("today", "2024-05-15"),
        ("last quarter", "2024-03-31"),
        ("2024-02", "2024-02-29"),
        ("2024-04-09", "2024-04-09"),
        ("this year", "2024-05-15"),
        ("2031", "2024-05-15"),
        ("all", "2024-05-15"),
        ("0001-01-01", "0001-01-01"),
        ("0001-01-01..0001-01-01", "0001-01-01"),
    ],
)
def test_the_day_is_the_last_of_the_period_and_never_after_today(asker, text, as_of):
    assert norms_question_of(asker, Words(), as_of=text).as_of == date.fromisoformat(as_of)


@pytest.mark.parametrize(("text", "months"), [("", 24), ("all", None), ("1", 1), ("1200", 1200)])
def test_the_months_are_two_years_unless_said(asker, text, months):
    assert norms_question_of(asker, Words(), months=text).months == months


@pytest.mark.parametrize("text", ["0", "1201", "-3", "3.5", "٣", "9" * 5000, "a year"])
def test_a_number_of_months_that_makes_no_sense_is_refused(asker, text):
    with pytest.raises(NotUnderstood) as refusal:
        norms_question_of(asker, Words(), months=text)
    assert refusal.value.field == "months"


def test_the_first_day_of_the_calendar_has_a_window_too(asker):
    question = norms_question_of(asker, Words(), as_of="0001-01-01", months="1200")
    assert (question.period.start, question.period.end) == (date(1, 1, 1), date(1, 1, 2))


def test_a_group_is_a_funnel_or_a_segment_in_it(asker, funnel):
    assert group_of(asker, "Sales", "") == (funnel.pk,)
    assert group_of(asker, "sales", "none") == (funnel.pk, None)
