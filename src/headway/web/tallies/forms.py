"""The forms of tallies: a tap, the correction of a day, and a kind."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from headway.web.log.tallies import MOST
from headway.web.models import TallyKind
from headway.web.page import plain_choices


class TapForm(forms.Form):
    """So many more; ``uid`` is made where it was tapped, so that what is sent twice counts once."""

    uid = forms.UUIDField()
    count = forms.IntegerField(required=False, min_value=1, max_value=MOST)


class CorrectionForm(forms.Form):
    """How many of a kind a day really had."""

    uid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    kind = forms.ModelChoiceField(TallyKind.objects.none(), label=_("Counter"), empty_label=None)
    day = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    total = forms.IntegerField(label=_("How many in all that day"), min_value=0, max_value=MOST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = TallyKind.objects.filter(retired_at=None)  # type: ignore[attr-defined]
        plain_choices(self)


class KindForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("counter", "Name"), max_length=60)
    is_retired = forms.BooleanField(
        label=_("No longer counted"), required=False, help_text=_("What was counted stays in the numbers.")
    )


class NewKindForm(forms.Form):
    name = forms.CharField(label=_("What else is counted"), max_length=60)
