"""Adding people and teams, and changing what they may do."""

from datetime import datetime
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.urls import reverse

from headway.web import audit
from headway.web.clock import day_of, zone_of
from headway.web.log.changes import note_names
from headway.web.models import Company, Membership, Team, User
from headway.web.people.memberships import change_team

_FIELDS = ("name", "email", "role", "team", "is_active")


def add_user(fields: dict[str, Any], *, by: User | None, now: datetime) -> User:
    """Add a user who has no password yet; they choose one by the link of ``invitation``."""
    with transaction.atomic():
        user = User.objects.create_user(**fields, joined_at=now)
        if user.team is not None:
            Membership.objects.create(user=user, team=user.team)
        audit.record(by, "add", user, now, after=audit.snapshot(user, _FIELDS))
        note_names()
    return user


def change_user(user: User, fields: dict[str, Any], *, by: User, now: datetime) -> User:
    """Change a user; a new team, or none, counts from today on; what they did before stays with the former one.

    Their deals go along: a deal counts for the team that its owner is in now.
    """
    with transaction.atomic():
        before = audit.snapshot(User.objects.select_for_update().get(pk=user.pk), _FIELDS)
        for name, value in fields.items():
            setattr(user, name, value)
        user.save()
        if user.team_id != before["team"]:
            change_team(user, before["team"], day_of(now, zone_of(user, Company.objects.first())))
        audit.record(by, "change", user, now, before=before, after=audit.snapshot(user, _FIELDS))
        note_names()
    return user


def save_profile(user: User) -> None:
    """Save what a user has changed of their own profile; every number that names them follows."""
    with transaction.atomic():
        user.save()
        note_names()


def save_team(team: Team, *, by: User, now: datetime) -> Team:
    """Add or rename a team."""
    with transaction.atomic():
        verb = "change" if team.pk else "add"
        team.save()
        audit.record(by, verb, team, now, after=audit.snapshot(team, ("name",)))
        note_names()
    return team


def invitation(user: User) -> str:
    """Return the address at which a user can choose a password; it works once and for three days."""
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return reverse("account_reset_password_from_key", kwargs=key)
