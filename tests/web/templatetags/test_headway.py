"""The tags of the templates: numbers that open their rows, the unknown, periods in words."""

from datetime import date, timedelta

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from headway.engine.period import Period


def _draw(text: str, **context: object) -> str:
    return Template(text).render(Context({"request": RequestFactory().get("/?rep=3&period=today&page=2"), **context}))


UNKNOWN = '<span class="unknown" title="unknown">—</span>'


@pytest.mark.parametrize(
    ("text", "value", "drawn"),
    [
        ("{% figure_link '/rows' value %}", "12", '<a class="figure num" href="/rows">12</a>'),
        ("{% figure_link '' value %}", "12", '<span class="num">12</span>'),
        ("{% figure_link '/rows' value %}", None, UNKNOWN),
        ("{{ value|number }}", None, UNKNOWN),
        ("{{ value|number }}", 0, "0"),
        ("{{ value|share }}", None, UNKNOWN),
        ("{{ value|share:0 }}", 0.5, "50%"),
        ("{{ value|days }}", None, UNKNOWN),
        ("{{ value|duration }}", 60, "1\u00a0min"),
        ("{{ value|day }}", None, UNKNOWN),
        ("{{ value|clock }}", None, UNKNOWN),
        ("{{ value|moment }}", None, UNKNOWN),
        ("{{ value|short_day }}", date(2024, 5, 15), "May\u00a015"),
        ("{% address '/rows' rep=value team=None %}", 3, "/rows?rep=3"),
        ("{% address '/rows' rep=value %}", None, "/rows"),
        ("{{ value|period_words }}", Period.all(), "all time"),
        ("{{ value|period_words }}", Period.day(date(2024, 5, 15)), "May\u00a015,\u00a02024"),
        (
            "{{ value|period_words }}",
            Period(date(2024, 5, 1), date(2024, 6, 1)),
            "May\u00a01 – 31,\u00a02024",
        ),
        (
            "{{ value|period_words }}",
            Period(date(2023, 12, 1), date(2024, 2, 1)),
            "Dec\u00a01,\u00a02023 – Jan\u00a031,\u00a02024",
        ),
    ],
)
def test_what_a_tag_draws(text, value, drawn):
    assert _draw(text, value=value) == drawn


def test_money_is_drawn_with_the_digits_of_its_currency(company):
    drawn = [_draw("{{ value|money:currency }}", value=1234, currency=each) for each in ("HUF", company.currency)]
    assert drawn == ["HUF\u00a01,234", "€12.34"]
    assert _draw("{{ value|money:currency }}", value=None, currency="HUF") == UNKNOWN


def test_the_clock_of_a_user_is_in_their_zone(bob, now):
    bob.time_zone = "Asia/Almaty"
    assert _draw("{{ now|clock:bob }}", now=now + timedelta(hours=1), bob=bob) == "6:00\u00a0PM"


def test_an_icon_is_silent_or_has_a_voice():
    assert 'aria-hidden="true"' in _draw("{% icon 'phone' %}")
    assert 'role="img" aria-label="Call &lt;now&gt;"' in _draw("{% icon 'phone' label %}", label="Call <now>")


def test_the_period_picker_keeps_what_else_was_asked_for():
    drawn = _draw("{% period_picker period 'today' %}", period=Period.day(date(2024, 5, 15)))
    assert 'href="?rep=3&amp;period=this+week"' in drawn
    assert 'href="?rep=3&amp;period=today" aria-current="true"' in drawn
    assert 'name="rep" value="3"' in drawn
    assert 'name="from" value="2024-05-15"' in drawn
    assert "page=" not in drawn
