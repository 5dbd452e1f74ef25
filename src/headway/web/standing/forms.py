"""The form of an aim: which number, how much, from when and by when."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from headway.web.aims.indicators import INDICATORS, indicator_named
from headway.web.aims.keeping import USUAL_DAYS
from headway.web.asking import Asker
from headway.web.naming import NotUnderstood
from headway.web.read_words import number_of, scaled


class AimForm(forms.Form):
    """Where the company must be, from when and by when."""

    indicator = forms.ChoiceField(label=gettext_lazy("What is to be reached"))
    value = forms.CharField(
        label=pgettext_lazy("of an aim", "How much in these days"),
        max_length=30,
        help_text=gettext_lazy("Money in whole units, a share in per cent."),
        widget=forms.TextInput({"inputmode": "decimal"}),
    )
    since = forms.DateField(
        label=pgettext_lazy("of an aim", "From which day"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    by = forms.DateField(
        label=pgettext_lazy("of an aim", "By which day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, asker: Asker, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asker = asker
        choices: Any = [(each.name, each.words) for each in INDICATORS]
        self.fields["indicator"].choices = choices  # type: ignore[attr-defined]
        self.fields["since"].initial = asker.today
        self.fields["by"].initial = asker.today + timedelta(days=USUAL_DAYS)

    def clean(self) -> dict[str, Any]:
        """Read the number as people write it, in the unit of the indicator."""
        told = super().clean() or {}
        if "value" in told and "indicator" in told:
            try:
                told["value"] = self._scaled(told["indicator"], told["value"])
            except NotUnderstood as trouble:
                self.refuse(trouble)
        return told

    def refuse(self, trouble: NotUnderstood) -> None:
        """Say beside the field that is in the way what is."""
        self.add_error(trouble.field if trouble.field in self.fields else None, str(trouble))

    def _scaled(self, name: str, text: str) -> Decimal:
        told = number_of(text.strip().removesuffix("%"), "value")
        return scaled(self.asker.company, indicator_named(name).unit, told)
