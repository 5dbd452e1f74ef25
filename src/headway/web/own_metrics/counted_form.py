"""The form of what is counted: the rows of one fact table, by a day, how, of what, and only some of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from headway.engine.definition import Comparison
from headway.engine.ground import Ground, How, Sort, Trait
from headway.engine.offered import GROUNDS
from headway.web.asking import Asker
from headway.web.naming import known_to
from headway.web.own_metrics.clauses import FURTHER, further_choices, further_told

HOWS = {
    How.COUNT: gettext_lazy("how many of them"),
    How.DISTINCT: gettext_lazy("how many different ones"),
    How.SUM: gettext_lazy("the sum"),
    How.MEAN: gettext_lazy("the mean"),
    How.MEDIAN: gettext_lazy("the median, the middle one"),
}
_AMONG = (
    (Comparison.IS.value, pgettext_lazy("condition of a number", "is one of")),
    (Comparison.IS_NOT.value, pgettext_lazy("condition of a number", "is none of")),
    (Comparison.KNOWN.value, pgettext_lazy("condition of a number", "is known")),
    (Comparison.UNKNOWN.value, pgettext_lazy("condition of a number", "is not known")),
)
_EITHER = (
    ("", pgettext_lazy("condition of a number", "either")),
    ("yes", gettext_lazy("yes")),
    ("no", gettext_lazy("no")),
)
_KNOWN = (
    ("", pgettext_lazy("condition of a number", "any")),
    (Comparison.KNOWN.value, pgettext_lazy("condition of a number", "is known")),
    (Comparison.UNKNOWN.value, pgettext_lazy("condition of a number", "is not known")),
)


@dataclass(frozen=True)
class TraitRow:
    """The fields of one trait, side by side."""

    label: str
    fields: list[forms.BoundField]
    errors: list[str]


class CountedForm(forms.Form):
    """What is counted of one fact table; its prefix is 'of' or 'per'."""

    day = forms.ChoiceField(label=gettext_lazy("By which day"))
    how = forms.ChoiceField(label=gettext_lazy("What of them"))
    what = forms.ChoiceField(
        label=gettext_lazy("Of what"),
        help_text=gettext_lazy("For a sum, a mean, a median, and for different ones."),
        required=False,
    )

    def __init__(self, asker: Asker, facts: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facts, self.ground = facts, GROUNDS[facts]
        self._choose(self.ground)
        for name, trait in self.ground.traits.items():
            self.fields.update(_fields(asker, name, trait, self.initial.get(f"{name}__values", ())))
        self._keep_further(asker)

    @property
    def rows(self) -> list[TraitRow]:
        """The traits by which only some of the rows can be counted."""
        named = [self._row(name, trait) for name, trait in self.ground.traits.items()]
        return named + ([self._further_row()] if FURTHER in self.fields else [])

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is chosen there already."""
        return bool(self.initial.get("where")) or (self.is_bound and self.is_valid() and any(self._clauses()))

    def told(self) -> dict[str, Any]:
        """Return what was filled in as plain values."""
        cleaned = self.cleaned_data
        what = cleaned["what"] if How(cleaned["how"]).takes else ""
        return {
            "facts": self.facts,
            "day": cleaned["day"],
            "how": cleaned["how"],
            "what": what,
            "where": list(self._clauses()),
        }

    def field_at(self, place: str) -> str | None:
        """Return the field that the part of a definition stands in: 'what', or of 'where.1' its trait's."""
        if place.startswith("where."):
            clauses = list(self._clauses())
            at = int(place.removeprefix("where."))
            if at >= len(clauses) - len(self.cleaned_data.get(FURTHER, ())):
                return FURTHER
            return _first(str(clauses[at]["trait"]), self.ground.traits[str(clauses[at]["trait"])])
        return place if place in self.fields else None

    def _choose(self, ground: Ground) -> None:
        quantities = [(name, _(each.words)) for name, each in ground.quantities.items()]
        things = [(name, _(words)) for name, words in ground.things.items()]
        groups = ((_("to add up or average"), quantities), (_("to count different ones of"), things))
        choices: dict[str, list[Any]] = {
            "day": [(name, _(day.words)) for name, day in ground.days.items()],
            "how": [(how.value, words) for how, words in HOWS.items() if how in ground.hows],
            "what": [("", "—"), *(group for group in groups if group[1])],
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]

    def _keep_further(self, asker: Asker) -> None:
        """Show the conditions that no field holds, as programs and files can tell them, each ticked."""
        sent = cast("QueryDict", self.data).getlist(self.add_prefix(FURTHER)) if self.is_bound else ()
        known = further_choices(asker, self.facts, [*self.initial.get(FURTHER, ()), *sent])
        if known:
            label, box = gettext_lazy("Further conditions"), forms.CheckboxSelectMultiple
            self.fields[FURTHER] = forms.MultipleChoiceField(label=label, choices=known, required=False, widget=box)

    def _row(self, name: str, trait: Trait) -> TraitRow:
        fields = [self[each] for each in self.fields if each.startswith(f"{name}__")]
        return TraitRow(_(trait.words), fields, [str(error) for field in fields for error in field.errors])

    def _further_row(self) -> TraitRow:
        field = self[FURTHER]
        return TraitRow(str(field.label), [field], [str(error) for error in field.errors])

    def _clauses(self) -> Iterator[Mapping[str, Any]]:
        for name, trait in self.ground.traits.items():
            told = {key: self.cleaned_data.get(f"{name}__{key}") for key in ("test", "values", "from", "below")}
            test, values = told["test"] or "", told["values"] or []
            if trait.sort is Sort.YES_NO:
                yield from [_clause(name, Comparison.IS, [test])] if test else []
            elif test in {Comparison.KNOWN, Comparison.UNKNOWN}:
                yield _clause(name, Comparison(test), [])
            elif values:
                yield _clause(name, Comparison(test), values)
            else:
                for key, comparison in (("from", Comparison.AT_LEAST), ("below", Comparison.LESS_THAN)):
                    yield from [_clause(name, comparison, [number])] if (number := told[key]) else []
        yield from further_told(self.cleaned_data.get(FURTHER, ()))


