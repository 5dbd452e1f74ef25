"""The clients and deals of rows are named as far as they exist for the reader."""

from datetime import datetime, timedelta

from headway.engine.rows import Row, RowSet
from headway.web.behind import Sight, named_rows
from headway.web.log import assign_deal
from headway.web.models import Client, Deal, User


def test_what_became_anothers_is_not_named(pump: Client, deal: Deal, bob: User, eve: User, now: datetime) -> None:
    """
    row | client   | deal      | about
    1   | Pump Ltd | Two pumps | Bob's deal, then Eve's
    2   | Pump Ltd |           | no deal
    """
    rows = tuple(
        Row(id=(number,), client_id=pump.pk, deal_id=deal_id, on=now.date(), contribution=1)
        for number, deal_id in enumerate((deal.pk, None), start=1)
    )
    found = RowSet("contacts", ("contact_id",), rows)

    def named(user: User) -> list[tuple[Client | None, Deal | None]]:
        return [(each.client, each.deal) for each in named_rows(user, found)]

    assert named(bob) == [(pump, deal), (pump, None)]
    assert named(eve) == [(None, None), (None, None)]
    assign_deal(deal, eve, by=None, now=now + timedelta(hours=1))
    assert named(bob) == [(pump, None), (pump, None)]
    assert named(eve) == [(pump, deal), (pump, None)]


def test_what_nobody_asked_for_is_not_in_sight(deal: Deal, bob: User) -> None:
    assert Sight.of(bob, (), (None,)).deal(deal.pk) is None
