"""Writes aims: sets one with the baseline of its day, ends one, and keeps who is told once a week."""

from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from headway.engine.period import Period
from headway.web import audit
from headway.web.access import Verb, require, sees_all
from headway.web.aims.baseline import baseline_of
from headway.web.aims.indicators import indicator_named
from headway.web.asking import Asker
from headway.web.models import Aim, Company, StandingMail
from headway.web.naming import NotUnderstood
from headway.web.still import still_facts

# Two months unless another day is said, and no longer than the history that it is held against can tell of.
USUAL_DAYS = 60
MOST_DAYS = 366
FEWEST_DAYS = 7
_FIELDS = ("indicator", "value", "starts_on", "due_on", "ended_at")


def set_aim(asker: Asker, *, indicator: str, value: Decimal, by: date | None = None, since: date | None = None) -> Aim:
    """Let an indicator have to reach a value from a day on, today unless given, by another.

    The baseline is what is known today of as many days before, and an aim of the same indicator ends. Raises
    NotUnderstood, PermissionDenied.
    """
    require(asker.user, Verb.ADMINISTER)
    chosen = indicator_named(indicator)
    starts_on, due_on = since or asker.today, by or asker.today + timedelta(days=USUAL_DAYS)
    _check(value, asker.today, starts_on, due_on)
    with still_facts() as facts:
        baseline = baseline_of(asker, chosen, Period(starts_on, due_on + timedelta(days=1)), facts)
    with transaction.atomic():
        # Whoever holds the company's row sets aims one after another.
        Company.objects.select_for_update().first()
        for former in Aim.objects.filter(indicator=chosen.name, ended_at=None):
            _end(asker, former)
        aim = Aim(indicator=chosen.name, value=value, starts_on=starts_on, due_on=due_on, baseline=baseline.kept())
        aim.set_by, aim.set_at = asker.user, asker.now
        aim.save()
        audit.record(asker.user, "set", aim, asker.now, after=audit.snapshot(aim, _FIELDS))
    return aim


def end_aim(asker: Asker, aim: Aim) -> None:
    """Give an aim up, or put one away that is over. Raises PermissionDenied."""
    require(asker.user, Verb.ADMINISTER)
    with transaction.atomic():
        known = Aim.objects.select_for_update(of=("self",)).get(pk=aim.pk)
        if known.ended_at is None:
            _end(asker, known)


def send_standing(asker: Asker, weekday: int | None) -> None:
    """Tell whoever asks once a week where the company stands, on a day of the week (0 is Monday), or no longer.

    Raises PermissionDenied.
    """
    require(asker.user, Verb.REVIEW)
    if not sees_all(asker.user):
        # The company's aims do not exist for whoever leads one team.
        raise PermissionDenied
    with transaction.atomic():
        known = StandingMail.objects.filter(user=asker.user).first()
        before = known.weekday if known else None
        if before == weekday:
            return
        if weekday is None and known is not None:
            audit.record(asker.user, "remove", known, asker.now, before={"weekday": before})
            known.delete()
        elif weekday is not None:
            kept, _is_new = StandingMail.objects.update_or_create(user=asker.user, defaults={"weekday": weekday})
            audit.record(asker.user, "set", kept, asker.now, before={"weekday": before}, after={"weekday": weekday})


def _check(value: Decimal, today: date, starts_on: date, due_on: date) -> None:
    if value <= 0:
        raise NotUnderstood(_("An aim is more than nothing. Write what is to be reached."), "value")
    if (due_on - today).days + 1 < FEWEST_DAYS:
        raise NotUnderstood(_("This day is too near: choose one at least a week from now."), "by")
    if (due_on - today).days + 1 > MOST_DAYS:
        raise NotUnderstood(_("This day is too far: choose one within a year."), "by")
    days = (due_on - starts_on).days + 1
    if days < FEWEST_DAYS:
        raise NotUnderstood(_("Choose a first day at least a week before the last one."), "since")
    if days > MOST_DAYS:
        raise NotUnderstood(_("Choose a first day within a year of the last one."), "since")


def _end(asker: Asker, aim: Aim) -> None:
    before = audit.snapshot(aim, _FIELDS)
    aim.ended_at = asker.now
    aim.save(update_fields=["ended_at"])
    audit.record(asker.user, "end", aim, asker.now, before=before, after=audit.snapshot(aim, _FIELDS))
