"""What an evening review asks the facts: each rep's counts, a part of the contacts, and the moves beside them."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import ibis
from ibis import Deferred, _

from headway.engine.facts import CONTACTS, MOVES
from headway.engine.narrow import Narrowing, by_columns
from headway.engine.statement import Statement, asked, compiled
from headway.reports.bounces import bounces_of_days


class Only(StrEnum):
    """Which contacts of a review are listed: all, those written late, those with a duration or those without."""

    ALL = ""
    LATE = "late"
    TIMED = "timed"
    UNTIMED = "untimed"


@dataclass(frozen=True, slots=True)
class ReviewStatements:
    """The statements of one shape of review."""

    kinds: Statement
    deals: Statement
    all_deals: Statement
    contacts: Statement
    moves: Statement
    moves_count: Statement
    bounces: Statement


@lru_cache(maxsize=64)
def review_statements(narrowing: Narrowing, of_deals: Narrowing, only: Only, dialect: str) -> ReviewStatements:
    """Compile a review; ``of_deals`` is the narrowing without kind and stage, which moves and bounces do not know."""
    contacts = _of_days(CONTACTS.table, narrowing)
    moves = _of_days(MOVES.table, of_deals)
    listed = contacts.filter(_LISTED[only]) if only else contacts
    return ReviewStatements(
        kinds=compiled(_kinds(contacts), dialect),
        deals=compiled(contacts.group_by("rep_id").agg(deals=_.deal_id.nunique()), dialect),
        all_deals=compiled(contacts.agg(deals=_.deal_id.nunique()), dialect),
        contacts=compiled(_steps(_marked(listed), "contact_id", *_OF_CONTACTS), dialect),
        moves=compiled(_steps(moves, "move_id", "cause"), dialect),
        moves_count=compiled(moves.agg(moves=_.count()), dialect),
        bounces=compiled(bounces_of_days(of_deals), dialect),
    )


def _of_days(facts: ibis.Table, narrowing: Narrowing) -> ibis.Table:
    in_period = (_.happened_on >= asked("start", "date")) & (_.happened_on < asked("end", "date"))
    return facts.filter(in_period, *narrowing.conditions(by_columns()))


def _steps(rows: ibis.Table, id_: str, *own: str) -> ibis.Table:
    """Put rows in the order of the log, with no more of each than its step shows."""
    return rows.order_by("happened_at", "position", id_).select(id_, *_OF_ALL, *own)


def _kinds(contacts: ibis.Table) -> ibis.Table:
    return contacts.group_by("rep_id", "kind").agg(
        contacts=_.volume.sum(),
        records=_.count(),
        effective=_.is_effective.ifelse(1, 0).sum(),
        new_ground=_.is_new_ground.ifelse(1, 0).sum(),
        seconds=(_.volume * _.duration_seconds.fill_null(0)).sum(),
        untimed=(_.volume * _.duration_seconds.isnull().ifelse(1, 0)).sum(),
        late=(_.volume * _is_late().ifelse(1, 0)).sum(),
    )


def _marked(contacts: ibis.Table) -> ibis.Table:
    return contacts.mutate(is_late=_is_late())


def _is_late() -> Deferred:
    """Tell what was written down after the set time; what an import brought never is."""
    return (_.delay > asked("late_after", "int64")).fill_null(ibis.literal(value=False))


_OF_ALL = (
    "rep_id",
    "client_id",
    "deal_id",
    "happened_at",
    "happened_on",
    "stage_before_id",
    "stage_id",
    "advance",
)
_OF_CONTACTS = (
    "kind",
    "is_inbound",
    "is_cold",
    "is_late",
    "delay",
    "duration_seconds",
    "volume",
    "is_effective",
    "is_new_ground",
)

# A meeting about several deals is listed once where its time or its lateness counts once.
_LISTED = {
    Only.LATE: (_.volume == 1) & _is_late(),
    Only.TIMED: (_.volume == 1) & _.duration_seconds.notnull(),
    Only.UNTIMED: (_.volume == 1) & _.duration_seconds.isnull(),
}
