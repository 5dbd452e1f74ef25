"""How many days lie between one purchase of a client and its next: the whole company's, each with how often."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from ibis import _

from headway.engine.facts import SALES
from headway.engine.statement import Statement, asked, compiled
from headway.engine.store import FactStore

_FORMER = ("former_client_id", "former_sold_on")


def purchase_gaps(store: FactStore, since: date, as_of: date) -> Mapping[int, int]:
    """Return how often each number of days lay between two days of purchase in a row, from a day on up to another.

    The last day belongs to it. Several sales of a client on one day are one purchase.
    """
    with store.reading() as facts:
        rows = _statement(store.dialect).run(facts, {"since": since, "as_of": as_of})
    return {row["gap"]: row["times"] for row in rows}


@lru_cache(maxsize=4)
def _statement(dialect: str) -> Statement:
    bought = SALES.table.filter(_.sold_on >= asked("since", "date"), _.sold_on <= asked("as_of", "date"))
    days = bought.select("client_id", "sold_on").distinct()
    # One window over all clients in a row is quicker than one for each of many small clients.
    former = {name: _[name.removeprefix("former_")].lag().over(order_by=["client_id", "sold_on"]) for name in _FORMER}
    in_a_row = days.mutate(**former).filter(_.former_client_id == _.client_id)
    gaps = in_a_row.select(gap=_.sold_on.delta(_.former_sold_on, unit="day").cast("int64"))
    return compiled(gaps.group_by("gap").agg(times=_.count()).order_by("gap"), dialect)
