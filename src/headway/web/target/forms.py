"""The forms of targets: what is to be filled in, and how."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from headway.engine.metric import Metric, Unit
from headway.web.page import plain_choices
from headway.web.targets.adding import adds_up_over_months
from headway.web.targets.filling import BASES, HOWS
from headway.web.targets.years import Row, Year

MOST_BYTES = 1_000_000


class SpreadForm(forms.Form):
    """A year's target, to be spread over its months."""

    whose = forms.ChoiceField(label=pgettext_lazy("target", "Whose"))
    value = forms.CharField(label=gettext_lazy("For the year"), max_length=30)
    how = forms.ChoiceField(label=gettext_lazy("Spread"), choices=HOWS.items())

    def __init__(self, *args: Any, year: Year, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "spread_%s"
        _offer(self, [each for each in year.rows if each.may_propose])
        self.fields["value"].help_text = " ".join(_value_help(year.metric))
        self.fields["value"].widget.attrs["inputmode"] = "decimal"
        plain_choices(self)


class CopyForm(forms.Form):
    """Last year once more, so many per cent up."""

    basis = forms.ChoiceField(label=pgettext_lazy("target", "Begin with"), choices=BASES.items())
    percent = forms.CharField(label=gettext_lazy("Plus so many per cent"), max_length=12, initial="10")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "copy_%s"
        self.fields["percent"].widget.attrs["inputmode"] = "decimal"
        plain_choices(self)


class ShareForm(forms.Form):
    """What the company or a team has, shared out to those below."""

    whose = forms.ChoiceField(label=gettext_lazy("Share out the targets of"))
    how = forms.ChoiceField(label=gettext_lazy("Shared out"), choices=HOWS.items())

    def __init__(self, *args: Any, year: Year, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "share_%s"
        _offer(self, [each for each in year.rows if each.may_propose and each.named.parts])
        plain_choices(self)


class FileForm(forms.Form):
    """Targets in a file."""

    file = forms.FileField(label=gettext_lazy("CSV file"), widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}))


def _value_help(metric: Metric) -> Iterator[str]:
    """Say in what a value is written, and that what does not add up is not divided."""
    helps = {
        Unit.MONEY: _("Money, in the company's currency."),
        Unit.SHARE: _("In per cent."),
        Unit.DAYS: _("In days."),
        Unit.HOURS: _("In hours."),
    }
    if metric.unit in helps:
        yield helps[metric.unit]
    if not adds_up_over_months(metric):
        yield _("This number does not add up over months: each gets the same value.")


def _offer(form: forms.Form, rows: list[Row]) -> None:
    form.fields["whose"].choices = [(each.bearer.key, each.named.name) for each in rows]  # type: ignore[attr-defined]
