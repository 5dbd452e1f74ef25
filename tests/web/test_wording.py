"""Figures, changes and keys in words."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import translation

from headway.engine.answer import Line
from headway.engine.catalogue import catalogue
from headway.engine.dimension import Dimension
from headway.engine.figure import Figure, Tally, figure
from headway.engine.metric import Unit
from headway.web.models import Currency
from headway.web.spoken import spoken
from headway.web.wording import (
    change_words,
    contribution_unit,
    contribution_words,
    key_words,
    marked_words,
    rows_words,
    summed_words,
    value_words,
    why_words,
)

EURO = Currency(code="EUR", digits=2)


@pytest.mark.parametrize(
    ("unit", "value", "words"),
    [
        (Unit.COUNT, 1234, "1,234"),
        (Unit.COUNT, Decimal("2.9554"), "2.96"),
        (Unit.COUNT, Decimal(69659) / Decimal(23570), "2.96"),
        (Unit.COUNT, Decimal(3), "3"),
        (Unit.MONEY, 120050, "€1,200.50"),
        (Unit.SHARE, Decimal("0.4816"), "48.2%"),
        (Unit.DAYS, Decimal("14.44"), "14.4\u00a0days"),
        (Unit.DAYS, None, None),
    ],
)
def test_a_value_is_written_in_its_unit(unit, value, words):
    assert value_words(unit, value, EURO) == words


def _line(now: object, before: object, changed: object, *, is_beyond: bool | None = None) -> Line:
    figures = [None if value is None else Decimal(str(value)) for value in (now, before, changed)]
    compared = Figure(figures[1], None, None, 1)
    return Line((), (), Figure(figures[0], None, None, 1), compared, figures[2], is_beyond)


@pytest.mark.parametrize(
    ("name", "now", "before", "changed", "is_beyond", "short", "words", "is_good"),
    [
        ("deals_won", 12, 10, "0.2", True, "+20%", "20% more than 10 before, beyond chance", True),
        ("deals_won", 12, 10, "0.2", False, "+20%", "20% more than 10 before, within chance", None),
        ("deals_won", 8, 10, "-0.2", True, "\u221220%", "20% less than 10 before, beyond chance", False),
        ("deals_lost", 12, 10, "0.2", True, "+20%", "20% more than 10 before, beyond chance", False),
        ("contacts", 12, 10, "0.2", True, "+20%", "20% more than 10 before, beyond chance", None),
        ("average_sale", 1200, 1000, "0.2", None, "+20%", "20% more than €10 before; chance cannot be told here", None),
        ("deals_won", 12, 0, None, True, "", "0 before, beyond chance", True),
        ("deals_won", 10, 10, 0, False, "", "As before", None),
        (
            "win_rate_of_all", "0.1", "0.2", "-0.1", None,
            "\u221210 pp", "10 percentage points less than 20.0% before; the younger cohort had less time", None,
        ),
        ("cycle_time", None, 10, None, None, "", "Nothing to compare with", None),
        ("cycle_time", 10, None, None, None, "", "Nothing to compare with", None),
        (
            "effective_share", "0.3", "0.321", "-0.021", True,
            "\u22122.1 pp", "2.1 percentage points less than 32.1% before, beyond chance", False,
        ),
        (
            "effective_share", "0.341", "0.342", "-0.001", False,
            "\u22120.1 pp", "0.1 percentage points less than 34.2% before, within chance", None,
        ),
    ],
)  # fmt: skip
def test_a_change_is_told_in_short_and_in_words_and_judged_beyond_chance_alone(
    name, now, before, changed, is_beyond, short, words, is_good
):
    told = change_words(catalogue()[name], _line(now, before, changed, is_beyond=is_beyond), EURO)
    assert (told.short, told.words, told.is_good) == (short, words, is_good)


def test_without_an_earlier_figure_there_is_no_change():
    assert change_words(catalogue()["deals_won"], Line((), (), Figure(1, 1, None, 1), None, None), EURO) is None


@pytest.mark.parametrize(
    ("dimension", "key", "words"),
    [
        (Dimension.KIND, "email", "E-mail"),
        (Dimension.KIND, "new_business", "New business"),
        (Dimension.REP, 7, "Bob"),
        (Dimension.REP, None, "not given"),
        (Dimension.MONTH, date(2024, 5, 1), "May 2024"),
        (Dimension.WEEK, date(2024, 5, 13), "May 13\u2009–\u200919, 2024"),
        (Dimension.DAY, date(2024, 5, 13), "May\u00a013,\u00a02024"),
    ],
)
def test_a_key_reads_as_people_say_it(dimension, key, words):
    assert key_words(dimension, key, "Bob") == words


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("contacts", Unit.COUNT),
        ("effective_share", Unit.COUNT),
        ("sales_margin_share", Unit.MONEY),
        ("won_value", Unit.MONEY),
        ("cycle_time", Unit.DAYS),
        ("non_selling_time_share", Unit.HOURS),
    ],
)
def test_rows_add_up_in_the_unit_of_what_they_count(name, unit):
    metric = catalogue()[name]
    assert contribution_unit(metric, metric.of) is unit


def test_rows_are_called_what_they_are():
    assert [rows_words(*each) for each in (("deals", 1), ("deals", 2), ("sales", 1), ("contacts", 5))] == [
        "1 deal", "2 deals", "1 sale", "5 contacts",
    ]  # fmt: skip


def test_time_that_is_added_up_is_told_in_hours_and_a_wait_in_days():
    """A week of work of forty hours is five days of work, and no 1.7 days."""
    hours = 40 * 3600 * 1_000_000
    assert summed_words(Unit.HOURS, hours, None).replace("\xa0", " ") == "40 hr"
    assert contribution_words(Unit.HOURS, hours, None).replace("\xa0", " ") == "1.7 days"
    assert summed_words(Unit.COUNT, 40, None) == "40"


@pytest.mark.parametrize(
    ("language", "short", "sentence"),
    [
        ("en", "all left out: 4,238", "Unknown: all that belongs here is left out (4,238)."),
        ("ru", "не учтено всё: 4\u00a0238", "Неизвестно: всё, что сюда относится, не учтено (4\u00a0238)."),
        ("hu", "minden kihagyva: 4\u00a0238", "Ismeretlen: minden, ami ide tartozik, ki van hagyva (4\u00a0238)."),
    ],
)
def test_a_sum_of_which_all_was_left_out_says_so(language, short, sentence):
    margin = catalogue()["sales_margin"]
    unknown = figure(margin, Tally(), left_out=4238)
    with translation.override(language):
        assert (why_words(margin, unknown, EURO), spoken(unknown.why)) == (short, sentence)


def test_what_is_measured_otherwise_is_told_with_its_number():
    def told(name: str, count: int) -> str:
        return marked_words(SimpleNamespace(metric=catalogue()[name], marked_count=count))

    assert told("cycle_time", 1234) == ("Measured from the entry, because no contact is logged: 1,234 of these deals.")
    assert (told("cycle_time", 0), told("deals_won", 3)) == ("", "")
