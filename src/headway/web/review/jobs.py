"""The evening review by mail, at the hour that each head of sales has chosen."""

import logging
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.engine.period import Period
from headway.reports.evening_review import Listed
from headway.web import figures
from headway.web.access import Verb, may, reps_for
from headway.web.agenda import Agenda, AgendaCounts
from headway.web.asking import Asker, Words
from headway.web.asking_review import review_of
from headway.web.clock import zone_of
from headway.web.jobs import every_minute
from headway.web.jobs.ledger import run_once
from headway.web.mail import can_send, send, speaking_to
from headway.web.models import Company, Role, User
from headway.web.rep_day import PlannedDay, is_by_plan, next_working_day, planned_days
from headway.web.rep_day.said import needs_words
from headway.web.working_days import company_days

_log = logging.getLogger(__name__)
# Where the worker stood still at the hour, the review is sent as soon as it is back, but not in the night.
_LATE = timedelta(hours=3)
_NOTHING = AgendaCounts(0, 0, 0, 0)


@dataclass(frozen=True)
class RepLine:
    """What a rep did on the day, what waits, and what the next working day needs by the plan."""

    name: str
    contacts: int = 0
    effective: int = 0
    new_ground: int = 0
    steps: AgendaCounts = _NOTHING
    plan: str = ""


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
    if not contacts and not company_days(Period.day(asker.today)):
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
    plans = _plans(asker)
    lines = [
        RepLine(
            line.name if line.rep_id is not None else _("not given"),
            line.contacts,
            line.effective,
            line.new_ground,
            waiting[line.rep_id].counts if line.rep_id in waiting else _NOTHING,
            plans.get(line.rep_id or 0, ""),
        )
        for line in days.values()
    ]
    lines += [
        RepLine(line.rep.name, steps=line.counts, plan=plans.get(id_, ""))
        for id_, line in waiting.items()
        # Who leads and has nothing that waits is no line of zeros.
        if id_ not in days and (line.rep.role == Role.REP or line.counts.overdue or line.counts.missing)
    ]
    return sorted(lines, key=lambda line: line.name)


def _plans(asker: Asker) -> dict[int, str]:
    """Say by rep what the day after the asker's needs, or the next one that they work."""
    reps = reps_for(asker.user).filter(role=Role.REP, is_active=True)
    days: dict[date, list[User]] = defaultdict(list)
    for rep in reps:
        if day := next_working_day(rep, asker.today):
            days[day].append(rep)
    planned = (each for day, theirs in days.items() for each in planned_days(asker, theirs, day) if each.lines)
    return {each.rep.pk: _plan_words(each) for each in planned}


def _plan_words(planned: PlannedDay) -> str:
    needs = needs_words(planned) or _("nothing more")
    words = {"day": figures.short_day(planned.day), "needs": needs}
    if is_by_plan(planned):
        return _("%(day)s needs %(needs)s by the plan") % words
    return _("%(day)s needs %(needs)s") % words


def _subject(asker: Asker, contacts: int) -> str:
    counted = ngettext("%(count)s contact", "%(count)s contacts", contacts) % {"count": figures.number(contacts)}
    return _("%(day)s: %(contacts)s") % {"day": figures.short_day(asker.today), "contacts": counted}
