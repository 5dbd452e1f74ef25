"""The plan for the next working day by mail, to each rep at the hour that they have set."""

import logging
from datetime import datetime, timedelta
from functools import partial

from django.utils.translation import gettext as _

from headway.web import figures
from headway.web.asking import Asker
from headway.web.clock import zone_of
from headway.web.jobs import every_minute
from headway.web.jobs.ledger import run_once
from headway.web.mail import can_send, send, speaking_to
from headway.web.models import Company, Role, User
from headway.web.rep_day import next_working_day, rep_days, suggested
from headway.web.rep_day.said import HOW_NEEDED, day_words, said_needs, streak_words
from headway.web.rep_day.said_first import reason_words
from headway.web.working_days import worked_today

_log = logging.getLogger(__name__)
# Where the worker stood still at the hour, the plan is sent as soon as it is back, but not in the night.
_LATE = timedelta(hours=3)
_FIRST = 8


@every_minute
def send_plans(now: datetime) -> None:
    """Send the plan for their next working day to each rep whose hour has come and who has not got it yet."""
    if not can_send():
        return
    company = Company.objects.select_related("currency").first()
    for rep in User.objects.filter(role=Role.REP, plan_hour__isnull=False, is_active=True):
        here = now.astimezone(zone_of(rep, company))
        hour = here.replace(hour=rep.plan_hour or 0, minute=0, second=0, microsecond=0)
        if not timedelta(0) <= here - hour < _LATE:
            continue
        period = f"{rep.pk}:{here.date().isoformat()}"
        try:
            run_once("plan.send", period, partial(_send, rep, company, now), lambda: now)
        except Exception:  # noqa: BLE001 - whatever it is, the next one's mail must go out
            _log.exception("The plan for %s could not be written.", rep.email)


def _send(rep: User, company: Company | None, now: datetime) -> dict[str, int]:
    """Send it on days of work alone, and only where a plan needs something of the next one."""
    asker = Asker(rep, company, now)
    day = next_working_day(rep, asker.today)
    if day is None or not worked_today(rep, asker.today):
        return {"needs": 0}
    with speaking_to(rep):
        (planned, _ahead), (today, _later) = rep_days(asker, rep, day), rep_days(asker, rep)
        if not planned.lines:
            return {"needs": 0}
        first = suggested(asker, rep, day)[:_FIRST]
        told = {
            "day": day,
            "needs": said_needs(planned, company.currency if company else None),
            "today": day_words(today) if today.lines else "",
            "streak": streak_words(today),
            "first": [(one, [reason_words(one, reason) for reason in one.reasons]) for one in first],
            "how": HOW_NEEDED,
        }
        send(rep, _("Plan for %(day)s") % {"day": figures.short_day(day)}, "plan", told)
    return {"needs": len(planned.lines)}
