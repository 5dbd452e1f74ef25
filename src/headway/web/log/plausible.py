"""What no contact can be, whoever reports it: longer than its note may be, or held by somebody who had left."""

from django.utils.translation import gettext as _

from headway.web.figures import day, number
from headway.web.log.problem import LogProblem
from headway.web.models import Contact, Membership

# About thirty pages: a long talk dictated from beginning to end has room, a contract copied in has not.
LONGEST_NOTE = 100_000


def check_note(note: str) -> None:
    """Raise LogProblem for a note that is a book."""
    if len(note) > LONGEST_NOTE:
        raise LogProblem(
            _("This note has %(length)s characters. A contact keeps %(most)s: shorten it, and say where the rest is.")
            % {"length": number(len(note)), "most": number(LONGEST_NOTE)}
        )


def check_rep(contact: Contact) -> None:
    """Raise LogProblem where whoever held a contact had left the company by that day."""
    if contact.rep.is_active:
        return
    latest = Membership.objects.filter(user=contact.rep).order_by("-starts_on").first()
    if latest is not None and latest.ends_on is not None and contact.happened_on >= latest.ends_on:
        raise LogProblem(
            _("%(rep)s left on %(day)s. Say who held this contact, or on which earlier day it was.")
            % {"rep": contact.rep.name, "day": day(latest.ends_on)}
        )
