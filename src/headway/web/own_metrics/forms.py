"""The form of a metric: its words, what is counted, and what that is divided by; it becomes a definition."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from headway.engine.definition import Definition
from headway.engine.metric import Grade, Group
from headway.engine.offered import GROUNDS
from headway.web.asking import Asker
from headway.web.naming import NotUnderstood
from headway.web.own.reading import definition_told
from headway.web.own_metrics.clauses import initial_of
from headway.web.own_metrics.counted_form import CountedForm

_UNITS = (
    ("", gettext_lazy("as it follows")),
    ("share", gettext_lazy("a share, in per cent")),
    ("count", gettext_lazy("a number")),
)
_BETTER = (
    ("", gettext_lazy("neither is better")),
    ("higher", gettext_lazy("more is better")),
    ("lower", gettext_lazy("less is better")),
)
NOTHING = "nothing"
_HEADINGS = {
    "contacts": Group.CONTACTS,
    "appointments": Group.CONTACTS,
    "tallies": Group.CONTACTS,
    "pipeline": Group.OPPORTUNITIES,
    "sales": Group.SALES,
    "costs": Group.LEADS,
}


class WordsForm(forms.Form):
    """What a metric is called, and how it is shown."""

    label = forms.CharField(label=gettext_lazy("What people call it"), max_length=60)
    group = forms.ChoiceField(label=gettext_lazy("Under which heading"))
    unit = forms.ChoiceField(label=pgettext_lazy("unit of a number", "Unit"), choices=_UNITS, required=False)
    better = forms.ChoiceField(label=gettext_lazy("Direction"), choices=_BETTER, required=False)
    grade = forms.ChoiceField(label=gettext_lazy("Grading"))
    meaning = forms.CharField(
        label=gettext_lazy("What it says, in a sentence"),
        help_text=gettext_lazy("Its formula stands there by itself."),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    also = forms.CharField(
        label=gettext_lazy("What else one calls it"),
        help_text=gettext_lazy("Parted by commas, for questions in plain words."),
        max_length=500,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[tuple[str, str]]] = {
            "group": [(each.value, _(each.heading)) for each in Group],
            "grade": [(each.value, _(each.meaning)) for each in (Grade.VOLUME, Grade.NEVER_ALONE, Grade.ALLOWED)],
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]


class OwnMetricForms:
    """The three forms of a metric together; ``per`` is None where it is divided by nothing."""

    def __init__(
        self, asker: Asker, of: str, per: str, *, data: Any = None, told: Mapping[str, Any] | None = None
    ) -> None:
        self.asker = asker
        told = told or {}
        self.words = WordsForm(data, initial={**told, "group": told.get("heading") or _heading(of)})
        self.of = _counted(asker, of, "of", data, told)
        self.per = _counted(asker, per, "per", data, told) if per in GROUNDS else None

    @property
    def is_bound(self) -> bool:
        """Whether something was sent."""
        return self.words.is_bound

    @property
    def has_errors(self) -> bool:
        """Whether something is in the way."""
        return any(each.errors for each in self.all)

    def definition(self) -> Definition | None:
        """Return the definition that was filled in; None where something is in the way, which the fields tell."""
        if self.has_errors:
            return None
        words = self.words.cleaned_data
        told = {**words, "heading": words["group"], "of": self.of.told(), "per": self.per.told() if self.per else None}
        try:
            return definition_told(self.asker, told)
        except NotUnderstood as trouble:
            self.refuse(trouble)
            return None

    def refuse(self, trouble: NotUnderstood) -> None:
        """Put a sentence beside the field that is in the way."""
        side, _dot, place = trouble.field.partition(".")
        form = {"of": self.of, "per": self.per}.get(side)
        if form is not None:
            form.add_error(form.field_at(place), str(trouble))
        else:
            self.words.add_error(trouble.field if trouble.field in self.words.fields else None, str(trouble))

    @property
    def all(self) -> list[forms.Form]:
        """The forms, as far as there are any."""
        return [self.words, self.of, *([self.per] if self.per else [])]


def _counted(asker: Asker, facts: str, side: str, data: Any, told: Mapping[str, Any]) -> CountedForm:
    before = told.get(side)
    initial = initial_of(before) if before and before["facts"] == facts else {}
    return CountedForm(asker, facts, data, prefix=side, initial=initial)


def _heading(facts: str) -> str:
    return _HEADINGS.get(facts, Group.DEALS).value
