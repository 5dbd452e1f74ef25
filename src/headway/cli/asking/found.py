"""Finds the deal that words on the command line name."""

from django.utils.translation import gettext as _

from headway.cli.problem import CommandProblem
from headway.web.access import deals_for
from headway.web.models import Deal, User
from headway.web.naming import one_named
from headway.web.search import fold

_NEAR = 5


def deal_called(user: User, text: str) -> Deal:
    """Return the one deal of an id or a name; of several, they are told apart by their clients.

    Raises CommandProblem where several are called so, and NotUnderstood, whose sentence names near ones.
    """
    deals = deals_for(user).select_related("client", "milestones").order_by("-entered_at", "-pk")
    known = deals.values_list("pk", "name")
    alike = [] if text.isdecimal() else [pk for pk, name in known if fold(name) == fold(text)]
    if len(alike) > 1:
        named = deals.filter(pk__in=alike[:_NEAR])
        words = {"name": text, "names": ", ".join(f"{deal.client.name} ({deal.pk})" for deal in named)}
        raise CommandProblem(_("Several deals are called '%(name)s': %(names)s. Give the id.") % words)
    return deals.get(pk=one_named(known, text, "deal"))
