"""The forms of working days: an absence, a day of the company, its week, and a person's own."""

from typing import Any
from uuid import uuid4

from babel.dates import get_day_names
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from headway.planning.calendar import countries, regions_of
from headway.web import figures
from headway.web.access import reps_for
from headway.web.models import AbsenceKind, Company, Role, User
from headway.web.page import plain_choices

_WORKED, _CLOSED, CALENDAR = "worked", "closed", "calendar"


def _day_field(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


class AbsenceForm(forms.Form):
    """Who is away, from when to when, and whether for half of each day."""

    uid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    user = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Who"), empty_label=None)
    first = _day_field(gettext_lazy("First day"))
    latest = _day_field(gettext_lazy("Last day"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=AbsenceKind.choices)
    is_half = forms.BooleanField(label=gettext_lazy("Half of each day"), required=False)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people_of(user)  # type: ignore[attr-defined]
        plain_choices(self)


class DayForm(forms.Form):
    """A day that the company works or does not, or that is as the calendar has it again."""

    day = _day_field(gettext_lazy("Day"))
    what = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        choices=(
            (_CLOSED, pgettext_lazy("a day", "Not worked")),
            (_WORKED, pgettext_lazy("a day", "Worked")),
            (CALENDAR, pgettext_lazy("a day", "As the calendar has it")),
        ),
    )
    why = forms.CharField(label=gettext_lazy("Why, in a word"), max_length=100, required=False)


class WeekForm(forms.Form):
    """The country whose holidays are free, and the weekdays that are worked."""

    country = forms.ChoiceField(label=gettext_lazy("Country"))
    region = forms.ChoiceField(
        label=gettext_lazy("Region"),
        required=False,
        help_text=gettext_lazy("Only where a part of the country has public holidays of its own."),
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Weekdays that are worked"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None of them: those that the country works."),
    )

    def __init__(self, company: Company, *args: Any, **kwargs: Any) -> None:
        week = [int(day) for day in company.working_weekdays]
        initial = {"country": company.country, "region": company.region, "weekdays": week}
        super().__init__(*args, **{"initial": initial, **kwargs})
        lands = figures.reader().territories
        named = sorted((str(lands.get(code, code)), code) for code in countries())
        self.fields["country"].choices = [(code, name) for name, code in named]  # type: ignore[attr-defined]
        country = str(self.data.get("country") or company.country)
        regions = [(code, code) for code in regions_of(country)]
        self.fields["region"].choices = [("", _("the whole country")), *regions]  # type: ignore[attr-defined]
        names = get_day_names(locale=figures.reader())
        self.fields["weekdays"].choices = [(day, names[day].capitalize()) for day in range(7)]  # type: ignore[attr-defined]


class OwnWeekForm(forms.Form):
    """What part of each weekday a person works, from a day on."""

    starts_on = _day_field(gettext_lazy("From"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = get_day_names(locale=figures.reader())
        for place in range(7):
            self.fields[f"day_{place}"] = forms.IntegerField(
                label=_("%(weekday)s, per cent") % {"weekday": names[place].capitalize()},
                min_value=0,
                max_value=100,
                initial=100 if place < 5 else 0,
            )

    @property
    def percents(self) -> list[int]:
        """The seven parts of a day, Monday first."""
        return [self.cleaned_data[f"day_{place}"] for place in range(7)]


def people_of(user: User) -> Any:
    """Return whose absences a user may write down: their own and those of the people they lead, by name."""
    people = reps_for(user).filter(is_active=True).exclude(role=Role.ANALYST)
    return people.order_by("name") if user.role != Role.ANALYST else people.none()
