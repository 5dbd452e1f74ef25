"""Pages of one's own profile, and of users and teams for the owner."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headway.web.access import Verb, reps_for, require, teams_for
from headway.web.clock import now
from headway.web.models import Team, User
from headway.web.page import PageRequest, next_url, page_of, signed_in
from headway.web.people.forms import AppearanceForm, ProfileForm, TeamForm, UserForm
from headway.web.people.left_behind import left_behind_by
from headway.web.people.reminders import reminders_of
from headway.web.people.staff import add_user, change_user, invitation, save_profile, save_team

_YEAR = 365 * 86400


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Keep the language or the theme: with the user, and in a cookie for the page before signing in."""
    response = redirect(next_url(request, "/"))
    form = AppearanceForm(request.POST)
    if not form.is_valid():
        return response
    for field, cookie in (("language", "django_language"), ("theme", "theme")):
        if field not in request.POST:
            continue
        chosen = form.cleaned_data[field]
        response.set_cookie(cookie, chosen, max_age=_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
        if isinstance(request.user, User):
            setattr(request.user, field, chosen)
            request.user.save(update_fields=[field])
    return response


@signed_in
def profile(request: PageRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=request.user)
    if form.is_valid():
        save_profile(form.instance)
        messages.info(request, _("Your profile is saved."))
        return redirect("profile")
    context = {"form": form, **reminders_of(request)}
    return render(request, "people/profile.html", context, status=422 if form.errors else 200)


@signed_in
def people(request: PageRequest) -> HttpResponse:
    require(request.user, Verb.ADMINISTER)
    users = reps_for(request.user).select_related("team").order_by("-is_active", "name")
    page = page_of(users, request)
    return render(request, "people/people.html", {"page": page, "teams": teams_for(request.user).order_by("name")})


@signed_in
def person_new(request: PageRequest) -> HttpResponse:
    require(request.user, Verb.ADMINISTER)
    form = UserForm(request.POST or None, initial={"role": "rep"})
    if form.is_valid():
        user = add_user(form.cleaned_data, by=request.user, now=now())
        return redirect("person", user.pk)
    return render(request, "people/person.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
def person(request: PageRequest, user_id: int) -> HttpResponse:
    require(request.user, Verb.ADMINISTER)
    user = get_object_or_404(reps_for(request.user), pk=user_id)
    form = UserForm(request.POST or None, instance=user)
    if form.is_valid():
        change_user(user, form.cleaned_data, by=request.user, now=now())
        messages.info(request, _("%(name)s is saved.") % {"name": user.name})
        return redirect("person", user.pk) if left_behind_by(user) else redirect("people")
    link = "" if user.has_usable_password() else request.build_absolute_uri(invitation(user))
    context = {"form": form, "person": user, "invitation": link, "left": left_behind_by(user)}
    return render(request, "people/person.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def person_invite(request: PageRequest, user_id: int) -> HttpResponse:
    """Show a new link to choose a password, for somebody who lost theirs."""
    require(request.user, Verb.ADMINISTER)
    user = get_object_or_404(reps_for(request.user), pk=user_id)
    link = request.build_absolute_uri(invitation(user))
    return render(request, "people/person.html", {"form": UserForm(instance=user), "person": user, "invitation": link})


@signed_in
def team(request: PageRequest, team_id: int | None = None) -> HttpResponse:
    require(request.user, Verb.ADMINISTER)
    known = get_object_or_404(teams_for(request.user), pk=team_id) if team_id else Team()
    form = TeamForm(request.POST or None, instance=known)
    if form.is_valid():
        save_team(form.instance, by=request.user, now=now())
        return redirect("people")
    return render(request, "people/team.html", {"form": form, "team": known}, status=422 if form.errors else 200)
