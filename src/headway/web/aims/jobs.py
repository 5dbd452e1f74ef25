"""Where the company stands by mail, once a week, in the morning of the day that each reader has chosen."""

import logging
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from headway.web import figures
from headway.web.access import sees_all
from headway.web.aims.letter import letter_of
from headway.web.asking import Asker
from headway.web.clock import zone_of
from headway.web.jobs import every_minute
from headway.web.jobs.ledger import run_once
from headway.web.mail import can_send, send, speaking_to
from headway.web.models import Company, StandingMail
from headway.web.own.known import own_metrics

_log = logging.getLogger(__name__)
_MORNING = 7
# Where the worker stood still in the morning the mail comes later that day, but not in the evening.
_EVENING = 19


@every_minute
def send_standings(now: datetime) -> None:
    """Tell those for whom it is the morning of their day, and who have not been told yet."""
    if not can_send():
        return
    company = Company.objects.select_related("currency").first()
    for mail in StandingMail.objects.filter(user__is_active=True).select_related("user__team"):
        here = now.astimezone(zone_of(mail.user, company))
        if here.weekday() != mail.weekday or not _MORNING <= here.hour < _EVENING:
            continue
        period = f"{mail.pk}:{here.date().isoformat()}"
        try:
            run_once("standing.send", period, partial(_send, mail, company, now), lambda: now)
        except Exception:  # noqa: BLE001 - whatever it is, the next one's mail must go out
            _log.exception("Where we stand could not be written for %s.", mail.user.email)


def _send(mail: StandingMail, company: Company | None, now: datetime) -> dict[str, int]:
    if not sees_all(mail.user):
        # Whoever is no longer the owner or the analyst sees the company's aims no longer.
        return {"aims": 0}
    # Each reader's own metrics are said in the reader's language.
    with speaking_to(mail.user), own_metrics():
        asker = Asker(mail.user, company, now)
        letter = letter_of(asker)
        if letter.is_empty:
            return {"aims": 0}
        subject = _("Where we stand, %(day)s") % {"day": figures.day(asker.today)}
        send(mail.user, subject, "standing", {"letter": letter, "today": asker.today}, letter.pictures())
    return {"aims": len(letter.aims)}
