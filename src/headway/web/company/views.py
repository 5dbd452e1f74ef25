"""The page of what the company has settled for all."""

from typing import TYPE_CHECKING, Any

from babel.dates import get_day_names, get_month_names
from django import forms
from django.contrib import messages
from django.core.validators import MaxValueValidator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from headway.web import figures
from headway.web.access import Verb, require
from headway.web.clock import now
from headway.web.company.settling import change_company
from headway.web.models import Company
from headway.web.page import PageRequest, signed_in

if TYPE_CHECKING:
    CompanyModelForm = forms.ModelForm[Company]
else:
    # Django's forms are generic to the type checker alone.
    CompanyModelForm = forms.ModelForm


class CompanyForm(CompanyModelForm):
    week_starts_on = forms.TypedChoiceField(label=gettext_lazy("First day of the week"), coerce=int)
    year_starts_in = forms.TypedChoiceField(
        label=gettext_lazy("First month of the fiscal year"),
        help_text=gettext_lazy("For 'this fiscal year', 'last fiscal quarter' and FY2024, which ends in 2024."),
        coerce=int,
    )
    bounce_days = forms.IntegerField(
        label=gettext_lazy("Days within which forward and back is a question"),
        help_text=gettext_lazy("A deal that goes forward and back, or back and forward again, is asked about."),
        validators=[MaxValueValidator(365)],
        min_value=0,
    )
    late_hours = forms.IntegerField(
        label=gettext_lazy("Hours after which a contact was written late"),
        help_text=gettext_lazy("Counted from when it happened to when it was written down."),
        validators=[MaxValueValidator(8760)],
        min_value=0,
    )

    class Meta:
        model = Company
        fields = ("name", "week_starts_on", "year_starts_in", "bounce_days", "late_hours")
        labels = {"name": pgettext_lazy("company", "Name")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days, months = (
            get_day_names(locale=figures.reader()),
            get_month_names(context="stand-alone", locale=figures.reader()),
        )
        self.fields["week_starts_on"].choices = [(day, days[day].capitalize()) for day in range(7)]  # type: ignore[attr-defined]
        self.fields["year_starts_in"].choices = [(month, months[month].capitalize()) for month in range(1, 13)]  # type: ignore[attr-defined]


@signed_in
def company(request: PageRequest) -> HttpResponse:
    require(request.user, Verb.ADMINISTER)
    known = Company.objects.first()
    if known is None:
        raise Http404
    form = CompanyForm(request.POST or None, instance=known)
    if form.is_valid():
        change_company(form.cleaned_data, by=request.user, now=now())
        messages.info(request, _("What you settled holds from now on, for past days too."))
        return redirect("company")
    return render(request, "company/company.html", {"form": form}, status=422 if form.errors else 200)
