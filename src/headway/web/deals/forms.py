"""The forms that change a deal: its stage by hand, its owner, its value, the day it is expected on."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from headway.web.access import reps_for
from headway.web.models import Currency, Deal, LossReason, MoveCause, Stage, User
from headway.web.page import plain_choices
from headway.web.road import Road


class MoveForm(forms.Form):
    """A move without a contact, by the head of sales."""

    stage = forms.ModelChoiceField(Stage.objects.none(), label=_("Stage"), empty_label=None)
    cause = forms.ChoiceField(
        label=_("Cause"),
        choices=[
            (MoveCause.CORRECTION, _("Correction: it stood elsewhere")),
            (MoveCause.CLIENT, _("The client's own step, without us")),
        ],
    )
    loss_reason = forms.ModelChoiceField(
        LossReason.objects.order_by("name"), required=False, label=_("Why was it lost?"), help_text=_("If it was lost")
    )
    note = forms.CharField(required=False, max_length=1000, label=_("Note"))

    def __init__(self, road: Road, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stages = [stage.pk for stage in road.stages if stage != road.here]
        self.fields["stage"].queryset = Stage.objects.filter(pk__in=stages).order_by("pk")  # type: ignore[attr-defined]
        plain_choices(self)


class NameForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("deal", "Name"), max_length=200)


class OwnerForm(forms.Form):
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Owner from now on"), empty_label=None)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = reps_for(user).filter(is_active=True)  # type: ignore[attr-defined]


class ExpectedForm(forms.Form):
    """The day on which whoever sells it expects to win; empty where nobody can say."""

    expected_on = forms.DateField(
        label=_("Expected to be won on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Say what you know today. The days said before are kept, so that slipped deals can be told."),
    )


class ValueForm(forms.Form):
    """The value in whole units of the currency, as people write it."""

    value = forms.DecimalField(
        label=_("Value from now on"), min_value=0, max_digits=16, decimal_places=4, localize=True
    )
    currency = forms.ModelChoiceField(Currency.objects.order_by("code"), label=_("Currency"), empty_label=None)

    @property
    def minor_units(self) -> int:
        """The value as the log keeps it."""
        currency: Currency = self.cleaned_data["currency"]
        value: Decimal = self.cleaned_data["value"]
        return int(value.scaleb(currency.digits).to_integral_value())

    @classmethod
    def of(cls, deal: Deal, home: Currency | None) -> "ValueForm":
        """Return the form as it shows the value of now."""
        currency = deal.currency or home
        digits = currency.digits if currency else 0
        value = None if deal.value_amount is None else Decimal(deal.value_amount).scaleb(-digits)
        return cls(initial={"value": value, "currency": currency})