def _clause(name: str, test: Comparison, values: list[str]) -> Mapping[str, Any]:
    return {"trait": name, "test": test.value, "values": values}


def _fields(asker: Asker, name: str, trait: Trait, told: Iterable[str]) -> dict[str, forms.Field]:
    label = _(trait.words)
    if trait.sort is Sort.YES_NO:
        return {f"{name}__test": _choice(label, _EITHER)}
    if trait.sort.is_measured:
        return {
            f"{name}__test": _choice(label, _KNOWN),
            f"{name}__from": _number(_("at least")),
            f"{name}__below": _number(_("less than")),
        }
    if trait.sort is Sort.WORD:
        values = [(value, _(words)) for value, words in trait.values.items()]
    else:
        values = [(str(known[0]), str(known[1])) for known in known_to(asker.user, trait.dimension)]
        # What is gone stays chosen, and is refused in a sentence where it is kept.
        values += [(each, f"#{each}") for each in told if each not in dict(values)]
    box = forms.CheckboxSelectMultiple if len(values) < 12 else forms.SelectMultiple
    chosen = forms.MultipleChoiceField(label=label, choices=values, required=False, widget=box)
    return {f"{name}__test": _choice(label, _AMONG), f"{name}__values": chosen}


def _choice(label: str, choices: tuple[tuple[str, str | Promise], ...]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False)


def _number(label: str) -> forms.CharField:
    box = forms.TextInput({"inputmode": "decimal", "placeholder": label})
    return forms.CharField(label=label, required=False, max_length=20, widget=box)


def _first(name: str, trait: Trait) -> str:
    return f"{name}__values" if trait.sort in {Sort.WORD, Sort.NAMED} else f"{name}__test"
