"""The forms of bringing a file in: the file, how it is read, a mapping's text and name."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from headway.importers.reading import AMBIGUOUS, DAY_MONTH, DAYS, MONTH_DAY, WRITTEN, Reading
from headway.web.imports.preparing.mappings import saved_mappings

_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1250", "cp1251", "cp1252", "iso8859-2", "koi8-r", "cp866", "cp852")
_SEPARATORS = (
    (",", pgettext_lazy("separator", "Comma ,")),
    (";", pgettext_lazy("separator", "Semicolon ;")),
    ("\t", pgettext_lazy("separator", "Tab")),
    ("|", pgettext_lazy("separator", "Bar |")),
)
_SIGNS = ((".", _("Point: 1,234.56")), (",", _("Comma: 1.234,56")))
_ORDERS = ((DAY_MONTH, _("Day before month: 31.12.2024")), (MONTH_DAY, _("Month before day: 12/31/2024")))
_ASK = (("", _("Choose")),)


class UploadForm(forms.Form):
    # An empty file is refused where every other is, by a sentence that names it.
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, TSV, XLSX, Parquet or XES; also gzipped (.gz)."),
        allow_empty_file=True,
        error_messages=dict.fromkeys(("required", "invalid"), _("Choose the file to bring in.")),
    )
    mapping = forms.ChoiceField(label=_("Mapping"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        saved = [(mapping.name, mapping.name) for mapping in saved_mappings()]
        self.fields["mapping"].choices = [("", _("Propose one")), *saved]  # type: ignore[attr-defined]


class ReadingForm(forms.Form):
    """The facts of a reading; those that do not matter to the format are not asked."""

    encoding = forms.ChoiceField(label=_("Encoding"))
    separator = forms.ChoiceField(label=_("Separator"))
    header_rows = forms.IntegerField(label=_("Rows before the first data row"), min_value=0, max_value=100)
    sheet = forms.CharField(label=_("Sheet"))
    decimal_sign = forms.ChoiceField(label=_("Decimal sign"), choices=_SIGNS)
    date_order = forms.ChoiceField(label=_("Order of dates"), choices=_ORDERS)
    time_zone = forms.ChoiceField(label=_("Time zone"))

    def __init__(self, reading: Reading, data: Any = None, *, zone: str = "UTC") -> None:
        asked = {name: value for name in self.base_fields if (value := getattr(reading, name)) not in {None, AMBIGUOUS}}
        super().__init__(data, initial=asked | ({} if reading.time_zone else {"time_zone": zone}))
        self._offer("encoding", [(name, name) for name in dict.fromkeys((reading.encoding, *_ENCODINGS)) if name])
        separators = dict(_SEPARATORS)
        self._offer(
            "separator",
            [*separators.items(), *([(reading.separator,) * 2] if reading.separator not in separators else [])],
        )
        self._offer("time_zone", [(zone, zone) for zone in _zones()])
        self._ask(reading)

    def _ask(self, reading: Reading) -> None:
        """Leave out what the format settles, and let what is not clear be chosen."""
        settled = {
            "encoding": reading.format != "csv_text",
            "separator": reading.separator is None,
            "header_rows": reading.format == "xes",
            "sheet": reading.sheet is None,
            "decimal_sign": reading.format == "xes",
            "date_order": reading.date_order is None,
            "time_zone": reading.time_zone in {WRITTEN, DAYS},
        }
        for name, is_settled in settled.items():
            if is_settled:
                del self.fields[name]
            elif getattr(reading, name) == AMBIGUOUS:
                field = self.fields[name]
                field.choices = [*_ASK, *field.choices]  # type: ignore[attr-defined]

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


def _zones() -> list[str]:
    named = (zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix", "right")))
    return ["UTC", *sorted(named)]
