"""The programme as programs send it and as the API writes it."""

from datetime import date, datetime
from typing import Annotated, Self

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field, StringConstraints

from headway.engine.metric import Unit
from headway.engine.store import FactStore
from headway.web.api.answers import PeriodOut, written
from headway.web.api.dated import Dated
from headway.web.api.drafts import Draft
from headway.web.asking import Asker
from headway.web.models import Programme
from headway.web.programmes.effects import Effect
from headway.web.programmes.following import FollowedWeek, followed
from headway.web.programmes.outline import MOST_WEEKS, Outline, Task, outline_told
from headway.web.programmes.telling import effect_words

Text = Annotated[str, StringConstraints(max_length=1000)]
Short = Annotated[str, StringConstraints(max_length=120)]


class TaskDraft(Draft):
    """A week of a programme."""

    title: Short
    do: Text = Field(description="What is to be done.")
    why: Text = ""
    who: Text = Field("", description="Who does it.")
    seen: Text = Field("", description="How one sees that it is done.")
    measure: Short = Field("", description="The metric that it should move.")
    check: Short = Field("", description="What Headway looks at by itself: a metric, or a word of its own.")
    at_least: int = Field(1, ge=1, le=100_000, description="How many it must be at least.")
    each_rep: bool = Field(False, description="Whether every rep must have so many.")


class OutlineDraft(Draft):
    """A programme of the company's own."""

    name: Short
    about: Text = ""
    week: list[TaskDraft] = Field(min_length=1, max_length=MOST_WEEKS)

    def told(self) -> Outline:
        """Return what it says. Raises NotUnderstood."""
        return outline_told(self.model_dump())


class TaskOut(Schema):
    """What a week asks for."""

    title: str
    do: str
    why: str
    who: str
    seen: str
    measure: str
    check: str
    at_least: int
    each_rep: bool

    @classmethod
    def of(cls, task: Task) -> Self:
        return cls(**task.plain())


class EffectOut(Schema):
    """A number during some weeks, and what as many days had brought in the eight weeks before."""

    metric: str
    unit: Unit
    during: str | None
    before: str | None
    is_beyond_chance: bool | None = Field(description="Null where nobody can tell.")
    sentence: str

    @classmethod
    def of(cls, effect: Effect, asker: Asker) -> Self:
        words = effect_words(effect, asker.company)
        return cls(
            metric=effect.metric.name,
            unit=effect.metric.unit,
            during=written(effect.during),
            before=written(effect.before),
            is_beyond_chance=effect.is_beyond,
            sentence=words.words if words else "",
        )


class ProgrammeWeekOut(Schema):
    """A week of the programme: what it asks for, whether it is done, and what it changed."""

    number: int
    period: PeriodOut
    task: TaskOut
    is_now: bool
    is_done: bool
    seen: str | None = Field(description="What Headway saw of it.")
    done_by: str | None = Field(description="Who called it done.")
    done_at: datetime | None
    note: str
    effect: EffectOut | None

    @classmethod
    def of(cls, week: FollowedWeek, asker: Asker) -> Self:
        said = week.said
        return cls(
            number=week.number,
            period=PeriodOut.of(week.period),
            task=TaskOut.of(week.task),
            is_now=week.is_now,
            is_done=week.is_done,
            seen=week.look.words if week.look else " ".join(week.gone) or None,
            done_by=said.done_by.name if said and said.done_by else None,
            done_at=said.done_at if said else None,
            note=said.note if said else "",
            effect=EffectOut.of(week.effect, asker) if week.effect else None,
        )


class ProgrammeOut(Dated):
    """The programme that runs."""

    name: str
    is_shipped: bool
    starts_on: date
    weeks: list[ProgrammeWeekOut]
    since: list[EffectOut] = Field(description="What changed since its first day, in the weeks gone by.")

    @classmethod
    def asked(cls, asker: Asker, programme: Programme, store: FactStore) -> Self:
        found = followed(asker, programme, store)
        return cls(
            name=found.outline.name,
            is_shipped=bool(programme.shipped),
            starts_on=programme.starts_on,
            weeks=[ProgrammeWeekOut.of(each, asker) for each in found.weeks],
            since=[EffectOut.of(each, asker) for each in found.since],
        )


def nothing_runs() -> str:
    """Say that there is no programme."""
    return _("No programme runs. Begin one.")
