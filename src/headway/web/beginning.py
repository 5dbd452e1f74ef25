"""What pages of numbers show before anything was measured: what to do first."""

from django.http import HttpResponse
from django.shortcuts import render

from headway.web.access import contacts_for, deals_for, sales_for
from headway.web.models import User
from headway.web.page import PageRequest


def is_blank(user: User) -> bool:
    """Whether nothing exists yet that numbers could be counted from."""
    return not any(known.exists() for known in (contacts_for(user), deals_for(user), sales_for(user)))


def first_steps(request: PageRequest, heading: str) -> HttpResponse:
    """Return a page that says what to do first."""
    return render(request, "parts/first_steps.html", {"heading": heading})
