"""The flow of a funnel: from which stage to which one the entries of a period went next."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from headway.engine.dimension import Dimension
from headway.engine.names import Name, Names
from headway.engine.store import FactStore
from headway.reports.funnel import FunnelQuestion, shape_of, values_of
from headway.reports.funnel_stays import Outcome, stage_steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How many entries into a stage left it for another in one way; those still there have no ``to_id``."""

    stage_id: int
    to_id: int | None
    outcome: Outcome
    count: int


@dataclass(frozen=True)
class FlowReport:
    """The matrix of stage before by stage after.

    A row holds the entries into its stage in the period, as the funnel counts them: the steps of a row add up to
    ``entered``, those of one outcome to the funnel's number of that outcome. A stage that was jumped over is passed:
    a deal that goes from the first stage to the third stands in the row of the first, and, as skipped, in that of the
    second. A column adds up to all that went to its stage from the entries of the period.
    """

    question: FunnelQuestion
    as_of: date
    stages: tuple[Name, ...]
    steps: tuple[Step, ...]

    @cached_property
    def cells(self) -> Mapping[tuple[int, int | None], int]:
        """The entries by the stage before and the stage after (None: still there)."""
        cells: Counter[tuple[int, int | None]] = Counter()
        for step in self.steps:
            cells[step.stage_id, step.to_id] += step.count
        return cells

    @cached_property
    def entered(self) -> Mapping[int, int]:
        """How many entered each stage: the sum of its row."""
        entered: Counter[int] = Counter()
        for step in self.steps:
            entered[step.stage_id] += step.count
        return entered

    @cached_property
    def arrived(self) -> Mapping[int | None, int]:
        """How many of all entries went to each stage (None: are still where they were): the sum of its column."""
        arrived: Counter[int | None] = Counter()
        for step in self.steps:
            arrived[step.to_id] += step.count
        return arrived


def flow(store: FactStore, question: FunnelQuestion, today: date) -> FlowReport:
    """Return where the entries of a period went next, as the facts stand."""
    statement = stage_steps(shape_of(question), store.dialect)
    with store.reading() as facts:
        names = Names.read(facts, store.dialect, [Dimension.STAGE])
        rows = statement.run(facts, values_of(question))
    steps = sorted(
        (
            Step(
                stage_id=row["stage_id"],
                to_id=row["to_id"],
                outcome=Outcome(row["ended"] or Outcome.STILL),
                count=row["count"],
            )
            for row in rows
        ),
        key=lambda step: (step.stage_id, step.to_id is None, step.to_id or 0, step.outcome),
    )
    met = {each for step in steps for each in (step.stage_id, step.to_id) if each is not None}
    stages = stages_of(names, question.funnel_id, met)
    return FlowReport(question=question, as_of=question.as_of or today, stages=stages, steps=tuple(steps))


def stages_of(names: Names, funnel_id: int, met: set[int]) -> tuple[Name, ...]:
    """Return the stages of a funnel in their order, then those of other funnels that its deals met."""
    stages = names.children(Dimension.STAGE, funnel_id)
    strange = met - {stage.id for stage in stages}
    return (*stages, *(names.of(Dimension.STAGE, each) for each in sorted(strange)))
