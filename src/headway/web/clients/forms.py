"""The form of a client."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from headway.web.access import Verb, may, reps_for
from headway.web.models import Client, User
from headway.web.page import plain_choices

if TYPE_CHECKING:
    ClientModelForm = forms.ModelForm[Client]
else:
    # Django's forms are generic to the type checker alone.
    ClientModelForm = forms.ModelForm


class ClientForm(ClientModelForm):
    class Meta:
        model = Client
        fields = ("name", "kind", "segment", "source", "phone", "email", "tax_number", "owner")
        labels = {
            "name": pgettext_lazy("client", "Name"),
            "kind": _("Kind"),
            "segment": _("Segment"),
            "source": _("Source"),
            "phone": _("Phone"),
            "email": _("E-mail"),
            "tax_number": _("Tax number"),
            "owner": _("Looked after by"),
        }

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may(user, Verb.MOVE):
            self.fields["owner"].queryset = reps_for(user)  # type: ignore[attr-defined]
        else:
            del self.fields["owner"]
        plain_choices(self)
