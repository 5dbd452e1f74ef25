"""One's own reminders: by e-mail, the evening review at a chosen hour, the secret address of the calendar."""

import secrets
from datetime import time
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from headway.web import figures
from headway.web.access import Verb, may
from headway.web.mail import can_send
from headway.web.models import Role, User
from headway.web.page import PageRequest, signed_in
from headway.web.settings import ENVIRONMENT

if TYPE_CHECKING:
    UserModelForm = forms.ModelForm[User]
else:
    # Django's forms are generic to the type checker alone.
    UserModelForm = forms.ModelForm


class ReminderForm(UserModelForm):
    """What is sent by e-mail; the evening review and the plan only to those who read them."""

    review_hour = forms.TypedChoiceField(
        label=gettext_lazy("Evening review by e-mail"), required=False, coerce=int, empty_value=None
    )

    plan_hour = forms.TypedChoiceField(
        label=gettext_lazy("Plan for tomorrow by e-mail"),
        help_text=gettext_lazy("What the next working day needs, and whom to contact first."),
        required=False,
        coerce=int,
        empty_value=None,
    )

    class Meta:
        model = User
        fields = ("reminds_by_mail", "review_hour", "plan_hour")
        labels = {"reminds_by_mail": gettext_lazy("Remind me of next steps by e-mail")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hours = [("", _("Not sent")), *((hour, figures.clock(time(hour))) for hour in range(24))]
        is_read = {"review_hour": may(self.instance, Verb.REVIEW), "plan_hour": self.instance.role == Role.REP}
        for name, is_theirs in is_read.items():
            if is_theirs:
                self.fields[name].choices = hours  # type: ignore[attr-defined]
            else:
                del self.fields[name]


@signed_in
@require_POST
def reminders(request: PageRequest) -> HttpResponse:
    form = ReminderForm(request.POST, instance=request.user)
    if not form.is_valid():
        return redirect("profile")
    form.instance.save(update_fields=list(form.fields))
    messages.info(request, _("Your reminders are saved."))
    return redirect(f"{reverse('profile')}#reminders")


@signed_in
@require_POST
def calendar(request: PageRequest) -> HttpResponse:
    """Make the secret address of one's calendar, make it anew, or take it away; the former one ends."""
    request.user.calendar_key = None if request.POST.get("end") else secrets.token_urlsafe(32)
    request.user.save(update_fields=["calendar_key"])
    return redirect(f"{reverse('profile')}#reminders")


def reminders_of(request: PageRequest) -> dict[str, Any]:
    """Return what the profile page shows of reminders."""
    key = request.user.calendar_key
    address = f"{ENVIRONMENT.url}{reverse('calendar_feed', args=[key])}" if key else ""
    return {
        "reminder_form": ReminderForm(instance=request.user),
        "can_send": can_send(),
        "calendar_address": address,
        # Calendars subscribe to this scheme where they would only open the other once.
        "webcal_address": address.replace("https://", "webcal://").replace("http://", "webcal://"),
    }
