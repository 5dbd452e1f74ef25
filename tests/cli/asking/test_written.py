"""Values as people read them on the command line."""

from datetime import date

import pytest
from django.utils import translation

from headway.cli.asking.written import led, plain
from headway.engine.period import Period

MAY = Period(date(2024, 5, 1), date(2024, 6, 1))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "May 1, 2024 – May 31, 2024. And so on."),
        ("ru", "1 мая 2024 г. – 31 мая 2024 г. And so on."),
        ("hu", "2024. máj. 1. – 2024. máj. 31. And so on."),
    ],
)
def test_a_sentence_behind_its_period_has_one_full_stop_before_it(language, told):
    with translation.override(language):
        assert plain(led(MAY, "And so on.")) == told
