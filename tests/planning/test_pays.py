"""Which lever pays most: alike for the same relative effort, so by how far it can rise, and by what it costs."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from headway.planning.levers import Lever
from headway.planning.pays import leading, pays
from tests.planning.test_levers import NOTHING, PUBLISHED

BESTS = {
    Lever.NEW_LEADS: Fraction(5_000),
    Lever.CONVERSION: Fraction(1, 3),
    Lever.SALES_PER_CLIENT: Fraction(2),
    Lever.AVERAGE_SALE: Fraction(80_00),
}
EFFORTS = {Lever.NEW_LEADS: Decimal(4), Lever.CONVERSION: Decimal("2.5"), Lever.MARGIN_SHARE: Decimal(10)}


def test_a_per_cent_of_each_brings_the_same():
    assert {each.of_a_percent for each in pays(PUBLISHED, {}, {})} == {500_00}


def test_what_each_brings_at_its_best():
    """
    lever            | now   | best  | rises by | brings
    new leads        | 4,000 | 5,000 | 1/4      | 12,500
    conversion       | 1/4   | 1/3   | 1/3      | 16,666 and two thirds
    sales per client | 2     | 2     | 0        | 0
    average sale     | 100   | 80    | 0: above | 0, and its best is now
    margin share     | 1/4   | nobody knows     |
    """
    found = pays(PUBLISHED, BESTS, EFFORTS)
    assert [each.raise_to_best for each in found] == [Fraction(1, 4), Fraction(1, 3), 0, 0, None]
    assert [each.best for each in found] == [5_000, Fraction(1, 3), 2, 100_00, None]
    assert [each.at_best for each in found] == [12_500_00, Fraction(50_000_00, 3), 0, 0, None]
    assert leading(found, lambda each: each.at_best) == (Lever.CONVERSION,)


def test_what_a_unit_of_effort_brings():
    found = pays(PUBLISHED, BESTS, EFFORTS)
    assert [each.of_an_effort for each in found] == [125_00, 200_00, None, None, 50_00]
    assert leading(found, lambda each: each.of_an_effort) == (Lever.CONVERSION,)
    efforts = [each.effort_to_best for each in found]
    assert efforts[0] == 100
    assert efforts[1] == pytest.approx(Decimal("83.3333333"))
    assert efforts[2:] == [None, None, None]


def test_several_that_bring_alike_are_all_told():
    alike = dict.fromkeys((Lever.CONVERSION, Lever.AVERAGE_SALE), Decimal(3))
    found = pays(PUBLISHED, {}, alike | {Lever.NEW_LEADS: Decimal(9)})
    assert leading(found, lambda each: each.of_an_effort) == (Lever.CONVERSION, Lever.AVERAGE_SALE)


def test_one_alone_leads_nothing_and_neither_do_levers_at_their_best():
    assert leading(pays(PUBLISHED, {}, {Lever.CONVERSION: Decimal(3)}), lambda each: each.of_an_effort) == ()
    at_best = pays(PUBLISHED, PUBLISHED.values, {})
    assert leading(at_best, lambda each: each.at_best) == ()


def test_a_loss_and_nothing_sold_are_no_product_that_raises_could_pay_of():
    assert pays(replace(PUBLISHED, margin=-1), BESTS, EFFORTS) == ()
    assert pays(NOTHING, BESTS, EFFORTS) == ()
