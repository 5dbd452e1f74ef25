"""A question: which number, of which period, cut and narrowed how, within what the asker may see."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from headway.engine.dimension import Dimension
from headway.engine.period import Period

Key = int | str | date | None


@dataclass(frozen=True, slots=True)
class Scope:
    """What the asker may see: rows of these reps or of these teams; without either, everything.

    ``is_total`` shows them one figure of all these rows together, and neither a part of it nor a row.
    """

    rep_ids: frozenset[int] | None = None
    team_ids: frozenset[int] | None = None
    is_total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The values that rows are narrowed to, by dimension; None inside a set stands for rows that have no value."""

    rep: frozenset[Key] | None = None
    team: frozenset[Key] | None = None
    source: frozenset[Key] | None = None
    segment: frozenset[Key] | None = None
    funnel: frozenset[Key] | None = None
    kind: frozenset[Key] | None = None
    stage: frozenset[Key] | None = None
    loss_reason: frozenset[Key] | None = None
    referrer: frozenset[Key] | None = None
    tally_kind: frozenset[Key] | None = None
    time_category: frozenset[Key] | None = None

    def chosen(self) -> Iterator[tuple[Dimension, frozenset[Key]]]:
        """Return each narrowed dimension with its values."""
        for dimension in Dimension:
            if not dimension.is_time and (values := getattr(self, dimension.value)) is not None:
                yield dimension, values


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A metric by name, asked of a period; ``compare`` is a second period to set beside it.

    ``week_start`` is the first day of the week for ``Dimension.WEEK``, 0 for Monday. A metric that follows a cohort
    does so up to ``today``, and tells what was reached ``within`` a number of days (None: within its own). ``asked_on``
    is the day of asking: how many days of a period have been says what chance would do with a change.
    """

    metric: str
    period: Period
    by: tuple[Dimension, ...] = ()
    filters: Filters = field(default_factory=Filters)
    scope: Scope = field(default_factory=Scope)
    compare: Period | None = None
    week_start: int = 0
    today: date | None = None
    within: int | None = None
    asked_on: date | None = field(default=None, compare=False)
