"""A next step as pages show it: when it is due, the way to log it, and the days it can be moved to by one tap."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.web import figures
from headway.web.access import Verb, may, reps_for
from headway.web.agenda import SeenStep
from headway.web.models import Client, Company, Deal, NextStep, User
from headway.web.working_days import company_calendar

# Within so many days a day needs no year.
_NEAR = 150


@dataclass(frozen=True)
class StepCard:
    """A next step with what can be done about it; ``log_url`` is empty where the reader may not."""

    step: NextStep
    client: Client | None
    deal: Deal | None
    when: str
    is_overdue: bool
    log_url: str

    @property
    def may_settle(self) -> bool:
        """Whether the reader may log, move or drop it."""
        return bool(self.log_url)


@dataclass(frozen=True)
class DayChoice:
    """A day to move a step to, with its words."""

    day: date
    words: str


def cards_of(user: User, seen: Iterable[SeenStep], today: date) -> list[StepCard]:
    """Return the cards of some steps for a reader."""
    found = list(seen)
    theirs = set(reps_for(user).filter(pk__in={each.step.rep_id for each in found}).values_list("pk", flat=True))
    own = theirs if may(user, Verb.LOG) else set()
    return [
        StepCard(
            step=each.step,
            client=each.client,
            deal=each.deal,
            when=_when(each.step, today),
            is_overdue=each.step.due_on < today and each.step.end is None,
            log_url=log_url(each) if each.step.rep_id in own else "",
        )
        for each in found
    ]


def log_url(seen: SeenStep) -> str:
    """Return the address that logs the contact that a step announced."""
    step = seen.step
    deal = {"deal": step.deal_id} if seen.deal else {}
    words = {"client": step.client_id, **deal, "kind": step.kind, "keeps": step.pk}
    return f"{reverse('contact_new')}?{urlencode(words)}"


def days_to_move_to(today: date, company: Company | None) -> list[DayChoice]:
    """Return the next working day, and those a week and two weeks from now."""
    tomorrow, calendar = today + timedelta(days=1), company_calendar(company)
    next_day = calendar.next_worked(tomorrow)
    return [
        DayChoice(next_day, _("Tomorrow") if next_day == tomorrow else figures.short_day(next_day)),
        DayChoice(calendar.next_worked(today + timedelta(days=7)), _("In a week")),
        DayChoice(calendar.next_worked(today + timedelta(days=14)), _("In two weeks")),
    ]


def _when(step: NextStep, today: date) -> str:
    """Say when a step is due: the nearest days by their names, a time where one was agreed."""
    names = {
        -1: pgettext("day of a next step", "yesterday"),
        0: pgettext("day of a next step", "today"),
        1: pgettext("day of a next step", "tomorrow"),
    }
    apart = (step.due_on - today).days
    day = names.get(apart) or (figures.short_day if abs(apart) < _NEAR else figures.day)(step.due_on)
    return f"{day}, {figures.clock(step.due_at)}" if step.due_at else day
