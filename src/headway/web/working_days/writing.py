"""Settles working days: the company's week and its own days, absences, part time; each change is in the audit trail."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from headway.planning.calendar import countries, regions_of
from headway.web import audit, figures
from headway.web.log import LogProblem
from headway.web.log.locks import lock_user
from headway.web.log.times import check_reach as check_begin
from headway.web.models import Absence, AbsenceKind, Company, OverruledDay, OwnWeek, User

_DAY = timedelta(days=1)
_WEEK = 7
_FULL = 100
_LATEST_YEAR = 2100
# So many days are listed at once at the most.
MOST_SHOWN = 5 * 366
_MOST_DAYS = 366
_LONGEST_WHY = 100
_COMPANY = ("country", "region", "working_weekdays")
_RULED = ("day", "is_worked", "why")
_ABSENCE = ("user", "starts_on", "ends_on", "kind", "is_half")
_OWN_WEEK = ("user", "starts_on", "percents")


def too_long() -> str:
    """Say that a period has too many days to be listed."""
    return _("Working days are listed for five years at most. Choose a shorter period.")


def settle_week(*, country: str, region: str, weekdays: Sequence[int], by: User | None, now: datetime) -> None:
    """Set the country and region whose holidays are free, and the weekdays that are worked; none as the country has it.

    Raises LogProblem for a country or a region that the calendar does not know.
    """
    if country not in countries():
        raise LogProblem(_("'%(code)s' is no country whose holidays are known.") % {"code": country})
    if region and region not in regions_of(country):
        known = ", ".join(regions_of(country)) or "-"
        words = {"code": region, "known": known}
        raise LogProblem(_("'%(code)s' is no region with holidays of its own here. There are: %(known)s.") % words)
    if not set(weekdays) <= set(range(_WEEK)):
        raise LogProblem(_("A weekday is a number from 0 for Monday to 6 for Sunday."))
    with transaction.atomic():
        company = Company.objects.select_for_update().get()
        before = audit.snapshot(company, _COMPANY)
        company.country, company.region = country, region
        company.working_weekdays = "".join(map(str, sorted(set(weekdays))))
        after = audit.snapshot(company, _COMPANY)
        if after != before:
            company.save(update_fields=_COMPANY)
            audit.record(by, "change", company, now, before=before, after=after)


def overrule_day(day: date, *, is_worked: bool, why: str = "", by: User | None, now: datetime) -> OverruledDay:
    """Let a day be worked by the company, or not, whatever the calendar says. Raises LogProblem."""
    _check_reach(day)
    why = " ".join(why.split())
    if len(why) > _LONGEST_WHY:
        raise LogProblem(_("A reason has %(longest)s characters at most. Shorten it.") % {"longest": _LONGEST_WHY})
    with transaction.atomic():
        known = _locked(day)
        ruled = known or OverruledDay(day=day)
        before = audit.snapshot(ruled, _RULED) if known else None
        ruled.is_worked, ruled.why = is_worked, why
        after = audit.snapshot(ruled, _RULED)
        if after != before:
            ruled.written_at, ruled.written_by = now, by
            ruled.save()
            audit.record(by, "change" if known else "add", ruled, now, before=before, after=after)
    return ruled


def follow_calendar(day: date, *, by: User | None, now: datetime) -> None:
    """Let a day be what the calendar says again. Raises LogProblem where the company has not overruled it."""
    with transaction.atomic():
        known = _locked(day)
        if known is None:
            raise LogProblem(_("This day is as the calendar has it already."))
        audit.record(by, "delete", known, now, before=audit.snapshot(known, _RULED))
        known.delete()


def enter_absence(
    user: User,
    first: date,
    latest: date,
    *,
    kind: str = AbsenceKind.HOLIDAY,
    is_half: bool = False,
    by: User | None,
    now: datetime,
    uid: UUID | None = None,
) -> Absence:
    """Write down that somebody is away from a day up to and with another; safe to repeat by ``uid``.

    Raises LogProblem where the days are out of order, more than a year, or taken by another absence of theirs.
    """
    _check_days(first, latest, kind)
    with transaction.atomic():
        # The absences of a user follow each other, so that no two take the same day.
        lock_user(user.pk)
        known = Absence.objects.filter(uid=uid).first() if uid else None
        if known is not None:
            return _same(known, user)
        absence = Absence(uid=uid or uuid4(), user=user, starts_on=first, ends_on=latest + _DAY, kind=kind)
        absence.is_half, absence.written_at, absence.written_by = is_half, now, by
        taken = Absence.objects.filter(user=user, starts_on__lt=absence.ends_on, ends_on__gt=first).first()
        if taken is not None:
            words = {"day": figures.day(max(taken.starts_on, first))}
            raise LogProblem(_("An absence is written down for %(day)s already. Take it out first.") % words)
        absence.save(force_insert=True)
        audit.record(by, "add", absence, now, after=audit.snapshot(absence, _ABSENCE))
    return absence


def remove_absence(absence: Absence, *, by: User | None, now: datetime) -> None:
    """Take an absence out; the audit trail keeps what it was."""
    with transaction.atomic():
        lock_user(absence.user_id)
        audit.record(by, "delete", absence, now, before=audit.snapshot(absence, _ABSENCE) | {"uid": absence.uid})
        absence.delete()


def set_own_week(
    user: User, starts_on: date, percents: Sequence[int] | None, *, by: User | None, now: datetime
) -> OwnWeek:
    """Let somebody work so many per cent of each weekday from a day on, Monday first; None for the company's week.

    Raises LogProblem where that is not seven parts of a day.
    """
    _check_reach(starts_on)
    if percents is not None and (len(percents) != _WEEK or not all(0 <= each <= _FULL for each in percents)):
        raise LogProblem(_("Give seven numbers from 0 to 100: what part of each weekday is worked, Monday first."))
    with transaction.atomic():
        lock_user(user.pk)
        known = OwnWeek.objects.filter(user=user, starts_on=starts_on).first()
        week = known or OwnWeek(user=user, starts_on=starts_on)
        before = audit.snapshot(week, _OWN_WEEK) if known else None
        week.percents = None if percents is None else list(percents)
        after = audit.snapshot(week, _OWN_WEEK)
        if after != before:
            week.written_at, week.written_by = now, by
            week.save()
            audit.record(by, "change" if known else "add", week, now, before=before, after=after)
    return week


def remove_own_week(week: OwnWeek, *, by: User | None, now: datetime) -> None:
    """Take a person's own week out: what held before it holds on."""
    with transaction.atomic():
        lock_user(week.user_id)
        audit.record(by, "delete", week, now, before=audit.snapshot(week, _OWN_WEEK))
        week.delete()


def _check_reach(day: date) -> None:
    check_begin(day)
    if day.year > _LATEST_YEAR:
        raise LogProblem(_("Days are planned up to the year %(latest)s. Check the day.") % {"latest": _LATEST_YEAR})


def _check_days(first: date, latest: date, kind: str) -> None:
    _check_reach(first)
    _check_reach(latest)
    if latest < first:
        raise LogProblem(_("The last day lies before the first. Give the days in their order."))
    if (latest - first).days >= _MOST_DAYS:
        raise LogProblem(_("An absence is a year at most. For longer, write down what part of the week is worked."))
    if kind not in AbsenceKind.values:
        known = ", ".join(AbsenceKind.values)
        raise LogProblem(_("'%(kind)s' is no kind of absence. There are: %(known)s.") % {"kind": kind, "known": known})


def _locked(day: date) -> OverruledDay | None:
    # Whoever holds the company's row writes its days one after another.
    Company.objects.select_for_update().first()
    return OverruledDay.objects.filter(day=day).first()


def _same(known: Absence, user: User) -> Absence:
    if known.user_id != user.pk:
        raise LogProblem(_("Another absence has this id already. Send it with a new one."))
    return known
