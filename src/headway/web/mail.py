"""Mail to users: in their language and time, as text and as HTML, handed to the queue, which tries again."""

import logging
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.functional import Promise

from headway.web.clock import zone_of
from headway.web.facts import facts_known_until
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


@dataclass(frozen=True)
class Enclosed:
    """What a mail brings along: a file, or with a ``cid`` a picture that its HTML shows as ``cid:...``."""

    name: str
    kind: str
    content: bytes
    cid: str = ""


def send(
    to: User, subject: str | Promise, template: str, context: Mapping[str, Any], enclosed: Sequence[Enclosed] = ()
) -> None:
    """Write a mail to a user from ``mail/<template>.txt`` and ``.html`` and hand it to the queue.

    Nothing is sent without a mail server, to somebody who may not sign in, or to the people of the demo company, whose
    addresses do not exist. What goes wrong on the way is tried again and at last written to the log; it raises nothing.
    """
    if not can_send() or not to.is_active or to.email.endswith(".example"):
        return
    with speaking_to(to):
        told = {"reader": to, "url": ENVIRONMENT.url, "facts_known_until": facts_known_until(), **context}
        text = render_to_string(f"mail/{template}.txt", told)
        html = render_to_string(f"mail/{template}.html", {**told, "subject": str(subject)})
        # The queue takes texts.
        files = [(each.name, each.kind, b64encode(each.content).decode(), each.cid) for each in enclosed]
        more = (files,) if files else ()
        enqueue(deliver, to.email, " ".join(str(subject).split()), text, html, 0, *more)


@contextmanager
def speaking_to(user: User) -> Iterator[None]:
    """Write in the language and the time of a user, as their pages are written."""
    company = Company.objects.first()
    language = user.language or (company.language if company else "") or settings.LANGUAGE_CODE
    with translation.override(language), timezone.override(zone_of(user, company)):
        yield


@job
def deliver(  # noqa: PLR0917 - what the queue keeps is handed on in order
    to: str, subject: str, text: str, html: str, attempt: int, files: Sequence[tuple[str, str, str, str]] = ()
) -> None:
    """Hand a mail to the server; where it cannot take it now, try again later."""
    mail = EmailMultiAlternatives(subject, text, to=[to], headers={"Auto-Submitted": "auto-generated"})
    mail.attach_alternative(html, "text/html")
    for name, kind, content, cid in files:
        mail.attach(_part(name, kind, b64decode(content), cid))
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
        enqueue_later(WAITS[attempt], deliver, to, subject, text, html, attempt + 1, *((files,) if files else ()))


def _part(name: str, kind: str, content: bytes, cid: str) -> MIMEBase:
    part = MIMEBase(*kind.split("/", 1))
    part.set_payload(content)
    encode_base64(part)
    part.add_header("Content-Disposition", "inline" if cid else "attachment", filename=name)
    if cid:
        part.add_header("Content-ID", f"<{cid}>")
    return part
