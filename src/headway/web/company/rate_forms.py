"""The forms of an exchange rate: a new one, and one that is changed."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from headway.web.models import Company, ExchangeRate
from headway.web.rates import offered_currencies


class RateForm(forms.Form):
    """From which day on one unit of a currency is worth how much of the company's."""

    starts_on = forms.DateField(
        label=pgettext_lazy("exchange rate", "From"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("It holds until the next rate. Before the first rate, the first one holds."),
    )
    rate = forms.DecimalField(min_value=0, max_digits=20, decimal_places=10, localize=True)

    def __init__(self, company: Company, *args: Any, code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {"home": company.currency_id, "code": code}
        one = _("What 1 %(code)s is worth in %(home)s") if code else _("What 1 unit is worth in %(home)s")
        self.fields["rate"].label = one % words

    @classmethod
    def of(cls, company: Company, known: ExchangeRate) -> "RateForm":
        """Return the form as it shows a rate."""
        # Plain digits: as Decimal writes them, a round number would have an exponent.
        initial = {"starts_on": known.starts_on, "rate": Decimal(f"{known.rate.normalize():f}")}
        return cls(company, initial=initial, code=known.currency_id)


class NewRateForm(RateForm):
    currency = forms.ChoiceField(label=_("Currency"))
    field_order = ("currency", "starts_on", "rate")

    def __init__(self, company: Company, *args: Any, **kwargs: Any) -> None:
        super().__init__(company, *args, **kwargs)
        self.fields["currency"].choices = offered_currencies(company)  # type: ignore[attr-defined]

    @classmethod
    def begun(cls, company: Company, code: str, since: date) -> "NewRateForm":
        """Return the form for a currency, from a day on."""
        return cls(company, initial={"currency": code, "starts_on": since})
