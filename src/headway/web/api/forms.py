"""The form of a new token."""

from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.web.api.tokens import Scope

_TERMS = [("30", _("30 days")), ("90", _("90 days")), ("365", _("a year")), ("", _("until it is revoked"))]


class TokenForm(forms.Form):
    name = forms.CharField(label=_("What it is for"), max_length=100)
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=Scope.choices,
        initial=[Scope.READ.value],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.ChoiceField(label=_("How long it holds"), choices=_TERMS, initial="90", required=False)

    def expires_at(self, now: datetime) -> datetime | None:
        """Return when the token ends, or None where it does not by itself."""
        days = self.cleaned_data["days"]
        return now + timedelta(days=int(days)) if days else None
