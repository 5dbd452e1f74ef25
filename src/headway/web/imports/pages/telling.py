"""How a file is read, and what an import did, in words: the same for the page and the command line."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from headway.importers.reading import AMBIGUOUS, DAY_MONTH, DAYS, MONTH_DAY, WRITTEN, Reading
from headway.web.figures import number
from headway.web.imports.preparing.readiness import Question, questions_of
from headway.web.models import ImportRun

_FORMATS = {"csv_text": "CSV", "xlsx": "XLSX", "parquet": "Parquet", "xes": "XES"}
_SEPARATORS = {"\t": pgettext_lazy("separator", "Tab"), " ": pgettext_lazy("separator", "Space")}


def reading_facts(reading: Reading, zone: str | None = None) -> Iterator[tuple[str, str]]:
    """Tell the facts of a reading, each with its label; those that do not matter to the format are left out.

    ``zone`` is the time zone that the mapping names, which goes before that of the reading.
    """
    yield _("Format"), _FORMATS.get(reading.format, reading.format)
    if reading.sheet:
        yield _("Sheet"), reading.sheet
    if reading.encoding:
        yield _("Encoding"), reading.encoding
    if reading.separator:
        yield _("Separator"), str(_SEPARATORS.get(reading.separator, reading.separator))
    if reading.format != "xes":
        yield _("Decimal sign"), _asked_or(reading.decimal_sign)
    if reading.date_order:
        orders = {DAY_MONTH: _("day before month"), MONTH_DAY: _("month before day")}
        yield _("Order of dates"), orders.get(reading.date_order) or _asked_or(reading.date_order)
    yield _("Time zone"), _zone(reading.time_zone if reading.time_zone == WRITTEN else zone or reading.time_zone)


def unanswered(run: ImportRun) -> list[str]:
    """Tell what has to be said of a prepared file, and where on its page."""
    words = {
        Question.TIME_ZONE: _("The file does not say its time zone: choose it under “How it is read”."),
        Question.DATE_ORDER: _(
            "Every date can be read in two ways: say under “How it is read” what comes first, the day or the month."
        ),
        Question.DECIMAL_SIGN: _(
            "Every amount can be read in two ways: choose the decimal sign under “How it is read”."
        ),
    }
    return [words[question] for question in questions_of(run)]


def counted(counts: Mapping[str, int]) -> list[str]:
    """Tell how many records of each kind there are, those of which there are none left out."""
    n = {
        noun: counts.get(noun, 0)
        for noun in ("deals", "contacts", "moves", "sales", "next_steps", "costs", "clients", "reps")
    }
    words = {
        "deals": ngettext("%(count)s deal", "%(count)s deals", n["deals"]),
        "contacts": ngettext("%(count)s contact", "%(count)s contacts", n["contacts"]),
        "moves": ngettext("%(count)s stage move", "%(count)s stage moves", n["moves"]),
        "sales": ngettext("%(count)s sale", "%(count)s sales", n["sales"]),
        "next_steps": ngettext("%(count)s next step", "%(count)s next steps", n["next_steps"]),
        "costs": ngettext("%(count)s cost", "%(count)s costs", n["costs"]),
        "clients": ngettext("%(count)s client", "%(count)s clients", n["clients"]),
        "reps": ngettext("%(count)s rep", "%(count)s reps", n["reps"]),
    }
    return [text % {"count": number(n[noun])} for noun, text in words.items() if n[noun]]


def linked_words(count: int) -> str:
    """Tell how many of those who referred are clients."""
    words = ngettext(
        "Of those who referred, %(count)s is called exactly like one client, and will be linked to it.",
        "Of those who referred, %(count)s are each called exactly like one client, and will be linked to it.",
        count,
    )
    return words % {"count": number(count)}


def _asked_or(value: str) -> str:
    return _("not clear from the file") if value == AMBIGUOUS else value


def _zone(zone: str | None) -> str:
    if zone is None:
        return _("not written in the file")
    if zone == DAYS:
        return _("not needed: days without times")
    return _("written with each time") if zone == WRITTEN else zone
