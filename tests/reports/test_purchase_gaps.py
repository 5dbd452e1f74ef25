"""How many days lie between purchases."""

from datetime import date

from headway.reports.purchase_gaps import purchase_gaps


def test_days_between_purchases_in_a_row_are_counted_for_all_clients(store):
    """
    sale | client | sold_on    | amount
    1    | A      | 2024-01-01 | 5
    2    | A      | 2024-01-31 | 5
    3    | A      | 2024-01-31 | 5
    4    | A      | 2024-03-01 | 5
    5    | B      | 2024-03-02 | 5
    6    | B      | 2024-04-01 | 5
    7    | C      | 2024-02-01 | 5
    8    | A      | 2023-01-01 | 5
    9    | A      | 2024-07-01 | 5
    """
    assert purchase_gaps(store, date(2024, 1, 1), date(2024, 6, 30)) == {30: 3}
    assert purchase_gaps(store, date(2023, 1, 1), date(2024, 7, 1)) == {30: 3, 365: 1, 122: 1}
    assert purchase_gaps(store, date(2025, 1, 1), date(2025, 6, 30)) == {}
