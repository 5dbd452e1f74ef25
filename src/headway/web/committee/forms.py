"""The forms of a committee: somebody more who decides, and where on the map one of them stands."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headway.reports.committee import Committee
from headway.web.log.committee import HIGHEST, LOWEST
from headway.web.models import Person


def _levels() -> list[tuple[int, str]]:
    highest = gettext("%(level)s, the highest") % {"level": HIGHEST}
    return [(level, highest if level == HIGHEST else str(level)) for level in range(HIGHEST, LOWEST + 1)]


class PlaceForm(forms.Form):
    """The level of a decision-maker, and to whom they report."""

    level = forms.TypedChoiceField(label=_("Level"), choices=_levels, coerce=int)
    reports_to = forms.ModelChoiceField(
        Person.objects.none(), label=_("Reports to"), required=False, empty_label=_("nobody here")
    )

    def __init__(self, committee: Committee, *args: Any, person_id: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [seat.person_id for seat in committee.seats if seat.person_id != person_id]
        self.fields["reports_to"].queryset = Person.objects.filter(pk__in=others)  # type: ignore[attr-defined]
        if not others:
            del self.fields["reports_to"]


class AddForm(PlaceForm):
    """Somebody at the client who decides: one who is known, or a new one."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Person at the client"), required=False, empty_label=_("somebody new")
    )
    name = forms.CharField(label=_("Name of somebody new"), max_length=200, required=False)
    job_title = forms.CharField(label=_("Job title"), max_length=100, required=False)
    field_order = ("person", "name", "job_title", "level", "reports_to")

    def __init__(self, committee: Committee, client_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(committee, *args, **kwargs)
        free = Person.objects.filter(client=client_id, left_at=None)
        free = free.exclude(pk__in=[seat.person_id for seat in committee.seats])
        self.fields["person"].queryset = free  # type: ignore[attr-defined]
        if not free.exists():
            del self.fields["person"]

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if not told.get("person") and not told.get("name"):
            self.add_error("name", _("Choose a person, or write the name of somebody new."))
        return told
