"""A mapping as a form: a line for each field, stage, value and activity, and back from what was filled in."""

from collections.abc import Mapping as Table
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.engine.text import gettext_noop
from headway.importers import Activity, Funnel, Inspection, Mapping, Stage, Standing
from headway.importers.fields import FIELDS
from headway.importers.mapping_reader import INSTEAD
from headway.importers.nouns import nouns
from headway.web.models import ContactKind, Phase

# More values than this are mapped in the text, not one by one.
_MOST_VALUES = 200
# Fields that a constant makes sense for: what all rows of a file can have in common.
_CONSTANT = frozenset(
    {"source", "segment", "currency", "deal_kind", "sale_kind", "contact_kind", "owner", "team", "product"}
)
# Fields that nobody would look for, with what they do: without them a number stays empty.
_HINTS = {
    ("deal", "sale_amount"): gettext_noop(
        "Money that was booked when the deal was won: it becomes a sale. It may be the same column as the value."
    ),
    ("sale", "deal"): gettext_noop("A sale without a deal is its client's: choose the column of the client then."),
}
# What a row can be is named by the importers, and said in the reader's language by the page.
_NOUNS = (
    gettext_noop("client"),
    gettext_noop("contact"),
    gettext_noop("cost"),
    gettext_noop("deal"),
    gettext_noop("event log"),
    gettext_noop("rep"),
    gettext_noop("sale"),
)
_JOINT = "\x1f"
Posted = Table[str, str]


@dataclass(frozen=True)
class FieldLine:
    """A field and the column that holds it; ``others`` are columns that stand in where that one is empty."""

    name: str
    label: str
    is_required: bool
    columns: str
    others: str
    constant: str
    takes_constant: bool
    hint: str

    @property
    def is_used(self) -> bool:
        """Whether the mapping says anything of the field."""
        return bool(self.columns or self.constant)

    @property
    def is_shown(self) -> bool:
        """Whether the field is shown at once: those that are needed, used, or easily missed."""
        return self.is_required or self.is_used or bool(self.hint)


@dataclass(frozen=True)
class ValueLine:
    """A value of the stage or the outcome, and where the deal then stands."""

    name: str
    value: str
    count: int
    stage: str
    reason: str


@dataclass(frozen=True)
class ActivityLine:
    """An activity of an event log and what it does."""

    name: str
    activity: str
    count: int
    does: Activity


@dataclass(frozen=True)
class StageLine:
    """A stage of the funnel, or an empty line for one more."""

    number: int
    stage: Stage


