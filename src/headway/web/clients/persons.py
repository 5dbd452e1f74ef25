"""The persons at a client: added, changed, let go and taken back, by those who may change the client."""

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from headway.web.access import Verb, clients_for, require
from headway.web.clock import now
from headway.web.log import add_person, bring_back_person, change_person, remove_person
from headway.web.models import Client, Person
from headway.web.page import PageRequest, signed_in

if TYPE_CHECKING:
    PersonModelForm = forms.ModelForm[Person]
else:
    # Django's forms are generic to the type checker alone.
    PersonModelForm = forms.ModelForm


class PersonForm(PersonModelForm):
    class Meta:
        model = Person
        fields = ("name", "job_title", "phone", "email")
        labels = {
            "name": pgettext_lazy("person", "Name"),
            "job_title": gettext_lazy("Job title"),
            "phone": gettext_lazy("Phone"),
            "email": gettext_lazy("E-mail"),
        }


@signed_in
def person_new(request: PageRequest, client_id: int) -> HttpResponse:
    client = _client(request, client_id)
    form = PersonForm(request.POST or None)
    if form.is_valid():
        told = form.cleaned_data
        # A form that is sent twice writes nobody down twice.
        if not client.persons.filter(**told, left_at=None).exists():
            add_person(client, by=request.user, now=now(), **told)
        return redirect("client", client.pk)
    return render(request, "clients/person.html", {"form": form, "client": client}, status=422 if form.errors else 200)


@signed_in
def person_edit(request: PageRequest, client_id: int, person_id: int) -> HttpResponse:
    client = _client(request, client_id)
    person = get_object_or_404(client.persons, pk=person_id)
    form = PersonForm(request.POST or None, instance=person)
    if form.is_valid():
        change_person(person, form.cleaned_data, by=request.user, now=now())
        return redirect("client", client.pk)
    context = {"form": form, "client": client, "person": person}
    return render(request, "clients/person.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def person_remove(request: PageRequest, client_id: int, person_id: int) -> HttpResponse:
    client = _client(request, client_id)
    person = get_object_or_404(client.persons, pk=person_id)
    kept = remove_person(person, by=request.user, now=now())
    if kept is not None:
        words = _("%(person)s is kept as having left, because contacts or a committee name them.")
        messages.info(request, words % {"person": kept.name})
    return redirect("client", client.pk)


@signed_in
@require_POST
def person_return(request: PageRequest, client_id: int, person_id: int) -> HttpResponse:
    client = _client(request, client_id)
    bring_back_person(get_object_or_404(client.persons, pk=person_id), by=request.user, now=now())
    return redirect("client", client.pk)


def _client(request: PageRequest, client_id: int) -> Client:
    client = get_object_or_404(clients_for(request.user), pk=client_id)
    require(request.user, Verb.CHANGE)
    return client
