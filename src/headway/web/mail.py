"""Mail to users: in their language and time, as text and as HTML, handed to the queue, which tries again."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.functional import Promise

from headway.web.clock import zone_of
from headway.web.jobs import enqueue, job
from headway.web.jobs.queue import enqueue_later
from headway.web.models import Company, User
from headway.web.settings import ENVIRONMENT

_log = logging.getLogger(__name__)
_NO_SERVER = "django.core.mail.backends.dummy.EmailBackend"
# A server that is down is asked again after so many seconds; what did not go out in three hours is stale.
WAITS = (60, 300, 1800, 7200)


def can_send() -> bool:
    """Return whether this installation has a mail server."""
    return settings.EMAIL_BACKEND != _NO_SERVER


def send(to: User, subject: str | Promise, template: str, context: Mapping[str, Any]) -> None:
    """Write a mail to a user from ``mail/<template>.txt`` and ``.html`` and hand it to the queue.

    Nothing is sent without a mail server, to somebody who may not sign in, or to the people of the demo company, whose
    addresses do not exist. What goes wrong on the way is tried again and at last written to the log; it raises nothing.
    """
    if not can_send() or not to.is_active or to.email.endswith(".example"):
        return
    with speaking_to(to):
        told = {"reader": to, "url": ENVIRONMENT.url, **context}
        text = render_to_string(f"mail/{template}.txt", told)
        html = render_to_string(f"mail/{template}.html", {**told, "subject": str(subject)})
        enqueue(deliver, to.email, " ".join(str(subject).split()), text, html, 0)


@contextmanager
def speaking_to(user: User) -> Iterator[None]:
    """Write in the language and the time of a user, as their pages are written."""
    company = Company.objects.first()
    language = user.language or (company.language if company else "") or settings.LANGUAGE_CODE
    with translation.override(language), timezone.override(zone_of(user, company)):
        yield


@job
def deliver(to: str, subject: str, text: str, html: str, attempt: int) -> None:
    """Hand a mail to the server; where it cannot take it now, try again later."""
    mail = EmailMultiAlternatives(subject, text, to=[to], headers={"Auto-Submitted": "auto-generated"})
    mail.attach_alternative(html, "text/html")
    try:
        mail.send()
    except SMTPRecipientsRefused:
        # Nobody lives there: asking again would not help.
        _log.warning("The mail server takes no mail for %s.", to)
    except OSError as trouble:
        # What the network and the server refuse are both errors of the system.
        if attempt == len(WAITS):
            _log.error("The mail '%s' to %s did not go out: %s", subject, to, trouble)
            return
        enqueue_later(WAITS[attempt], deliver, to, subject, text, html, attempt + 1)
