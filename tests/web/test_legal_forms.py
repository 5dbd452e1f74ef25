"""Names of clients without their legal forms."""

import pytest

from headway.web.legal_forms import bare_name


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Brookfield Pharma Ltd.", "brookfield pharma"),
        ("Kovács és Társa Kft.", "kovacs es tarsa"),
        ("ООО «Ромашка»", "ромашка"),
        ("Müller GmbH & Co. KG", "muller"),
        ("Acme S.A.", "acme"),
        ("Smith-Jones", "smith jones"),
        ("Ltd", "ltd"),
    ],
)
def test_a_legal_form_at_either_end_is_no_part_of_a_name(name, bare):
    assert bare_name(name) == bare
