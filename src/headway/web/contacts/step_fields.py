"""The fields of the next step on the form of a contact."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from headway.web.clock import now
from headway.web.log import NewStep
from headway.web.log.undo import uid_beside
from headway.web.models import ContactKind

QUICK_DAYS = [
    ("", pgettext_lazy("next step", "none")),
    ("1", _("tomorrow")),
    ("3", _("in 3 days")),
    ("7", _("in a week")),
]
_DAYS = [*QUICK_DAYS, ("pick", _("another day"))]


class StepFields(forms.Form):
    """What was agreed to come: nothing, or a kind, a day, perhaps a time, and what."""

    # Scripts write the day that a button means into the field beside it, in the phone's own calendar.
    step_in = forms.ChoiceField(choices=_DAYS, required=False)
    step_on = forms.DateField(
        required=False, label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    step_at = forms.TimeField(
        required=False, label=_("Time, if agreed"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    step_kind = forms.ChoiceField(choices=ContactKind.choices, required=False)
    step_what = forms.CharField(required=False, max_length=200, label=_("What is to be done"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day = _day(cleaned)
        is_wanted = any(cleaned.get(name) for name in ("step_in", "step_at", "step_what"))
        if day is None and is_wanted and "step_on" not in self.errors:
            self.add_error("step_on", _("Say on which day the next step is."))
        cleaned["step_on"] = day
        return cleaned


def step_of(said: dict[str, Any]) -> NewStep | None:
    """Return the next step that a form set, with an id made from the contact's: sent twice, it is set once."""
    day, at = said.get("step_on"), said.get("step_at")
    if day is None:
        return None
    uid: UUID = uid_beside("step", said["uid"])
    due_at = make_aware(datetime.combine(day, at)) if at else None
    return NewStep(uid, said.get("step_kind") or ContactKind.CALL, day, due_at, said.get("step_what", ""))


def _day(cleaned: dict[str, Any]) -> date | None:
    chosen: str = cleaned.get("step_in") or ""
    if cleaned.get("step_on") or not chosen.isdecimal():
        return cleaned.get("step_on")
    return localtime(now()).date() + timedelta(days=int(chosen))
