"""The pages that say who referred a deal or a client."""

from collections.abc import Callable

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from headway.web.access import Verb, clients_for, deals_for, referrers_for, require
from headway.web.clock import now
from headway.web.log import LogProblem, change_client, refer_deal
from headway.web.models import Client, Deal, Referrer
from headway.web.page import PageRequest, signed_in
from headway.web.referring import referrer_told

# As many as a list below a field can bear.
_OFFERED = 200


class ReferrerForm(forms.Form):
    name = forms.CharField(
        label=_("Referred by"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"list": "referrers", "autocomplete": "off"}),
        help_text=_("A client, a person or a partner. Empty where nobody did."),
    )


@signed_in
def deal_referrer(request: PageRequest, deal_id: int) -> HttpResponse:
    known = get_object_or_404(deals_for(request.user).select_related("client", "referrer"), pk=deal_id)
    require(request.user, Verb.CHANGE)
    return _told(request, known, lambda referrer: refer_deal(known, referrer, by=request.user, now=now()))


@signed_in
def client_referrer(request: PageRequest, client_id: int) -> HttpResponse:
    known = get_object_or_404(clients_for(request.user, [client_id]).select_related("referrer"), pk=client_id)
    require(request.user, Verb.CHANGE)
    user = request.user
    return _told(request, known, lambda referrer: change_client(known, {"referrer": referrer}, by=user, now=now()))


def _told(request: PageRequest, known: Deal | Client, write: Callable[[Referrer | None], object]) -> HttpResponse:
    form = ReferrerForm(request.POST or None, initial={"name": known.referrer.name if known.referrer else ""})
    if form.is_valid():
        try:
            with transaction.atomic():
                write(referrer_told(request.user, form.cleaned_data["name"], stands=known.referrer))
        except LogProblem as problem:
            form.add_error("name", str(problem))
        else:
            return redirect(known._meta.model_name or "", known.pk)
    referrers = referrers_for(request.user).order_by("name").values_list("name", flat=True)[:_OFFERED]
    context = {"known": known, "is_deal": isinstance(known, Deal), "form": form, "referrers": referrers}
    return render(request, "referrals/referrer.html", context, status=422 if form.errors else 200)
