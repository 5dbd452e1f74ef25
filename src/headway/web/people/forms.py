"""The forms of one's own profile, of users and of teams."""

from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from headway.web.models import Role, Team, User
from headway.web.page import plain_choices

if TYPE_CHECKING:
    UserModelForm = forms.ModelForm[User]
    TeamModelForm = forms.ModelForm[Team]
else:
    # Django's forms are generic to the type checker alone.
    UserModelForm = TeamModelForm = forms.ModelForm

_OWN_LANGUAGES = [("", _("As the browser asks"))] + [
    (code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES
]
_THEMES = [
    ("", pgettext_lazy("theme", "As the device is set")),
    ("light", pgettext_lazy("theme", "Light")),
    ("dark", pgettext_lazy("theme", "Dark")),
]


class AppearanceForm(forms.Form):
    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)
    theme = forms.ChoiceField(choices=_THEMES, required=False)


class ProfileForm(UserModelForm):
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=_OWN_LANGUAGES, required=False)
    theme = forms.ChoiceField(label=pgettext_lazy("theme", "Look"), choices=_THEMES, required=False)

    class Meta:
        model = User
        fields = ("name", "language", "theme", "time_zone")
        labels = {"name": pgettext_lazy("person", "Name")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = sorted(
            zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix", "right"))
        )
        self.fields["time_zone"].choices = [("", _("As the company's")), *((zone, zone) for zone in zones)]  # type: ignore[attr-defined]


class UserForm(UserModelForm):
    class Meta:
        model = User
        fields = ("name", "email", "role", "team", "is_active")
        labels = {
            "name": pgettext_lazy("person", "Name"),
            "email": _("E-mail"),
            "role": _("Role"),
            "team": _("Team"),
            "is_active": _("May sign in"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain_choices(self)

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Somebody with this e-mail is here already. Search the list for them."))
        return email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("role") == Role.HEAD and not cleaned.get("team"):
            self.add_error("team", _("A head of sales leads a team: choose it."))
        if self._is_last_owner() and (cleaned.get("role") != Role.OWNER or not cleaned.get("is_active")):
            self.add_error(None, _("This is the only owner who can sign in. Make somebody else an owner first."))
        return cleaned

    def _is_last_owner(self) -> bool:
        owners = User.objects.filter(role=Role.OWNER, is_active=True)
        return owners.filter(pk=self.instance.pk).exists() and owners.count() == 1


class TeamForm(TeamModelForm):
    class Meta:
        model = Team
        fields = ("name",)
        labels = {"name": _("Name of the team")}
