"""Which funnel is shown when none is named: one that deals are on."""

from datetime import UTC, datetime

import pytest

from headway.web.funnels import open_funnel
from headway.web.naming import funnels_for

pytestmark = pytest.mark.any_database

_STAGES = (("New", "lead"), ("Won", "won"), ("Lost", "lost"))


def test_an_empty_default_funnel_stands_behind_one_with_deals(company, alice, bob, deal):
    """
    funnel | default | deals
    Sales  | yes     | 1
    Empty  | no      | 0
    """
    empty = open_funnel("Empty", _STAGES, starts_at=datetime(2020, 1, 1, tzinfo=UTC))
    assert list(funnels_for(alice)) == [deal.funnel, empty]
    deal.funnel.is_default = False
    deal.funnel.save()
    empty.is_default = True
    empty.save()
    assert list(funnels_for(alice)) == [deal.funnel, empty]
