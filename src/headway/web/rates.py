"""Exchange rates as every door shows them: by currency, the newest first, what lacks one, and a file of them."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from babel.core import get_global
from django.db.models import Count, Min, Model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.web import figures
from headway.web.log import LogProblem, NewRate, rate_told
from headway.web.log.converting import Converted
from headway.web.log.rates import checked
from headway.web.models import Company, Cost, Currency, DealValue, ExchangeRate, Sale

COLUMNS = ("currency", "from", "rate")


@dataclass(frozen=True)
class Rated:
    """A currency with its rates, the newest first."""

    code: str
    rates: tuple[ExchangeRate, ...]


@dataclass(frozen=True)
class Unrated:
    """A currency without a rate, and what is left out of the numbers for it."""

    code: str
    sales: int
    costs: int
    deal_values: int
    since: date | None

    @property
    def total(self) -> int:
        """How many rows are left out."""
        return self.sales + self.costs + self.deal_values


def rated(code: str = "") -> list[Rated]:
    """Return the currencies that have rates, by their codes; one alone where it is named."""
    found = ExchangeRate.objects.order_by("currency", "-starts_on")
    chosen = found.filter(currency=code.strip().upper()) if code else found
    return [Rated(each, tuple(rates)) for each, rates in groupby(chosen, key=lambda rate: rate.currency_id)]


def unrated(company: Company) -> list[Unrated]:
    """Return the currencies in use that have no rate, with how many sales, costs and values of deals are in them."""
    without = Currency.objects.filter(rates=None).exclude(pk=company.currency_id).order_by("pk")
    codes = list(without.values_list("pk", flat=True))
    sales, costs, values = _in(Sale, "sold_on", codes), _in(Cost, "starts_on", codes), _in(DealValue, "", codes)
    return [
        Unrated(
            code,
            sales=sales.get(code, _NONE)[0],
            costs=costs.get(code, _NONE)[0],
            deal_values=values.get(code, _NONE)[0],
            since=min((day for told in (sales, costs) if (day := told.get(code, _NONE)[1])), default=None),
        )
        for code in codes
    ]


def rate_words(rate: ExchangeRate, home: str) -> str:
    """Write what one unit of a currency is worth."""
    words = {"code": rate.currency_id, "rate": figures.number(rate.rate.normalize()), "home": home}
    return _("1 %(code)s = %(rate)s %(home)s") % words


def unrated_words(told: Unrated) -> str:
    """Say what is left out for want of a rate."""
    if not told.total:
        return _("%(code)s has no rate: sales and costs in it cannot be entered.") % {"code": told.code}
    words = {"code": told.code, "rows": ", ".join(_rows(told))}
    return _("%(code)s has no rate. Left out of the numbers: %(rows)s.") % words


def converted_words(converted: Converted) -> str:
    """Say how many amounts are others than before."""
    count = converted.total
    if not count:
        return _("No amount that is written down changed by it.")
    words = ngettext("%(count)s record was converted anew.", "%(count)s records were converted anew.", count)
    return words % {"count": figures.number(count)}


def no_currency(code: str) -> str:
    """Say that a currency is not in use, and where it is brought in."""
    return _(
        "The company does not use %(code)s yet. The owner adds its exchange rate on the page Exchange rates or with"
        " `headway rate`."
    ) % {"code": code}


def offered_currencies(company: Company) -> list[tuple[str, str]]:
    """Return the currencies that are in use in any country, and those of the log, by code with their names."""
    current = {
        code
        for uses in get_global("territory_currencies").values()
        for code, _since, until, is_tender in uses
        if until is None and is_tender
    }
    known = current | set(Currency.objects.values_list("pk", flat=True))
    names = figures.reader().currencies
    return [(code, f"{code} {names.get(code, '')}".strip()) for code in sorted(known - {company.currency_id})]


def rates_in(content: bytes) -> list[NewRate]:
    """Read rates from a CSV file with the columns currency, from, rate; others are left alone.

    Where semicolons part them, a comma may be the decimal sign. Raises LogProblem, whose sentence names the line.
    """
    rates = []
    for number, line, is_comma in _lines(content):
        try:
            rate = rate_told(line["rate"].replace(",", ".") if is_comma else line["rate"])
            rates.append(checked(NewRate(line["currency"], day_told(line["from"]), rate)))
        except LogProblem as trouble:
            words = {"number": number, "trouble": str(trouble)}
            raise LogProblem(_("Line %(number)s: %(trouble)s") % words) from trouble
    if not rates:
        raise LogProblem(_("There is no rate in this file."))
    return rates


def day_told(text: str) -> date:
    """Read a day. Raises LogProblem for what is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise LogProblem(_("'%(text)s' is not a day. Write 2024-01-31.") % {"text": text}) from None


_NONE: tuple[int, date | None] = (0, None)


def _in(model: type[Model], day: str, codes: Sequence[str]) -> dict[str, tuple[int, date | None]]:
    """Return how many rows there are in some currencies, with the earliest day of those that have one."""
    rows = model._default_manager.filter(currency__in=codes).values_list("currency").order_by()  # noqa: SLF001 - of whichever model
    if not day:
        return {code: (count, None) for code, count in rows.annotate(Count("pk"))}
    return {code: (count, first) for code, count, first in rows.annotate(Count("pk"), Min(day))}


def _rows(told: Unrated) -> Iterator[str]:
    for count, words in (
        (told.sales, ngettext("%(count)s sale", "%(count)s sales", told.sales)),
        (told.costs, ngettext("%(count)s cost", "%(count)s costs", told.costs)),
        (told.deal_values, ngettext("%(count)s value of a deal", "%(count)s values of deals", told.deal_values)),
    ):
        if count:
            yield words % {"count": figures.number(count)}


def _lines(content: bytes) -> Iterator[tuple[int, dict[str, str], bool]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LogProblem(_("This file is not text in UTF-8. Save it as CSV in UTF-8.")) from None
    head = text.partition("\n")[0]
    is_comma = head.count(";") > head.count(",")
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if is_comma else ",")
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        told = {"missing": ", ".join(missing), "needed": ", ".join(COLUMNS)}
        raise LogProblem(_("This file lacks the columns %(missing)s. It needs %(needed)s.") % told)
    for line in reader:
        yield reader.line_num, {name: line[name] or "" for name in COLUMNS}, is_comma
