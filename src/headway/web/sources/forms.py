"""The forms of a source and of what it cost."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from headway.web.models import Cost, Currency, SourceKind
from headway.web.page import plain_choices


class SourceForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("source", "Name"), max_length=100)
    kind = forms.ChoiceField(
        label=pgettext_lazy("source", "Kind"),
        choices=SourceKind.choices,
        help_text=_("What comes from a source of referrals counts as a referral."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain_choices(self)


class CostForm(forms.Form):
    """What a source cost, in whole units of the currency, and on which days; both days belong to it."""

    uid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    amount = forms.DecimalField(
        label=pgettext_lazy("cost", "Amount"), min_value=0, max_digits=16, decimal_places=4, localize=True
    )
    currency = forms.ModelChoiceField(Currency.objects.order_by("code"), label=_("Currency"), empty_label=None)
    first = forms.DateField(label=_("First day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    latest = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The amount is spread evenly over these days."),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("first") and said.get("latest") and said["latest"] < said["first"]:
            raise ValidationError(_("The last day lies before the first. Give the days in their order."))
        return said

    @property
    def told(self) -> dict[str, Any]:
        """What the form says, as the log takes it."""
        said = self.cleaned_data
        currency: Currency = said["currency"]
        amount: Decimal = said["amount"]
        return {
            "amount": int(amount.scaleb(currency.digits).to_integral_value()),
            "currency": currency,
            "starts_on": said["first"],
            "ends_on": said["latest"] + timedelta(days=1),
            "note": said["note"],
        }

    @classmethod
    def of(cls, cost: Cost) -> "CostForm":
        """Return the form as it shows a cost."""
        return cls(
            initial={
                "uid": cost.uid,
                "amount": Decimal(cost.amount).scaleb(-cost.currency.digits),
                "currency": cost.currency,
                "first": cost.starts_on,
                "latest": cost.ends_on - timedelta(days=1),
                "note": cost.note,
            }
        )

    @classmethod
    def of_month(cls, today: date, home: Currency | None) -> "CostForm":
        """Return an empty form, for the month that runs."""
        last = monthrange(today.year, today.month)[1]
        return cls(initial={"first": today.replace(day=1), "latest": today.replace(day=last), "currency": home})
