"""What pages of numbers show before anything was measured: what to do first."""

from django.http import HttpResponse
from django.shortcuts import render

from headway.web.access import contacts_for, deals_for, reps_for, sales_for, sees_all
from headway.web.models import User
from headway.web.page import PageRequest


def is_blank(user: User) -> bool:
    """Whether nothing exists yet that numbers could be counted from."""
    # Contacts on one's deals are asked of the deals: asked of all contacts, a new rep would wait for the whole log.
    contacts = contacts_for(user) if sees_all(user) else contacts_for(user).filter(rep__in=reps_for(user))
    return not any(known.exists() for known in (deals_for(user), contacts, sales_for(user)))


def first_steps(request: PageRequest, heading: str) -> HttpResponse:
    """Return a page that says what to do first."""
    return render(request, "parts/first_steps.html", {"heading": heading})
