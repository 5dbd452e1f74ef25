"""Writing down where working time went: an entry, an entry taken out, and what time can be spent on."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from headway.web import audit
from headway.web.clock import day_of
from headway.web.log.changes import note_changes
from headway.web.log.context import replay_context
from headway.web.log.locks import lock_user
from headway.web.log.problem import LogProblem
from headway.web.log.times import check_reach
from headway.web.models import FactNoun, TimeCategory, TimeEntry, User
from headway.web.models.time_entry import SECONDS_A_DAY

_FIELDS = ("category", "rep", "spent_on", "seconds")
_CATEGORY = ("name", "is_selling")
_LONGEST_NAME = 60


def enter_time(
    category: TimeCategory,
    seconds: int,
    *,
    rep: User,
    by: User | None,
    now: datetime,
    uid: UUID | None = None,
    spent_on: date | None = None,
) -> TimeEntry:
    """Write how long a rep spent on something, today unless a day is given; safe to repeat by ``uid``.

    Raises LogProblem for no time at all, a day to come, and where a day would come to more than 24 hours.
    """
    with transaction.atomic():
        # The entries of a rep follow each other, so that each is judged by those before it.
        lock_user(rep.pk)
        known = TimeEntry.objects.filter(uid=uid).first() if uid else None
        if known is not None:
            return _same(known, rep)
        today = day_of(now, replay_context().zone_of(rep))
        on = spent_on or today
        _check(seconds, rep=rep, on=on, today=today)
        entry = TimeEntry(uid=uid or uuid4(), category=category, rep=rep, spent_on=on, seconds=seconds)
        entry.team_id = replay_context().team_of(rep.pk, on)
        entry.written_at, entry.written_by = now, by
        entry.save(force_insert=True)
        audit.record(by, "log", entry, now, after=audit.snapshot(entry, _FIELDS))
        note_changes(FactNoun.TIME, [entry.pk])
    return entry


def remove_time(entry: TimeEntry, *, by: User | None, now: datetime) -> None:
    """Take an entry out; the audit trail keeps what it was. Raises LogProblem where it is gone already."""
    with transaction.atomic():
        lock_user(entry.rep_id)
        if not TimeEntry.objects.filter(pk=entry.pk).exists():
            raise LogProblem(_("This entry was taken out already."))
        id_ = entry.pk
        audit.record(by, "delete", entry, now, before=audit.snapshot(entry, _FIELDS) | {"uid": entry.uid})
        entry.delete()
        note_changes(FactNoun.TIME, [id_])


def add_time_category(name: str, *, is_selling: bool, by: User | None, now: datetime) -> TimeCategory:
    """Let time be spent on something more. Raises LogProblem without a name, or with a known one."""
    name = " ".join(name.split())
    if not name:
        raise LogProblem(_("A time category needs a name."))
    if len(name) > _LONGEST_NAME:
        raise LogProblem(_("This name is too long: %(longest)s characters at most.") % {"longest": _LONGEST_NAME})
    with transaction.atomic():
        if any(known.name.lower() == name.lower() for known in TimeCategory.objects.all()):
            raise LogProblem(_("There is a time category %(name)s already.") % {"name": name})
        category = TimeCategory.objects.create(name=name, is_selling=is_selling)
        audit.record(by, "add", category, now, after=audit.snapshot(category, _CATEGORY))
        note_changes(FactNoun.NAMES, (0,))
    return category


def _check(seconds: int, *, rep: User, on: date, today: date) -> None:
    check_reach(on)
    if on > today:
        raise LogProblem(_("This day is still to come. Write down the time when it is spent."))
    if seconds < 1:
        raise LogProblem(_("No time at all says nothing. Give how long it took."))
    entered = TimeEntry.objects.filter(rep=rep, spent_on=on).aggregate(total=Sum("seconds"))["total"] or 0
    if entered + seconds > SECONDS_A_DAY:
        raise LogProblem(_("With this the day would have more than 24 hours. Check what is entered for it."))


def _same(known: TimeEntry, rep: User) -> TimeEntry:
    if known.rep_id != rep.pk:
        raise LogProblem(_("Another entry has this id already. Send it with a new one."))
    return known
