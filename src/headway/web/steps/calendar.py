"""A rep's next steps as a calendar by RFC 5545, for the programs that subscribe to its address."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from headway.web.agenda import SeenStep, seen_steps
from headway.web.models import ContactKind, NextStep, StepEnd, User
from headway.web.open_steps import STILL_OPEN
from headway.web.settings import ENVIRONMENT

# What was kept stays for a while, as in any calendar; what was moved, dropped or lost falls away at once.
_KEPT_FOR = timedelta(days=31)
_ALARM_BEFORE = timedelta(minutes=15)
_HOUR = timedelta(hours=1)
_LASTS = {ContactKind.MEETING: _HOUR, ContactKind.VISIT: _HOUR, ContactKind.DEMO: _HOUR}
_LASTS_ELSE = timedelta(minutes=30)


def calendar_of(user: User, now: datetime) -> bytes:
    """Return the calendar of a user's own steps in the language that is spoken; the same steps give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Headway//Next steps//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Next steps of %(name)s") % {"name": user.name})
    calendar.add("refresh-interval", _HOUR, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for seen in seen_steps(user, _steps(user, now)):
        calendar.add_component(_event(seen))
    return bytes(calendar.to_ical())


def _steps(user: User, now: datetime) -> Iterable[NextStep]:
    kept = Q(end=StepEnd.KEPT, due_on__gte=(now - _KEPT_FOR).date())
    return NextStep.objects.filter(STILL_OPEN | kept, rep=user).order_by("due_on", "pk")


def _event(seen: SeenStep) -> Event:
    step = seen.step
    event = Event()
    event.add("uid", f"{step.uid}@headway")
    # A step that is moved is another one: the only second version of one is that it was kept.
    event.add("sequence", 0 if step.end is None else 1)
    event.add("dtstamp", step.written_at.replace(microsecond=0))
    event.add("summary", _summary(seen))
    event.add("url", f"{ENVIRONMENT.url}{reverse('step', args=[step.pk])}")
    event.add("description", _description(seen))
    if step.due_at is None:
        event.add("dtstart", step.due_on)
        event.add("dtend", step.due_on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", step.due_at)
        event.add("dtend", step.due_at + _LASTS.get(ContactKind(step.kind), _LASTS_ELSE))
        if step.end is None:
            event.add_component(_alarm(_summary(seen)))
    return event


def _alarm(words: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -_ALARM_BEFORE)
    alarm.add("description", words)
    return alarm


def _summary(seen: SeenStep) -> str:
    name = seen.client.name if seen.client else _("a client of somebody else")
    done = "" if seen.step.end is None else "✓ "
    return f"{done}{capfirst(seen.step.get_kind_display())}: {name}"


def _description(seen: SeenStep) -> str:
    client, deal = seen.client, seen.deal
    lines = (seen.step.what, deal.name if deal else "", client.phone if client else "")
    return "\n".join(line for line in lines if line)
