"""Exchange rates: entered, changed and taken out, with all that is converted by them converted anew."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from babel.numbers import get_currency_precision, list_currencies
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.web import audit, figures
from headway.web.log.changes import note_names
from headway.web.log.converting import Converted, convert_anew, hold_deals_in
from headway.web.log.locks import hold_rates_alone
from headway.web.log.problem import LogProblem
from headway.web.log.times import check_reach
from headway.web.models import Company, Cost, Currency, ExchangeRate, ImportRun, ImportState, Sale, User

_DIGITS = 10
_MOST = Decimal(10) ** 10
_LATEST_YEAR = 2100
_FIELDS = ("currency", "starts_on", "rate")
# Prices in these are whole, whatever the standard says.
_WHOLE = frozenset({"HUF"})
_MOST_DIGITS = 4
# A process that works on an import gives a sign of it far more often.
_DEAD_AFTER = timedelta(seconds=15)
_AT_WORK = (ImportState.RUNNING, ImportState.TAKING_BACK)


@dataclass(frozen=True)
class NewRate:
    """What one unit of a currency is worth in the company's currency, from a day on."""

    code: str
    starts_on: date
    rate: Decimal


def set_rates(rates: Iterable[NewRate], *, by: User | None, now: datetime) -> Converted:
    """Enter rates, each in the place of the one that its currency has from the same day, and convert by them.

    All of them are entered, or none. Raises LogProblem with a sentence for the writer.
    """
    told = [checked(each) for each in rates]
    with transaction.atomic():
        _begin(now)
        for each in told:
            _put(each, by, now)
        return _follow({each.code for each in told})


def change_rate(known: ExchangeRate, *, starts_on: date, rate: Decimal, by: User | None, now: datetime) -> Converted:
    """Let a rate hold from another day on, or be another. Raises LogProblem where there is one of that day already."""
    starts_on, rate = _checked_day(starts_on), checked_rate(rate)
    with transaction.atomic():
        _begin(now)
        _hold(known)
        others = ExchangeRate.objects.filter(currency=known.currency_id, starts_on=starts_on).exclude(pk=known.pk)
        if others.exists():
            words = {"code": known.currency_id, "day": figures.day(starts_on)}
            raise LogProblem(_("There is a rate for %(code)s from %(day)s on already. Change that one.") % words)
        _write(known, starts_on, rate, by, now)
        return _follow({known.currency_id})


def remove_rate(known: ExchangeRate, *, by: User | None, now: datetime) -> Converted:
    """Take a rate out: the one before it holds on, or the next one from the beginning.

    Raises LogProblem where it is the last one of a currency in which there are sales or costs.
    """
    with transaction.atomic():
        _begin(now)
        _hold(known)
        if not ExchangeRate.objects.filter(currency=known.currency_id).exclude(pk=known.pk).exists():
            _check_unused(known.currency_id)
        audit.record(by, "remove", known, now, before=_snapshot(known))
        code = known.currency_id
        known.delete()
        return _follow({code})


def rate_of(code: str, starts_on: date) -> ExchangeRate:
    """Return the rate that a currency has from a day on. Raises LogProblem where there is none."""
    code = code.strip().upper()
    known = ExchangeRate.objects.filter(currency=code, starts_on=starts_on).first()
    if known is None:
        words = {"code": code, "day": figures.day(starts_on)}
        raise LogProblem(_("There is no rate for %(code)s from %(day)s on. Look at the list for the days.") % words)
    return known


def rate_told(text: str) -> Decimal:
    """Read a rate with a decimal point. Raises LogProblem for what is none."""
    with suppress(InvalidOperation):
        return checked_rate(Decimal(text.strip()))
    raise LogProblem(_("'%(text)s' is no rate. Write what one unit is worth, such as 0.92.") % {"text": text})


def checked(told: NewRate) -> NewRate:
    """Return what is told as it is kept. Raises LogProblem for what cannot be."""
    return NewRate(_checked_code(told.code), _checked_day(told.starts_on), checked_rate(told.rate))


