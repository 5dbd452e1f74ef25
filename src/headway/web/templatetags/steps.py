"""What is agreed to come, on the pages of other features: with a client, about a deal, on the day."""

from typing import Any

from django import template
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.web import figures
from headway.web.access import Verb, may
from headway.web.agenda import Agenda, SeenStep, open_steps_with
from headway.web.models import Client, Deal
from headway.web.page import PageRequest, today_of
from headway.web.step_cards import cards_of, days_to_move_to

register = template.Library()
# More than these are a list of their own.
_AT_MOST = 6


@register.inclusion_tag("parts/next_steps.html", takes_context=True)
def steps_with(context: template.Context, client: Client, deal: Deal | None = None) -> dict[str, Any]:
    """Show the open steps with a client, or those about one of its deals, and the way to agree another."""
    request = context["request"]
    about = {"deal": deal.pk} if deal else {"client": client.pk}
    new = {"new_about": about, "new_url": reverse("step_new")} if may(request.user, Verb.LOG) else {}
    shown = open_steps_with(request.user, client=client, deal=deal)
    return _shown(request, shown, is_of_many=True) | {"title": _("Next steps"), **new}


@register.inclusion_tag("parts/next_steps.html", takes_context=True)
def steps_of_day(context: template.Context) -> dict[str, Any]:
    """Show the reader's own steps that are overdue or due today; nothing where there are none."""
    request = context["request"]
    today = today_of(request)
    agenda = Agenda(request.user, today, request.user)
    # What is for today comes before what waits already.
    due = agenda.steps("open").filter(due_on__lte=today).order_by("-due_on", F("due_at").asc(nulls_last=True), "pk")
    told = _shown(request, agenda.seen(due[:_AT_MOST]), is_of_many=False)
    more = {"more_url": reverse("steps"), "more_words": _more(due.count())}
    return told | {"title": _("To do today"), "is_hidden_when_empty": True, **more}


def _shown(request: PageRequest, shown: list[SeenStep], *, is_of_many: bool) -> dict[str, Any]:
    today = today_of(request)
    return {
        "request": request,
        "cards": cards_of(request.user, shown, today),
        "days": days_to_move_to(today, request.company) if shown else [],
        "is_of_many": is_of_many,
    }


def _more(count: int) -> str:
    if count <= _AT_MOST:
        return _("All next steps")
    words = ngettext("All of them: %(count)s", "All of them: %(count)s", count)
    return words % {"count": figures.number(count)}
