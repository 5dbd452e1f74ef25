"""What an installation asks before its first contact is logged."""

from typing import Any
from zoneinfo import available_timezones

from babel import Locale
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from headway.web.models import User

_CURRENCIES = (
    "EUR", "GBP", "USD", "CHF", "HUF", "RUB", "AUD", "BGN", "BYN", "CAD", "CNY", "CZK", "DKK", "INR", "JPY", "KZT",
    "NOK", "PLN", "RON", "RSD", "SEK", "TRY", "UAH",
)  # fmt: skip
_LANGUAGES = [(code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES]
# CLDR names alliances, outlying places, the unknown and its own test languages beside the countries.
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
_BY_LANGUAGE = {
    "en": ("GB", "EUR", "Europe/London"),
    "ru": ("RU", "RUB", "Europe/Moscow"),
    "hu": ("HU", "HUF", "Europe/Budapest"),
}


class SetupForm(forms.Form):
    company = forms.CharField(label=_("Company"), max_length=200)
    country = forms.ChoiceField(label=_("Country"))
    currency = forms.ChoiceField(label=_("Currency"), help_text=_("Everything is summed up in it. It stays."))
    time_zone = forms.ChoiceField(label=_("Time zone"))
    language = forms.ChoiceField(label=_("Language"), choices=_LANGUAGES)
    name = forms.CharField(label=_("Your name"), max_length=150)
    email = forms.EmailField(label=_("Your e-mail"))
    password = forms.CharField(
        label=_("Password"),
        help_text=_("Ten characters at the least."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or settings.LANGUAGE_CODE
        country, currency, time_zone = _BY_LANGUAGE[language]
        if settings.ENVIRONMENT.time_zone != "UTC":
            time_zone = settings.ENVIRONMENT.time_zone
        self.initial.update(country=country, currency=currency, time_zone=time_zone, language=language)
        self._offer("country", _countries(language))
        self._offer("currency", [(code, f"{code} {Locale(language).currencies[code]}") for code in _CURRENCIES])
        self._offer("time_zone", _time_zones())

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        try:
            validate_password(password, User(email=self.cleaned_data.get("email", "")))
        except ValidationError as problem:
            raise forms.ValidationError(problem.messages) from problem
        return password

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker what was declared above
        field.choices = choices


def _countries(language: str) -> list[tuple[str, str]]:
    names = Locale(language).territories.items()
    countries = [(code, name) for code, name in names if len(code) == 2 and code not in _NO_COUNTRIES]
    return sorted(countries, key=lambda country: country[1])


def _time_zones() -> list[tuple[str, str]]:
    zones = (zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix", "right")))
    return [("UTC", "UTC"), *((zone, zone) for zone in sorted(zones))]
