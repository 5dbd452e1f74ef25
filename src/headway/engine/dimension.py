"""The dimensions by which an answer can be cut and narrowed."""

from enum import StrEnum

from headway.engine.calendar import Step


class Dimension(StrEnum):
    """A way to cut a number: whose, where from, by whom, which kind, which stage, or when."""

    REP = "rep"
    TEAM = "team"
    SOURCE = "source"
    SEGMENT = "segment"
    KIND = "kind"
    FUNNEL = "funnel"
    STAGE = "stage"
    LOSS_REASON = "loss_reason"
    REFERRER = "referrer"
    TALLY_KIND = "tally_kind"
    TIME_CATEGORY = "time_category"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"

    @property
    def is_time(self) -> bool:
        """Whether it cuts along the calendar."""
        return self in _TIMES

    @property
    def is_named(self) -> bool:
        """Whether its values are ids whose names stand in the table ``names``."""
        return self not in _UNNAMED

    @property
    def step(self) -> Step:
        """The calendar step of a dimension of time; ValueError for any other."""
        return Step(self.value)

    @property
    def column(self) -> str:
        """The column of the facts that holds it, unless a measure says otherwise."""
        return f"{self.value}_id" if self.is_named else self.value

    @property
    def type(self) -> str:
        """The Ibis type of its values."""
        if self.is_time:
            return "date"
        return "int64" if self.is_named else "string"


# Made once: every line of an answer asks, and to name a member of an enumeration takes longer than to look for it.
_TIMES = frozenset({Dimension.MONTH, Dimension.WEEK, Dimension.DAY})
_UNNAMED = _TIMES | {Dimension.KIND}
