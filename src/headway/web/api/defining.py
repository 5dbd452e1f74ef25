"""A company's own metric, as programs and files send it and as the API writes it."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field, StringConstraints

from headway.engine.definition import Definition, tests_of
from headway.engine.ground import Ground, How
from headway.engine.offered import GROUNDS
from headway.web.api.answers import AnswerOut, MetricOut
from headway.web.api.drafts import Draft
from headway.web.asking import Asker
from headway.web.own.preview import Preview
from headway.web.own.reading import telling
from headway.web.own.uses import uses_of

Words = Annotated[str, StringConstraints(max_length=500)]
Short = Annotated[str, StringConstraints(max_length=60)]


class ClauseDraft(Draft):
    """A condition on the rows; all of them hold together."""

    trait: Short = Field(description="What the rows are told apart by: kind, source, is_cold ...")
    test: Short = Field("is", description="is, is_not, at_least, less_than, known or unknown")
    values: list[bool | int | float | Short] = Field(
        [], max_length=50, description="Words, names or ids, yes or no, a count, or money as 1000 or 99.50."
    )


class CountedDraft(Draft):
    """What is counted: rows of one fact table by one of their days."""

    facts: Short = Field(description="contacts, appointments, deals, sales ...; `offered` lists them all.")
    day: Short = Field("", description="The day that they are counted by; the first one offered unless given.")
    how: Short = Field(How.COUNT.value, description="count, sum, mean, median, or distinct for different ones")
    what: Short = Field("", description="What is added up or averaged, or what different ones are counted of.")
    where: list[ClauseDraft] = Field([], max_length=20, description="Only these of them; all conditions hold together.")


class DefinitionDraft(Draft):
    """A metric of the company's own: what is counted, and what it is divided by, if anything."""

    label: Short = Field(description="What people call it.")
    of: CountedDraft
    per: CountedDraft | None = None
    meaning: Words = Field("", description="A sentence about it; its formula in words unless given.")
    also: Words = Field("", description="What else one calls it, parted by commas.")
    heading: Short = Field("deals", description="leads, opportunities, deals, sales, contacts or times")
    unit: Short | None = Field(None, description="share or count, where both can be told; follows by itself else.")
    better: Short | None = Field(None, description="higher, lower, or null where neither is.")
    grade: Short = Field("volume", description="Whether it may grade people: allowed, volume or never alone.")


class MetricDraft(DefinitionDraft):
    """A metric to make."""

    name: Short = Field("", description="What programs call it; made of the label unless given, and never changed.")


class OwnMetricOut(Schema):
    """A metric of the company's own: its card, and what it was made of, as it can be sent again."""

    metric: MetricOut
    definition: dict[str, Any] = Field(description="What it was made of, as it can be sent again.")
    uses: list[str] = Field(description="What goes by it: tiles of boards, goals, targets, weeks of the programme.")


class PreviewOut(Schema):
    """What a definition would count."""

    formula: str
    left_out: str
    answer: AnswerOut

    @classmethod
    def of(cls, preview: Preview) -> Self:
        return cls(formula=preview.formula, left_out=preview.left_out, answer=AnswerOut.of(preview.answer))


class TraitOut(Schema):
    """What rows can be told apart by."""

    name: str
    label: str
    tests: list[str] = Field(description="How it can be compared.")
    values: list[str] = Field(description="The words it can have, where those are words of a list.")


class GroundOut(Schema):
    """A fact table that can be counted, with its days, what can be added up, and what rows are told apart by."""

    facts: str
    label: str
    days: dict[str, str] = Field(description="The days that rows can be counted by, with their words.")
    hows: list[str] = Field(description="What can be done with the rows: count, sum, mean, median, distinct.")
    quantities: dict[str, str] = Field(description="What can be added up or averaged.")
    things: dict[str, str] = Field(description="What different ones can be counted of.")
    traits: list[TraitOut] = Field(description="What the rows can be told apart by.")

    @classmethod
    def all(cls) -> list[Self]:
        return [cls.of(facts, ground) for facts, ground in GROUNDS.items()]

    @classmethod
    def of(cls, facts: str, ground: Ground) -> Self:
        return cls(
            facts=facts,
            label=_(ground.words),
            hows=[how.value for how in ground.hows],
            days={name: _(day.words) for name, day in ground.days.items()},
            quantities={name: _(quantity.words) for name, quantity in ground.quantities.items()},
            things={name: _(words) for name, words in ground.things.items()},
            traits=[
                TraitOut(
                    name=name,
                    label=_(trait.words),
                    tests=[test.value for test in tests_of(trait.sort)],
                    values=list(trait.values),
                )
                for name, trait in ground.traits.items()
            ],
        )


def plain(draft: DefinitionDraft) -> Mapping[str, Any]:
    """Return what was sent as plain values."""
    return draft.model_dump(exclude={"name"})


def out_of(asker: Asker, definition: Definition, metric: MetricOut) -> OwnMetricOut:
    """Return a metric with what it was made of."""
    return OwnMetricOut(metric=metric, definition=telling(asker, definition), uses=uses_of(metric.name).told)
