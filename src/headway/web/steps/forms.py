"""The form of a next step: what, on which day, and at which time where one was agreed."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from headway.web.access import reps_for
from headway.web.log import NewStep
from headway.web.models import ContactKind, NextStep, User
from headway.web.page import plain_choices


class StepForm(forms.Form):
    uid = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=pgettext_lazy("of a next step", "Kind"), choices=ContactKind.choices)
    day = forms.DateField(
        label=pgettext_lazy("of a next step", "Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    time = forms.TimeField(
        label=_("Time, where one was agreed"),
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
    )
    what = forms.CharField(label=_("What for"), required=False, max_length=200)
    rep = forms.ModelChoiceField(User.objects.none(), label=_("Rep"), required=False)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        """Let those who lead others choose whose step it is."""
        super().__init__(*args, **kwargs)
        reps = reps_for(user).filter(is_active=True)
        if reps.exclude(pk=user.pk).exists():
            self.fields["rep"].queryset = reps.order_by("name")  # type: ignore[attr-defined]
            self.fields["rep"].empty_label = None  # type: ignore[attr-defined]
        else:
            del self.fields["rep"]
        plain_choices(self)

    @property
    def new_step(self) -> NewStep:
        """The step that the form says."""
        said = self.cleaned_data
        return NewStep(
            uid=said["uid"],
            kind=said["kind"],
            due_on=said["day"],
            due_at=due_at(said["day"], said["time"]),
            what=said["what"],
        )


def shown_of(step: NextStep) -> dict[str, object]:
    """Return what the form shows of a step; what it is moved to gets an id of its own."""
    return {
        "uid": uuid4(),
        "kind": step.kind,
        "day": step.due_on,
        "time": localtime(step.due_at).time() if step.due_at else None,
        "what": step.what,
        "rep": step.rep_id,
    }


def same_on(step: NextStep, day: date, uid: UUID) -> NewStep:
    """Return a step as it is, on another day at the same time."""
    time = localtime(step.due_at).time() if step.due_at else None
    return NewStep(uid=uid, kind=step.kind, due_on=day, due_at=due_at(day, time), what=step.what)


def due_at(day: date, time: Any) -> datetime | None:
    """Return the moment of a time of the day where the reader is; None without a time."""
    return None if time is None else datetime.combine(day, time, tzinfo=get_current_timezone())
