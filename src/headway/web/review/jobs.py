"""The evening review by mail, at the hour that each head of sales has chosen."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.reports.evening_review import Listed
from headway.web import figures
from headway.web.access import Verb, may
from headway.web.agenda import Agenda, AgendaCounts
from headway.web.asking import Asker, Words
from headway.web.asking_review import review_of
from headway.web.clock import zone_of
from headway.web.jobs import every_minute
from headway.web.jobs.ledger import run_once
from headway.web.mail import can_send, send, speaking_to
from headway.web.models import Company, Role, User

_log = logging.getLogger(__name__)
# Where the worker stood still at the hour, the review is sent as soon as it is back, but not in the night.
_LATE = timedelta(hours=3)
_SATURDAY = 5
_NOTHING = AgendaCounts(0, 0, 0, 0)


@dataclass(frozen=True)
class RepLine:
    """What a rep did on the day, and what waits: overdue next steps, open deals without one."""

    name: str
    contacts: int = 0
    effective: int = 0
    new_ground: int = 0
    steps: AgendaCounts = _NOTHING


@every_minute
def send_reviews(now: datetime) -> None:
    """Send the review of the day to everybody whose hour has come and who has not got it yet."""
    if not can_send():
        return
    company = Company.objects.select_related("currency").first()
    for user in User.objects.filter(review_hour__isnull=False, is_active=True):
        if not may(user, Verb.REVIEW) or not _is_time(user, company, now):
            continue
        period = f"{user.pk}:{now.astimezone(zone_of(user, company)).date().isoformat()}"
        try:
            run_once("review.send", period, partial(_send, user, company, now), lambda: now)
        except Exception:  # noqa: BLE001 - whatever it is, the next one's mail must go out
            _log.exception("The evening review of %s could not be written.", user.email)


def _is_time(user: User, company: Company | None, now: datetime) -> bool:
    here = now.astimezone(zone_of(user, company))
    hour = here.replace(hour=user.review_hour or 0, minute=0, second=0, microsecond=0)
    return timedelta(0) <= here - hour < _LATE


def _send(user: User, company: Company | None, now: datetime) -> dict[str, int]:
    asker = Asker(user, company, now)
    lines = lines_of(asker)
    contacts = sum(line.contacts for line in lines)
    if not contacts and asker.today.weekday() >= _SATURDAY:
        return {"contacts": 0}
    with speaking_to(user):
        told = {
            "day": asker.today,
            "lines": lines,
            "contacts": contacts,
            "effective": sum(line.effective for line in lines),
            "new_ground": sum(line.new_ground for line in lines),
        }
        send(user, _subject(asker, contacts), "review", told)
    return {"contacts": contacts}


def lines_of(asker: Asker) -> list[RepLine]:
    """Return a line for each rep with contacts on the asker's day or with next steps that wait, by name."""
    waiting = {line.rep.pk: line for line in Agenda(asker.user, asker.today).by_rep()}
    days = {line.rep_id: line for line in review_of(asker, Words(period="today"), Listed(limit=0, moves=0)).reps}
    lines = [
        RepLine(
            line.name if line.rep_id is not None else _("not given"),
            line.contacts,
            line.effective,
            line.new_ground,
            waiting[line.rep_id].counts if line.rep_id in waiting else _NOTHING,
        )
        for line in days.values()
    ]
    lines += [
        RepLine(line.rep.name, steps=line.counts)
        for id_, line in waiting.items()
        # Who leads and has nothing that waits is no line of zeros.
        if id_ not in days and (line.rep.role == Role.REP or line.counts.overdue or line.counts.missing)
    ]
    return sorted(lines, key=lambda line: line.name)


def _subject(asker: Asker, contacts: int) -> str:
    counted = ngettext("%(count)s contact", "%(count)s contacts", contacts) % {"count": figures.number(contacts)}
    return _("%(day)s: %(contacts)s") % {"day": figures.short_day(asker.today), "contacts": counted}