class MappingForm:
    """The lines of a mapping for a file."""

    def __init__(self, mapping: Mapping, inspection: Inspection) -> None:
        self.mapping = mapping
        self._inspection = inspection
        self.columns = [column.name for column in inspection.columns]
        self.kinds = ContactKind.choices
        self.phases = Phase.choices

    @property
    def nouns(self) -> list[str]:
        """What a row can be."""
        return sorted({*nouns(), *_NOUNS} & nouns().keys())

    @property
    def fields(self) -> list[FieldLine]:
        """The fields of the noun, those that it cannot do without first, then those that are used."""
        noun = nouns()[self.mapping.noun]
        lines = [self._field_line(name, is_required=self._needs(name)) for name in noun.FIELDS]
        return sorted(lines, key=lambda line: (not line.is_required, not line.is_used, not line.hint))

    @property
    def used_fields(self) -> list[FieldLine]:
        """The fields to show at once."""
        return [line for line in self.fields if line.is_shown]

    @property
    def other_fields(self) -> list[FieldLine]:
        """The fields to show on request."""
        return [line for line in self.fields if not line.is_shown]

    @property
    def stage_names(self) -> list[str]:
        """The stages to choose from."""
        return [stage.name for stage in self.mapping.funnel.stages] if self.mapping.funnel else []

    @property
    def stages(self) -> list[StageLine]:
        """The stages of the funnel and two empty lines."""
        known = self.mapping.funnel.stages if self.mapping.funnel else ()
        return [StageLine(number, stage) for number, stage in enumerate((*known, Stage("", ""), Stage("", "")))]

    @property
    def has_funnel(self) -> bool:
        """Whether rows of this noun can say where a deal stands."""
        return bool({"stage", "outcome", "activity"} & set(nouns()[self.mapping.noun].FIELDS))

    @property
    def values(self) -> list[ValueLine]:
        """The values of the stage column."""
        return self._values("stage", self.mapping.stages)

    @property
    def outcomes(self) -> list[ValueLine]:
        """The values of the outcome column."""
        return self._values("outcome", self.mapping.outcomes)

    @property
    def activities(self) -> list[ActivityLine]:
        """The activities of an event log."""
        known = self.mapping.activities
        counted = self._values_of("activity")
        return [
            ActivityLine(f"activity-{number}", name, count, known.get(name, Activity()))
            for number, (name, count) in enumerate(counted)
        ]

    def filled_in(self, posted: Posted) -> Mapping:
        """Return the mapping with what was filled in; what the form does not show stays as it was."""
        funnel = self._funnel(posted)
        told = self._told_activities(posted)
        return replace(
            self.mapping,
            origin=posted.get("origin", "").strip() or None,
            time_zone=posted.get("time_zone", "").strip() or None,
            system_reps=tuple(name.strip() for name in posted.get("system_reps", "").split(",") if name.strip()),
            columns={line.name: columns for line in self.fields if (columns := _columns(posted, line.name))},
            constants=self._constants(posted),
            funnel=funnel,
            stages=_standings(self.values, posted) or (self.mapping.stages if not self.values else {}),
            outcomes=_standings(self.outcomes, posted) or (self.mapping.outcomes if not self.outcomes else {}),
            activities={name: does for name, does in told.items() if does.stage or does.contact},
            ignored_activities=tuple(name for name, does in told.items() if not (does.stage or does.contact)),
        )

    def for_noun(self, noun: str) -> "MappingForm":
        """Return the form for rows that are something else, with what fits of this one."""
        fields = set(nouns()[noun].FIELDS)
        columns = {name: columns for name, columns in self.mapping.columns.items() if name in fields}
        constants = {name: value for name, value in self.mapping.constants.items() if name in fields}
        fitting = replace(
            self.mapping,
            noun=noun,
            columns=columns,
            constants=constants,
            stages=self.mapping.stages if "stage" in fields else {},
            outcomes=self.mapping.outcomes if "outcome" in fields else {},
            activities=self.mapping.activities if "activity" in fields else {},
            contacts=self.mapping.contacts if noun == "deal" else (),
        )
        return MappingForm(fitting, self._inspection)

    def for_funnel(self, funnel: Funnel) -> "MappingForm":
        """Return the form with the stages of another funnel to choose from."""
        return MappingForm(replace(self.mapping, funnel=funnel), self._inspection)

    def _needs(self, field: str) -> bool:
        """Whether no row means anything without a field, and no other one does instead."""
        noun = self.mapping.noun
        return field in nouns()[noun].REQUIRED and (noun, field) not in INSTEAD

    def _field_line(self, name: str, *, is_required: bool) -> FieldLine:
        columns = self.mapping.columns.get(name, ())
        constant = self.mapping.constants.get(name, "")
        return FieldLine(
            name=name,
            label=_(FIELDS[name].label),
            is_required=is_required,
            columns=_JOINT.join(columns),
            others=" / ".join(columns) if len(columns) > 1 else "",
            constant=constant,
            takes_constant=name in _CONSTANT or bool(constant),
            hint=_(_HINTS[self.mapping.noun, name]) if (self.mapping.noun, name) in _HINTS else "",
        )

    def _values(self, field: str, standings: Table[str, Standing]) -> list[ValueLine]:
        none = Standing("")
        return [
            ValueLine(f"{field}-value-{number}", value, count, known.stage, known.reason or "")
            for number, (value, count) in enumerate(self._values_of(field))
            for known in (standings.get(value, none),)
        ]

    def _values_of(self, field: str) -> list[tuple[str, int]]:
        columns = self.mapping.columns.get(field, ())
        found = {column.name: column for column in self._inspection.columns}
        values = [value for name in columns if name in found for value in found[name].values if value[0]]
        return values if len(values) <= _MOST_VALUES else []

    def _constants(self, posted: Posted) -> dict[str, str]:
        lines = [line for line in self.fields if line.takes_constant]
        return {line.name: text for line in lines if (text := posted.get(f"constant-{line.name}", "").strip())}

    def _funnel(self, posted: Posted) -> Funnel | None:
        count = int(posted.get("stage-count", "0") or 0)
        stages = tuple(
            Stage(name, posted.get(f"stage-phase-{number}", ""))
            for number in range(min(count, _MOST_VALUES))
            if (name := posted.get(f"stage-name-{number}", "").strip())
        )
        return Funnel(posted.get("funnel", "").strip() or pgettext("funnel", "Sales"), stages) if stages else None

    def _told_activities(self, posted: Posted) -> dict[str, Activity]:
        """Return what each activity does; where there are too many to show, as it was."""
        if not self.activities:
            return dict(self.mapping.activities) | dict.fromkeys(self.mapping.ignored_activities, Activity())
        return {line.activity: _activity(line, posted) for line in self.activities}


def _columns(posted: Posted, name: str) -> tuple[str, ...]:
    return tuple(column for column in posted.get(f"column-{name}", "").split(_JOINT) if column)


def _standings(lines: list[ValueLine], posted: Posted) -> dict[str, Standing]:
    """Return where each value puts a deal; an outcome without a stage leaves it to the stage."""
    standings = {}
    for line in lines:
        stage = posted.get(line.name, "")
        reason = posted.get(f"{line.name}-reason", "").strip() or None
        if stage or line.name.startswith("outcome"):
            standings[line.value] = Standing(stage, reason if stage else None)
    return standings


def _activity(line: ActivityLine, posted: Posted) -> Activity:
    stage = posted.get(f"{line.name}-stage", "") or None
    return replace(
        line.does,
        stage=stage,
        reason=(posted.get(f"{line.name}-reason", "").strip() or None) if stage else None,
        contact=posted.get(f"{line.name}-contact", "") or None,
        first_only=f"{line.name}-first" in posted,
    )
