"""How many open deals each rep owns now."""

from collections.abc import Mapping
from functools import lru_cache

from ibis import _

from headway.engine.facts import DEALS
from headway.engine.narrow import Narrowing, bound, by_columns
from headway.engine.question import Filters, Scope
from headway.engine.statement import Statement, compiled
from headway.engine.store import FactStore


def open_deals(store: FactStore, scope: Scope) -> Mapping[int | None, int]:
    """Return the number of open deals by the id of their owner; None for those that nobody owns."""
    statement = _statement(Narrowing.of(Filters(), scope), store.dialect)
    with store.reading() as facts:
        return {row["rep_id"]: row["deals"] for row in statement.run(facts, bound(Filters(), scope))}


@lru_cache(maxsize=16)
def _statement(narrowing: Narrowing, dialect: str) -> Statement:
    deals = DEALS.table.filter(_.outcome == "open", *narrowing.conditions(by_columns()))
    return compiled(deals.group_by("rep_id").agg(deals=_.count()), dialect)
