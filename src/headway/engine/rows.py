"""The rows behind a figure: what was counted, one by one, adding up to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from headway.engine.calendar import walk
from headway.engine.facts import FACT_TABLES
from headway.engine.period import Period
from headway.engine.plan import Part, TotalOnly, checked, listing, measure_of, shape_of, values
from headway.engine.question import Key, Question
from headway.engine.store import FactStore


@dataclass(frozen=True, slots=True)
class Row:
    """A row of facts behind a figure: ``id`` is its key in its fact table, ``contribution`` what it adds.

    Contributions are counts, minor units or microseconds; those of a median are the values whose median it is. Tallies
    and costs are about no client.
    """

    id: tuple[int, ...]
    client_id: int | None
    deal_id: int | None
    on: date
    contribution: int


@dataclass(frozen=True, slots=True)
class RowSet:
    """Rows of one fact table in the order of their days; ``key`` names the columns of their ids."""

    facts: str
    key: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def total(self) -> int:
        """What the rows add up to."""
        return sum(row.contribution for row in self.rows)


def rows(
    question: Question,
    store: FactStore,
    *,
    part: Part | str = Part.OF,
    keys: Sequence[Key] = (),
    limit: int | None = None,
    offset: int = 0,
) -> RowSet:
    """Return the rows behind the total of a question, or behind the line of ``keys``.

    ``limit`` and ``offset`` give a page of them. Raises what ``plan`` raises, and NoSuchPart.
    """
    metric = checked(question)
    if question.scope.is_total:
        raise TotalOnly
    part = Part(part)
    measure = measure_of(metric, part)
    wanted = question if keys else replace(question, by=())
    if measure.is_stock:
        wanted, keys = _at_end_of_piece(wanted, keys)
    statement = listing(metric, part, shape_of(wanted, is_keyed=bool(keys)), store.dialect)
    bound = values(wanted, wanted.period, keys) | (metric.course.values(question) if metric.course else {})
    if limit is not None:
        statement, bound = statement.paged(), {**bound, "limit": limit, "offset": offset}
    with store.reading() as facts:
        given = measure.given.values(wanted, facts, store.dialect) if measure.given else {}
        found = statement.run(facts, bound | given)
    key = FACT_TABLES[measure.facts].key
    return RowSet(measure.facts, key, tuple(row_of(each, key) for each in found))


def _at_end_of_piece(question: Question, keys: Sequence[Key]) -> tuple[Question, list[Key]]:
    """Return the question, its period ending with the piece of time that keys name, and the keys that are left."""
    others = [(each, key) for each, key in zip(question.by, keys, strict=True) if not each.is_time]
    period = question.period
    for each, key in zip(question.by, keys, strict=True):
        if each.is_time:
            end = walk(key, each.step, 1) if isinstance(key, date) else period.start
            period = Period(min(period.start, end), min(period.end, end))
    return replace(question, period=period, by=tuple(each for each, _key in others)), [key for _each, key in others]


def row_of(found: dict[str, Any], key: tuple[str, ...]) -> Row:
    """Return a row from its columns: the key's, client_id, deal_id, counted_on and contribution."""
    return Row(
        id=tuple(found[column] for column in key),
        client_id=found["client_id"],
        deal_id=found["deal_id"],
        on=found["counted_on"],
        contribution=found["contribution"],
    )
