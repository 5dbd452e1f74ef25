"""Months by number and by name, in three languages; what is no month is none."""

from datetime import date

import pytest

from headway.importers.months import month_written


@pytest.mark.parametrize(
    ("text", "month"),
    [
        *[(text, 5) for text in ("2024-05", "2024.05.", "2024/5", "05.2024", "5/2024", "May 2024", "may, 2024")],
        *[(text, 5) for text in ("Май 2024 г.", "мая 2024", "2024. május", "2024-May", " 2024 Máj. ")],
        *[(text, 3) for text in ("марта 2024", "Mar. 2024", "2024. marc", "2024 márc.", "Мар 2024")],
        *[(text, 9) for text in ("Sept 2024", "2024. szept.", "сент 2024", "сентября 2024 г.")],
        *[(text, 12) for text in ("2024-12", "Dec 2024", "декабрь 2024", "2024. december")],
        *[(text, None) for text in ("2024-13", "Smarch 2024", "05.06.2024", "2024-05-06", "May", "2024", "202405", "")],
        *[(text, None) for text in ("Marketing 2024", "Decoration 2024", "2024 Сеня", "маркетинг 2024")],
    ],
)
def test_a_month_is_read_or_nothing(text, month):
    assert month_written(text) == (month and date(2024, month, 1))
