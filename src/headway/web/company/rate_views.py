"""The pages of exchange rates: all of them by currency, and one that is changed or taken out."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from headway.web.access import Verb, require
from headway.web.clock import now
from headway.web.company.rate_forms import NewRateForm, RateForm
from headway.web.log import LogProblem, NewRate, change_rate, remove_rate, set_rates
from headway.web.models import Company, ExchangeRate
from headway.web.page import PageRequest, signed_in, today_of
from headway.web.rates import Unrated, converted_words, rate_words, rated, unrated, unrated_words


@signed_in
def rates(request: PageRequest) -> HttpResponse:
    company = _company(request)
    missing = unrated(company)
    form = NewRateForm(company, request.POST) if request.method == "POST" else _begun(request, company, missing)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        told = NewRate(said["currency"], said["starts_on"], said["rate"])
        try:
            converted = set_rates([told], by=request.user, now=now())
        except LogProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.info(request, converted_words(converted))
            return redirect("rates")
    context = {
        "form": form,
        "missing": [(each, unrated_words(each)) for each in missing],
        "rated": [
            (each.code, [(rate, rate_words(rate, company.currency_id)) for rate in each.rates]) for each in rated()
        ],
    }
    return render(request, "company/rates.html", context, status=422 if form.errors else 200)


@signed_in
def rate(request: PageRequest, rate_id: int) -> HttpResponse:
    company = _company(request)
    known = get_object_or_404(ExchangeRate, pk=rate_id)
    form = RateForm.of(company, known)
    if request.method == "POST":
        form = RateForm(company, request.POST, code=known.currency_id)
        if form.is_valid():
            try:
                converted = change_rate(known, **form.cleaned_data, by=request.user, now=now())
            except LogProblem as problem:
                form.add_error(None, str(problem))
            else:
                messages.info(request, converted_words(converted))
                return redirect("rates")
    return _show(request, known, form)


@signed_in
@require_POST
def rate_remove(request: PageRequest, rate_id: int) -> HttpResponse:
    company = _company(request)
    known = get_object_or_404(ExchangeRate, pk=rate_id)
    try:
        converted = remove_rate(known, by=request.user, now=now())
    except LogProblem as problem:
        return _show(request, known, RateForm.of(company, known), str(problem))
    messages.info(request, converted_words(converted))
    return redirect("rates")


def _company(request: PageRequest) -> Company:
    require(request.user, Verb.ADMINISTER)
    if request.company is None:
        raise Http404
    return request.company


def _begun(request: PageRequest, company: Company, missing: list[Unrated]) -> NewRateForm:
    """Return the form for the currency that the address names, else for the first one that lacks a rate."""
    named = [each for each in missing if each.code == request.GET.get("currency")]
    lacking = next(iter(named or missing), None)
    code = request.GET.get("currency") or (lacking.code if lacking else "")
    since = (lacking.since if lacking and lacking.code == code else None) or today_of(request)
    return NewRateForm.begun(company, code, since)


def _show(request: PageRequest, known: ExchangeRate, form: RateForm, problem: str = "") -> HttpResponse:
    context = {"rate": known, "form": form, "problem": problem}
    return render(request, "company/rate.html", context, status=422 if form.errors or problem else 200)
