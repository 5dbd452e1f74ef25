"""The deals that contacts of a period were about, with how many there were about each."""

from functools import lru_cache

from ibis import _

from headway.engine.facts import CONTACTS
from headway.engine.narrow import Narrowing, bound, by_columns
from headway.engine.period import Period
from headway.engine.question import Filters, Scope
from headway.engine.rows import Row, RowSet
from headway.engine.statement import Statement, asked, compiled
from headway.engine.store import FactStore


def deals_touched(
    store: FactStore,
    period: Period,
    scope: Scope,
    filters: Filters,
    *,
    limit: int | None = None,
    offset: int = 0,
) -> RowSet:
    """Return the deals in the order of their first contact in the period; each contributes its number of contacts."""
    statement = _statement(Narrowing.of(filters, scope), store.dialect)
    values: dict[str, object] = {**bound(filters, scope), "start": period.start, "end": period.end}
    if limit is not None:
        statement, values = statement.paged(), {**values, "limit": limit, "offset": offset}
    with store.reading() as facts:
        found = statement.run(facts, values)
    rows = (Row((row["deal_id"],), row["client_id"], row["deal_id"], row["first_on"], row["contacts"]) for row in found)
    return RowSet("contacts", ("deal_id",), tuple(rows))


@lru_cache(maxsize=64)
def _statement(narrowing: Narrowing, dialect: str) -> Statement:
    in_period = (_.happened_on >= asked("start", "date")) & (_.happened_on < asked("end", "date"))
    contacts = CONTACTS.table.filter(in_period, _.deal_id.notnull(), *narrowing.conditions(by_columns()))
    deals = contacts.group_by("deal_id").agg(
        client_id=_.client_id.max(), first_at=_.happened_at.min(), first_on=_.happened_on.min(), contacts=_.count()
    )
    return compiled(deals.order_by("first_at", "deal_id"), dialect)
