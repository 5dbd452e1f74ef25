"""What stands behind an evening review: the contacts and moves of its days, and the steps that came and went."""

from dataclasses import dataclass
from functools import lru_cache

import ibis
from ibis import Deferred, _

from headway.engine.dimension import Dimension
from headway.engine.facts import CONTACTS, MOVES
from headway.engine.narrow import Narrowing, by_columns
from headway.engine.statement import Statement, asked, compiled

# The order of the log.
_ORDER = ("happened_at", "position")

_STEP = ("deal_id", "client_id", "rep_id", "team_id", "source_id", "segment_id", "funnel_id")


@dataclass(frozen=True, slots=True)
class ReviewStatements:
    """The statements of one shape of review."""

    kinds: Statement
    deals: Statement
    contacts: Statement
    moves: Statement
    bounces: Statement


@lru_cache(maxsize=64)
def review_statements(narrowing: Narrowing, of_deals: Narrowing, dialect: str) -> ReviewStatements:
    """Compile a review; ``of_deals`` is the narrowing without kind and stage, which moves and bounces do not know."""
    contacts = _of_days(CONTACTS.table, narrowing)
    moves = _of_days(MOVES.table, of_deals)
    return ReviewStatements(
        kinds=compiled(_kinds(contacts), dialect),
        deals=compiled(contacts.group_by("rep_id").agg(deals=_.deal_id.nunique()), dialect),
        contacts=compiled(contacts.order_by(*_ORDER, "contact_id"), dialect),
        moves=compiled(moves.order_by(*_ORDER, "move_id"), dialect),
        bounces=compiled(_bounces(of_deals), dialect),
    )


def _of_days(facts: ibis.Table, narrowing: Narrowing) -> ibis.Table:
    return facts.filter(_in_period(_.happened_on), *narrowing.conditions(by_columns()))


def _kinds(contacts: ibis.Table) -> ibis.Table:
    return contacts.group_by("rep_id", "kind").agg(
        contacts=_.volume.sum(),
        records=_.count(),
        effective=_.is_effective.ifelse(1, 0).sum(),
        new_ground=_.is_new_ground.ifelse(1, 0).sum(),
    )


def _bounces(narrowing: Narrowing) -> ibis.Table:
    """Deals that went forward and, as the next change of their stage, back within a number of microseconds."""
    own = by_columns({Dimension.REP: "forward_rep_id", Dimension.TEAM: "forward_team_id"})
    paired = _steps().mutate(
        forward=_before("advance"),
        forward_at=_before("happened_at"),
        forward_on=_before("happened_on"),
        forward_rep_id=_before("rep_id"),
        forward_team_id=_before("team_id"),
    )
    return (
        paired.filter(_.advance == "back", _.forward == "forward")
        .filter(_.happened_at - _.forward_at <= asked("within", "int64"))
        .filter(_in_period(_.happened_on) | _in_period(_.forward_on), *narrowing.conditions(own))
        .select(
            "deal_id",
            "client_id",
            "forward_rep_id",
            "forward_at",
            "forward_on",
            back_at="happened_at",
            back_on="happened_on",
        )
        .order_by("back_at", "deal_id")
    )


def _before(column: str) -> Deferred:
    return _[column].lag().over(group_by="deal_id", order_by=[*_ORDER, "id"])


def _steps() -> ibis.Table:
    """The changes of stage near the period; walking the whole log for one evening would be a waste."""
    columns = ["id", *_STEP, *_ORDER, "happened_on", "advance"]
    contacts = CONTACTS.table.mutate(id=_.contact_id)
    # A move always has a deal, a contact may have none: to stand below each other they need one type.
    moves = MOVES.table.mutate(id=_.move_id, deal_id=_.deal_id.cast("int64"))
    near = (_.happened_on >= asked("since", "date")) & (_.happened_on < asked("until", "date"))
    return contacts[columns].union(moves[columns]).filter(near, _.deal_id.notnull(), _.advance != "none")


def _in_period(on: Deferred) -> Deferred:
    return (on >= asked("start", "date")) & (on < asked("end", "date"))
