"""Mail about next steps: an hour before one with a time, and each morning the list of the day."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.web import figures
from headway.web.agenda import Agenda, seen_steps
from headway.web.clock import zone_of
from headway.web.jobs import every_minute
from headway.web.jobs.ledger import run_once
from headway.web.mail import can_send, send, speaking_to
from headway.web.models import Company, NextStep, User
from headway.web.open_steps import STILL_OPEN
from headway.web.step_cards import cards_of

_log = logging.getLogger(__name__)
_AHEAD = timedelta(hours=1)
_QUARTER = 15
_MORNING = 7
# Where the worker stood still in the morning, a list at noon would be no morning list any more.
_MORNING_ENDS = 11


@every_minute
def remind(now: datetime) -> None:
    """Once a quarter of an hour, remind of the steps of the coming hour."""
    if can_send():
        quarter = now.replace(minute=now.minute - now.minute % _QUARTER)
        run_once("steps.remind", f"{quarter:%Y-%m-%dT%H:%M}", partial(_remind, now), lambda: now)


@every_minute
def greet(now: datetime) -> None:
    """Send the list of the day to those for whom it is seven in the morning."""
    if not can_send():
        return
    company = Company.objects.first()
    for user in User.objects.filter(reminds_by_mail=True, is_active=True):
        here = now.astimezone(zone_of(user, company))
        if _MORNING <= here.hour < _MORNING_ENDS:
            period = f"{user.pk}:{here.date().isoformat()}"
            _each_alone(partial(run_once, "steps.greet", period, partial(_greet, user, here), lambda: now))


def _remind(now: datetime) -> dict[str, int]:
    due = NextStep.objects.filter(
        STILL_OPEN,
        reminded_at=None,
        due_at__gt=now,
        due_at__lte=now + _AHEAD,
        rep__reminds_by_mail=True,
        rep__is_active=True,
    )
    steps = list(due.select_related("rep").order_by("rep", "due_at", "pk"))
    for _rep_id, of_rep in groupby(steps, key=lambda step: step.rep_id):
        _each_alone(partial(_remind_rep, list(of_rep), now))
    return {"reminded": len(steps)}


def _remind_rep(steps: list[NextStep], now: datetime) -> None:
    with transaction.atomic():
        # Whoever writes the moment first sends the mail; it goes into the queue when that is committed.
        claimed = [step for step in steps if _is_claimed(step, now)]
        if claimed:
            _send_reminder(claimed[0].rep, claimed, now)


def _is_claimed(step: NextStep, now: datetime) -> bool:
    return NextStep.objects.filter(pk=step.pk, end=None, reminded_at=None).update(reminded_at=now) == 1


def _send_reminder(rep: User, steps: Iterable[NextStep], now: datetime) -> None:
    with speaking_to(rep):
        here = now.astimezone(zone_of(rep, Company.objects.first()))
        cards = cards_of(rep, seen_steps(rep, steps), here.date())
        first = cards[0]
        told = {
            "kind": first.step.get_kind_display(),
            "client": first.client.name if first.client else "",
            "time": figures.clock(first.step.due_at or now),
        }
        subject = _("%(time)s: %(kind)s, %(client)s") % told
        if len(cards) > 1:
            count = ngettext("%(count)s next step soon", "%(count)s next steps soon", len(cards))
            subject = count % {"count": figures.number(len(cards))}
        send(rep, subject, "reminder", {"cards": cards})


def _greet(user: User, here: datetime) -> dict[str, int]:
    with speaking_to(user):
        agenda = Agenda(user, here.date(), user)
        today, overdue = (agenda.seen(agenda.steps(which)) for which in ("today", "overdue"))
        if today or overdue:
            told = {
                "day": here.date(),
                "today": cards_of(user, today, here.date()),
                "overdue": cards_of(user, overdue, here.date()),
            }
            send(user, _greeting(len(today), len(overdue)), "morning", told)
    return {"today": len(today), "overdue": len(overdue)}


def _greeting(today: int, overdue: int) -> str:
    if not today:
        still = ngettext("%(count)s next step is overdue", "%(count)s next steps are overdue", overdue)
        return still % {"count": figures.number(overdue)}
    planned = ngettext("Today: %(count)s next step", "Today: %(count)s next steps", today)
    return planned % {"count": figures.number(today)}


def _each_alone(work: Callable[[], object]) -> None:
    """Let one that fails keep the others from nothing."""
    try:
        work()
    except Exception:  # noqa: BLE001 - whatever it is, the next user's mail must go out
        _log.exception("A mail about next steps could not be written.")