def checked_rate(rate: Decimal) -> Decimal:
    """Return a rate as it is kept. Raises LogProblem for one that cannot be."""
    if not rate.is_finite() or rate <= 0:
        raise LogProblem(_("A rate is above zero: what one unit is worth in the company's currency."))
    if rate >= _MOST:
        raise LogProblem(_("A rate is below ten thousand million. Check it: it is what one unit is worth."))
    kept = rate.quantize(Decimal(1).scaleb(-_DIGITS))
    if kept != rate:
        raise LogProblem(_("A rate has ten digits after the decimal sign at most. Round it."))
    return kept


def _checked_code(code: str) -> str:
    code = code.strip().upper()
    if code == Company.objects.values_list("currency", flat=True).get():
        raise LogProblem(_("%(code)s is the company's own currency. Enter the rates of others.") % {"code": code})
    if code not in list_currencies() and not Currency.objects.filter(pk=code).exists():
        raise LogProblem(_("“%(code)s” is no currency. Write a code such as USD.") % {"code": code})
    return code


def _checked_day(day: date) -> date:
    check_reach(day)
    if day.year > _LATEST_YEAR:
        raise LogProblem(_("Rates are entered up to the year %(latest)s. Check the day.") % {"latest": _LATEST_YEAR})
    return day


def _begin(now: datetime) -> None:
    """Let nobody convert meanwhile. An import that is at work would go on with the rates that it began with."""
    hold_rates_alone()
    if ImportRun.objects.filter(state__in=_AT_WORK, alive_at__gt=now - _DEAD_AFTER).exists():
        raise LogProblem(_("An import is at work. Wait until it is done, then set the rate."))


def _hold(known: ExchangeRate) -> None:
    found = ExchangeRate.objects.select_for_update().filter(pk=known.pk).first()
    if found is None:
        raise LogProblem(_("Somebody has taken this rate out meanwhile."))
    known.starts_on, known.rate = found.starts_on, found.rate


def _put(told: NewRate, by: User | None, now: datetime) -> None:
    known = ExchangeRate.objects.filter(currency=told.code, starts_on=told.starts_on).first()
    if known is not None:
        _write(known, told.starts_on, told.rate, by, now)
        return
    digits = 0 if told.code in _WHOLE else min(get_currency_precision(told.code), _MOST_DIGITS)
    Currency.objects.get_or_create(code=told.code, defaults={"digits": digits})
    added = ExchangeRate.objects.create(currency_id=told.code, starts_on=told.starts_on, rate=told.rate)
    audit.record(by, "add", added, now, after=_snapshot(added))


def _write(known: ExchangeRate, starts_on: date, rate: Decimal, by: User | None, now: datetime) -> None:
    before = _snapshot(known)
    known.starts_on, known.rate = starts_on, rate
    after = _snapshot(known)
    if after != before:
        known.save(update_fields=["starts_on", "rate"])
        audit.record(by, "change", known, now, before=before, after=after)


def _snapshot(rate: ExchangeRate) -> dict[str, Any]:
    return audit.snapshot(rate, _FIELDS) | {"rate": f"{rate.rate.normalize():f}"}


def _follow(codes: Iterable[str]) -> Converted:
    """Let everything be what it would be if the rates had been known from the beginning."""
    told = sorted(codes)
    # Whoever holds deals may be about to note names as well: so the deals come first here too.
    hold_deals_in(told)
    note_names()
    return sum((convert_anew(code) for code in told), start=Converted())


def _check_unused(code: str) -> None:
    """Raise LogProblem where there are sales or costs that need a rate."""
    sales, costs = Sale.objects.filter(currency=code).count(), Cost.objects.filter(currency=code).count()
    if not sales and not costs:
        return
    told = [
        ngettext("%(count)s sale", "%(count)s sales", sales) % {"count": figures.number(sales)},
        ngettext("%(count)s cost", "%(count)s costs", costs) % {"count": figures.number(costs)},
    ]
    there = ", ".join(each for each, count in zip(told, (sales, costs), strict=True) if count)
    words = {"code": code, "there": there}
    raise LogProblem(_("This is the last rate for %(code)s, and it is needed: %(there)s. Change it instead.") % words)
