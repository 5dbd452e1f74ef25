"""Numbers, money, times and days as each language writes them; ~ stands for a no-break space."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from headway.web import figures

NOON = datetime(2026, 11, 16, 12, 5, tzinfo=UTC)
BUDAPEST = ZoneInfo("Europe/Budapest")


def _shown(text: str) -> str:
    return text.replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("per_cent", "cases"),
    [
        (0, "in hardly any such case (under 1%)"),
        (0.6, "in fewer than 1 of 10 such cases (under 1%)"),
        (7, "in fewer than 1 of 10 such cases (7%)"),
        (8, "in about 1 of 10 such cases (8%)"),
        (35, "in about 4 of 10 such cases (35%)"),
        (65, "in about 6 of 10 such cases (65%)"),
        (92, "in about 9 of 10 such cases (92%)"),
        (93, "in more than 9 of 10 such cases (93%)"),
        (99.7, "in nearly every such case (over 99%)"),
        (100, "in nearly every such case (over 99%)"),
    ],
)
def test_a_chance_is_told_in_the_cases_that_come_nearest(per_cent, cases):
    with translation.override("en"):
        assert figures.in_cases(per_cent / 100) == cases


@pytest.mark.parametrize(
    ("write", "en", "ru", "hu"),
    [
        (lambda: figures.number(1284), "1,284", "1~284", "1~284"),
        (lambda: figures.number(12840), "12,840", "12~840", "12~840"),
        (lambda: figures.number(Decimal("-2.45"), 1), "-2.4", "-2,4", "-2,4"),
        (lambda: figures.share(Decimal("0.6315")), "63.2%", "63,2~%", "63,2%"),
        (lambda: figures.share(1, 0), "100%", "100~%", "100%"),
        (lambda: figures.money(5750000, "HUF", 0), "HUF~5,750,000", "5~750~000~HUF", "5~750~000~Ft"),
        (lambda: figures.money(123450, "EUR", 2), "€1,234.50", "1~234,50~€", "1~234,50~EUR"),
        (lambda: figures.money(-500, "EUR", 2), "-€5", "-5~€", "-5~EUR"),
        (lambda: figures.short_money(48200000, "HUF", 0), "HUF~48.2M", "48,2~млн~HUF", "48,2~M~Ft"),
        (lambda: figures.days(Decimal("14.44")), "14.4~days", "14,4~дня", "14,4~nap"),
        (lambda: figures.days(1), "1~day", "1~день", "1~nap"),
        (lambda: figures.duration(45), "45~sec", "45~с", "45~mp"),
        (lambda: figures.duration(900), "15~min", "15~мин", "15~p"),
        (lambda: figures.duration(4800), "1~hr 20~min", "1~ч 20~мин", "1~ó 20~p"),
        (lambda: figures.duration(7200), "2~hr", "2~ч", "2~ó"),
        (lambda: figures.duration(129600), "1.5~days", "1,5~дня", "1,5~nap"),
        (lambda: figures.clock(NOON, BUDAPEST), "1:05~PM", "13:05", "13:05"),
        (lambda: figures.clock(time(9, 0)), "9:00~AM", "09:00", "9:00"),
        (lambda: figures.day(date(2026, 11, 16)), "Nov~16,~2026", "16~нояб.~2026~г.", "2026.~nov.~16."),
        (lambda: figures.short_day(date(2026, 11, 16)), "Nov~16", "16~нояб.", "nov.~16."),
        (
            lambda: figures.long_day(date(2026, 11, 16)),
            "Monday, November 16, 2026",
            "Понедельник, 16 ноября 2026\u202fг.",
            "2026. november 16., hétfő",
        ),
    ],
)
def test_each_language_writes_it_its_own_way(write, en, ru, hu):
    shown = {}
    for language in ("en", "ru", "hu"):
        with translation.override(language):
            shown[language] = _shown(write())
    assert shown == {"en": en, "ru": ru, "hu": hu}


@pytest.mark.parametrize(
    ("chance", "digits", "shown"),
    [
        (0.9997, 1, "over 99.9%"),
        (0.9989, 1, "99.9%"),
        (0.997, 0, "over 99%"),
        (0.99, 0, "99%"),
        (1.0, 1, "100.0%"),
        (0.003, 0, "under 1%"),
    ],
)
def test_only_what_is_quite_certain_is_written_as_such(chance, digits, shown):
    assert _shown(figures.chance(chance, digits)) == shown


def test_a_moment_is_shown_in_the_zone_of_the_page():
    with translation.override("en"), timezone.override(ZoneInfo("Asia/Almaty")):
        late = datetime(2026, 11, 16, 20, 30, tzinfo=UTC)
        assert _shown(figures.day_and_clock(late)) == "Nov~17,~2026, 1:30~AM"
