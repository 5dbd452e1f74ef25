"""What the words of a file mean to Headway: columns, stages, activities and kinds, agreed once and kept as a text."""

from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from typing import Final

PHASES: Final = ("lead", "opportunity", "won", "lost")
CONTACT_KINDS: Final = ("call", "meeting", "email", "message", "mail", "demo", "visit")


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the funnel; its phase is one of `PHASES`."""

    name: str
    phase: str


@dataclass(frozen=True, slots=True)
class Funnel:
    """The stages in their order, with one that is won and one that is lost."""

    name: str
    stages: tuple[Stage, ...]

    @property
    def first_stage(self) -> str:
        """The stage on which a deal stands before anything is known of it."""
        return self.stages[0].name

    def phase(self, stage: str) -> str:
        """Tell the phase of a stage by its name."""
        return next(one.phase for one in self.stages if one.name == stage)

    def ending(self, phase: str) -> str:
        """Tell the name of the won or the lost stage."""
        return next(one.name for one in self.stages if one.phase == phase)


@dataclass(frozen=True, slots=True)
class Standing:
    """The stage that a value of a column stands for, with the reason where the stage is lost."""

    stage: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """What an event does: it moves the deal to a stage, is a contact of a kind, or both.

    With ``first_only`` just the first event of the activity in a case moves the deal.
    """

    stage: str | None = None
    reason: str | None = None
    contact: str | None = None
    first_only: bool = False
    is_inbound: bool = False
    is_cold: bool = False


@dataclass(frozen=True, slots=True)
class DatedContact:
    """A contact that a row of a deal table tells of by nothing but a date in a column."""

    at: str
    kind: str
    rep: str | None = None
    is_inbound: bool = False
    is_cold: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """The whole agreement about a file.

    noun                what a row is: deal, contact, client, cost, rep, sale or event log
    columns             field -> the columns that hold it; the first one filled counts
    constants           field -> what every row says where its columns say nothing
    aliases             field -> value in the file -> the value that is meant
    stages, outcomes    value of the field ``stage`` or ``outcome`` -> where the deal then stands
    activities          name of an activity -> what it does; ignored_activities do nothing
    contacts            contacts that are dates in the row of a deal
    system_reps         names in the rep's column that are no people
    origin              where the file comes from: files of one origin call the same deals and clients by the same ids
    time_zone           in which times without an offset are written, and in which days are counted
    """

    noun: str
    columns: Table[str, tuple[str, ...]] = field(default_factory=dict)
    constants: Table[str, str] = field(default_factory=dict)
    aliases: Table[str, Table[str, str]] = field(default_factory=dict)
    funnel: Funnel | None = None
    stages: Table[str, Standing] = field(default_factory=dict)
    outcomes: Table[str, Standing] = field(default_factory=dict)
    activities: Table[str, Activity] = field(default_factory=dict)
    ignored_activities: tuple[str, ...] = ()
    contacts: tuple[DatedContact, ...] = ()
    system_reps: tuple[str, ...] = ()
    time_zone: str | None = None
    origin: str | None = None

    @property
    def wanted_columns(self) -> tuple[str, ...]:
        """The columns of the file that the mapping speaks of."""
        of_fields = (column for columns in self.columns.values() for column in columns)
        of_contacts = (column for dated in self.contacts for column in (dated.at, dated.rep) if column)
        return tuple(dict.fromkeys((*of_fields, *of_contacts)))
