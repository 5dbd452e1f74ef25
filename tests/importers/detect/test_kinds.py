"""A cell is told by its looks."""

from datetime import UTC, date, datetime

import pytest

from headway.importers.detect.kinds import kind_of


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("2024-01-05", "date"),
        ("5.1.2024", "date"),
        ("2024. 01. 05.", "date"),
        ("01/05/24", "date"),
        ("05.01.2024 09:30", "moment"),
        ("1/5/2024 9:30 AM", "moment"),
        ("2011-10-01T00:38:44.546+02:00", "moment"),
        ("1.200", "number"),
        ("$1,200.50", "number"),
        ("12 500 Ft", "number"),
        ("EUR 12", "number"),
        ("(1,200)", "number"),
        ("bob@pumps.example", "email"),
        ("+36 30 123 4567", "phone"),
        ("8 (916) 123-45-67", "phone"),
        ("Rep 4", "text"),
        ("D123", "text"),
        ("Offer", "text"),
        ("", "text"),
        (1.5, "number"),
        (True, "flag"),
        (date(2024, 1, 5), "date"),
        (datetime(2024, 1, 5, tzinfo=UTC), "moment"),
    ],
)
def test_a_cell_is_told_by_its_looks(cell, kind):
    assert kind_of(cell) == kind
