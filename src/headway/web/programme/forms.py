"""The forms of a programme: when it begins, from which file, and its weeks, one below the other."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.engine.catalogue import catalogue
from headway.web.own.uses import label_before
from headway.web.programmes.checkable import CHECKS, is_weekly
from headway.web.programmes.outline import MOST_WEEKS, Outline, outline_told


class StartForm(forms.Form):
    """When a programme begins, and a file where it is not the one that ships."""

    on = forms.DateField(
        label=gettext_lazy("In the week of"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    file = forms.FileField(
        label=gettext_lazy("A programme of your own, as a file"),
        required=False,
        help_text=gettext_lazy("Without one, the eight weeks that ship begin."),
    )


class NameForm(forms.Form):
    """What a programme is called."""

    name = forms.CharField(label=gettext_lazy("Name of the programme"), max_length=100)


class WeekForm(forms.Form):
    """A week of a programme; one without a title falls out."""

    title = forms.CharField(label=gettext_lazy("In a few words"), max_length=120, required=False)
    do = forms.CharField(label=gettext_lazy("What is to be done"), required=False, widget=forms.Textarea({"rows": 3}))
    why = forms.CharField(label=gettext_lazy("Why"), required=False, widget=forms.Textarea({"rows": 2}))
    who = forms.CharField(label=gettext_lazy("Who does it"), required=False)
    seen = forms.CharField(label=gettext_lazy("How one sees that it is done"), required=False)
    measure = forms.ChoiceField(label=gettext_lazy("The number it should move"), required=False)
    check = forms.ChoiceField(label=gettext_lazy("What Headway looks at"), required=False)
    at_least = forms.IntegerField(label=gettext_lazy("At least how many"), min_value=1, max_value=100_000, initial=1)
    each_rep = forms.BooleanField(label=gettext_lazy("of every rep"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        weekly = [each for each in catalogue().values() if is_weekly(each)]
        measures: Any = [("", "—"), *((each.name, _(each.label)) for each in weekly)]
        counts = [(each.name, _(each.label)) for each in weekly if each.per is None]
        own = [(name, capfirst(str(words))) for name, words in CHECKS.items()]
        checks: Any = [("", _("nothing: somebody says so")), (_("What it knows"), own), (_("A count"), counts)]
        self.fields["measure"].choices = [*measures, *self._gone("measure")]  # type: ignore[attr-defined]
        self.fields["check"].choices = [*checks, *self._gone("check")]  # type: ignore[attr-defined]
        self.fields["at_least"].required = False

    def _gone(self, field: str) -> list[tuple[str, str]]:
        """Offer what the week goes by though it is not counted any more: made again, it comes back."""
        name = self.initial.get(field)
        return [(name, label_before(name))] if name and name not in {*catalogue(), *CHECKS} else []


WeekForms = forms.formset_factory(WeekForm, extra=1, max_num=MOST_WEEKS, validate_max=True)


def outline_of_forms(name: NameForm, weeks: Any) -> Outline:
    """Return the programme that was written. Raises NotUnderstood."""
    filled = [{**form.cleaned_data} for form in weeks if any(form.cleaned_data.get(each) for each in ("title", "do"))]
    for each in filled:
        each["at_least"] = each.get("at_least") or 1
    return outline_told({"name": name.cleaned_data["name"], "week": filled})
