"""Joining and leaving a team: from a day on, with the work of that day and after it."""

from datetime import date

from django.db.models import Q

from headway.web.log.changes import note_changes
from headway.web.log.step_ends import note_appointments
from headway.web.models import Contact, Deal, FactNoun, Membership, Milestones, NextStep, Sale, Tally, TimeEntry, User


def change_team(user: User, former_id: int | None, today: date) -> None:
    """Let a user be in their team from today on, and in no other; what they did before stays with the former one."""
    memberships = Membership.objects.filter(user=user)
    if former_id is not None and not memberships.exists():
        Membership.objects.create(user=user, team_id=former_id)
    memberships.filter(starts_on__gte=today).delete()
    memberships.filter(Q(ends_on=None) | Q(ends_on__gt=today)).update(ends_on=today)
    if user.team_id is not None:
        Membership.objects.create(user=user, team_id=user.team_id, starts_on=today)
    _count_from(user, today)


def _count_from(user: User, today: date) -> None:
    """Let what was written today already count for the team of today; deals go along with their owner."""
    contacts = Contact.objects.filter(rep=user, happened_on__gte=today)
    sales = Sale.objects.filter(rep=user, sold_on__gte=today)
    wins = Milestones.objects.filter(winner=user, won_on__gte=today)
    tallies = Tally.objects.filter(rep=user, counted_on__gte=today)
    times = TimeEntry.objects.filter(rep=user, spent_on__gte=today)
    for records in (contacts, sales, tallies, times):
        records.update(team=user.team_id)
    wins.update(winner_team=user.team_id)
    note_changes(FactNoun.CONTACT, contacts.filter(deal=None).values_list("pk", flat=True))
    note_changes(FactNoun.SALE, sales.values_list("pk", flat=True))
    note_changes(FactNoun.TALLY, tallies.values_list("pk", flat=True))
    note_changes(FactNoun.TIME, times.values_list("pk", flat=True))
    note_appointments(NextStep.objects.filter(rep=user).select_related("set_by"))
    deals = {
        *Deal.objects.filter(owner=user).values_list("pk", flat=True),
        *contacts.exclude(deal=None).values_list("deal", flat=True),
        *wins.values_list("deal", flat=True),
    }
    note_changes(FactNoun.DEAL, sorted(deals))
