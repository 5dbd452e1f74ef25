"""The funnel: what became of the deals that entered each stage in a period."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from headway.engine.dimension import Dimension
from headway.engine.figure import exact_median
from headway.engine.names import Name, Names
from headway.engine.narrow import Narrowing, bound
from headway.engine.period import Period
from headway.engine.question import Filters, Key, Scope
from headway.engine.rows import RowSet, row_of
from headway.engine.statement import Reader
from headway.engine.store import FactStore
from headway.engine.text import Sentence, gettext_noop
from headway.reports.funnel_stays import Outcome, StaysShape, stage_totals, stays_listed

_SPLITS = (Dimension.SOURCE, Dimension.TEAM, Dimension.REP, Dimension.SEGMENT, Dimension.KIND)
_NOT_BY = gettext_noop("A funnel cannot be split by %(dimension)s. It can by %(known)s.")


class SplitNotKnown(ValueError):
    """A funnel cannot be split by a dimension."""

    def __init__(self, dimension: Dimension) -> None:
        super().__init__(Sentence(_NOT_BY, dimension=dimension, known=", ".join(_SPLITS)))


class Entries(StrEnum):
    """Which entries of a deal into a stage count: its first one ever, or every one."""

    FIRST = "first"
    EVERY = "every"


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelQuestion:
    """A funnel, and the entries into its stages that are asked for.

    An entry counts in the period of the day it happened. What became of it is told as it was known at the end of
    ``as_of``, or without one, as it is known now. ``compare`` and ``against`` make a second side to set beside the
    first: another period, what rows are narrowed to instead, or both.
    """

    funnel_id: int
    period: Period
    filters: Filters = field(default_factory=Filters)
    scope: Scope = field(default_factory=Scope)
    split: Dimension | None = None
    compare: Period | None = None
    against: Filters | None = None
    entries: Entries = Entries.FIRST
    as_of: date | None = None

    def __post_init__(self) -> None:
        """Refuse a split that a funnel does not know."""
        if self.split is not None and self.split not in _SPLITS:
            raise SplitNotKnown(self.split)

    @property
    def beside(self) -> "FunnelQuestion | None":
        """The second side as a question of its own, or None where nothing stands beside."""
        if self.compare is None and self.against is None:
            return None
        filters = self.filters if self.against is None else self.against
        return replace(self, period=self.compare or self.period, filters=filters, compare=None, against=None)

    @property
    def sides(self) -> "tuple[FunnelQuestion, ...]":
        """The first side alone, and the second where there is one."""
        first = replace(self, compare=None, against=None)
        return (first, self.beside) if self.beside else (first,)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageLine:
    """One stage: ``entered`` = advanced + lost + back + moved + reopened + still; ``skipped`` is a part of advanced.

    ``median_seconds`` is the time in the stage of those that were on it and left. ``reopened`` is what left a lost
    stage again, ``moved`` what went to another funnel.
    """

    stage_id: int
    name: str
    phase: str | None
    entered: int = 0
    advanced: int = 0
    skipped: int = 0
    lost: int = 0
    back: int = 0
    moved: int = 0
    reopened: int = 0
    still: int = 0
    median_seconds: Decimal | None = None

    @property
    def share_on(self) -> Decimal | None:
        """The share of the entries that advanced; None where nothing entered, and on a stage that ends the road."""
        is_end = self.phase in {"won", "lost"}
        return None if is_end or not self.entered else Decimal(self.advanced) / Decimal(self.entered)


Stages = tuple[StageLine, ...]


@dataclass(frozen=True, slots=True)
class FunnelGroup:
    """The funnel of one source, team, rep ...: its key, the key in words, its stages, those of the second side."""

    key: Key
    label: str
    stages: Stages
    compared: Stages | None


@dataclass(frozen=True, slots=True)
class FunnelReport:
    """A funnel's stages in their order, those of the second side, and where it is split, the same for each group.

    ``as_of`` is the day up to whose end outcomes are told.
    """

    question: FunnelQuestion
    as_of: date
    stages: Stages
    compared: Stages | None
    groups: tuple[FunnelGroup, ...]


def funnel(store: FactStore, question: FunnelQuestion, today: date) -> FunnelReport:
    """Return the funnel as the facts stand; stages that nothing entered have a line too."""
    with store.reading() as facts:
        split = [question.split] if question.split and question.split.is_named else []
        names = Names.read(facts, store.dialect, [Dimension.STAGE, *split])
        sides, wholes = question.sides, replace(question, split=None).sides
        totals = [_by_group(facts, store.dialect, whole).get(None, {}) for whole in wholes]
        groups = [_by_group(facts, store.dialect, side) for side in sides] if question.split else []
    stages = [_lines(question, each, names) for each in totals]
    return FunnelReport(
        question=question,
        as_of=question.as_of or today,
        stages=stages[0],
        compared=stages[1] if question.beside else None,
        groups=tuple(_groups(question, groups, names)),
    )


def funnel_rows(
    store: FactStore,
    question: FunnelQuestion,
    *,
    stage_id: int,
    outcome: Outcome | str = Outcome.ENTERED,
    to: int | None = None,
    is_timed: bool = False,
    keys: tuple[Key, ...] = (),
    limit: int | None = None,
    offset: int = 0,
) -> RowSet:
    """Return the stays behind one number of a funnel, adding up to it; ``keys`` holds the key of a group, if any.

    ``to`` asks for those that went to one stage next, ``is_timed`` for those whose time in the stage counts.
    """
    shape = replace(
        shape_of(question),
        is_keyed=bool(keys),
        outcome=Outcome(outcome),
        is_to=to is not None,
        is_timed=is_timed,
    )
    statement = stays_listed(shape, store.dialect)
    values = values_of(question) | {"stage": stage_id, "to": to, "key": keys[0] if keys else None}
    if limit is not None:
        statement, values = statement.paged(), {**values, "limit": limit, "offset": offset}
    with store.reading() as facts:
        found = statement.run(facts, values)
    key = ("deal_id", "number")
    return RowSet("stays", key, tuple(row_of(each, key) for each in found))


_ByStage = Mapping[int, Mapping[str, Any]]


def _by_group(facts: Reader, dialect: str, question: FunnelQuestion) -> dict[Key, _ByStage]:
    statement = stage_totals(shape_of(question), dialect)
    groups: dict[Key, dict[int, Mapping[str, Any]]] = {}
    for row in statement.run(facts, values_of(question)):
        groups.setdefault(row.pop("key", None), {})[row.pop("stage_id")] = row
    return dict(groups)


def shape_of(question: FunnelQuestion) -> StaysShape:
    """Return all of a question that the text of its statements depends on."""
    return StaysShape(
        narrowing=Narrowing.of(question.filters, question.scope),
        split=question.split,
        is_all=question.period.is_all,
        is_first=question.entries is Entries.FIRST,
        is_as_of=question.as_of is not None,
    )


def values_of(question: FunnelQuestion) -> dict[str, object]:
    """Return what to bind to the statements of a question."""
    days = {"start": question.period.start, "end": question.period.end, "as_of": question.as_of}
    return {"funnel": question.funnel_id, **days, **bound(question.filters, question.scope)}


def _groups(question: FunnelQuestion, sides: list[dict[Key, _ByStage]], names: Names) -> Iterable[FunnelGroup]:
    split = question.split or Dimension.SOURCE
    keys = dict.fromkeys(key for groups in sides for key in groups)
    for key in sorted(keys, key=lambda key: names.place(split, key)):
        stages = [_lines(question, groups.get(key, {}), names) for groups in sides]
        yield FunnelGroup(key, names.label(split, key), stages[0], stages[1] if question.beside else None)


def _lines(question: FunnelQuestion, by_stage: _ByStage, names: Names) -> Stages:
    stages = names.children(Dimension.STAGE, question.funnel_id)
    known = {stage.id for stage in stages}
    strange = [names.of(Dimension.STAGE, stage_id) for stage_id in sorted(by_stage) if stage_id not in known]
    return tuple(_line(stage, by_stage.get(stage.id, {})) for stage in [*stages, *strange])


def _line(stage: Name, counts: Mapping[str, Any]) -> StageLine:
    median = exact_median(counts.get("median"))
    return StageLine(
        stage_id=stage.id,
        name=stage.name,
        phase=stage.phase,
        median_seconds=None if median is None else median / 1_000_000,
        **{each.value: counts.get(each.value, 0) for each in Outcome},
    )
