"""Counting what has no client: a tap more, a correction, a tap taken back; and the kinds that a company counts."""

from datetime import date, datetime, timedelta
from typing import Any
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
from headway.web.models import FactNoun, Tally, TallyKind, User

MOST = 10_000
_FIELDS = ("kind", "rep", "counted_on", "count")
_KIND = ("name", "retired_at")
_LONGEST_NAME = 60
# A tap is taken back soon after it, or not by a tap.
_UNDONE_WITHIN = timedelta(days=1)


def count_tally(
    kind: TallyKind,
    count: int = 1,
    *,
    rep: User,
    by: User | None,
    now: datetime,
    uid: UUID | None = None,
    counted_on: date | None = None,
) -> Tally:
    """Write that a rep counted so many, today unless a day is given; safe to repeat by ``uid``.

    Raises LogProblem for a kind that is retired, a day to come, a count of nothing, and where a day would come to less
    than nothing.
    """
    with transaction.atomic():
        # The counts of a rep follow each other, so that each is judged by those before it.
        lock_user(rep.pk)
        known = Tally.objects.filter(uid=uid).first() if uid else None
        if known is not None:
            return _same(known, rep)
        today = day_of(now, replay_context().zone_of(rep))
        on = counted_on or today
        _check(kind, count, rep=rep, on=on, today=today)
        tally = Tally(uid=uid or uuid4(), kind=kind, rep=rep, counted_on=on, count=count)
        tally.team_id = replay_context().team_of(rep.pk, on)
        tally.written_at, tally.written_by = now, by
        tally.save(force_insert=True)
        audit.record(by, "count", tally, now, after=audit.snapshot(tally, _FIELDS))
        note_changes(FactNoun.TALLY, [tally.pk])
    return tally


def correct_tally(
    kind: TallyKind, total: int, *, rep: User, counted_on: date, by: User | None, now: datetime, uid: UUID | None = None
) -> Tally | None:
    """Let a day's count of a kind be so many: what is missing or too much is written beside it.

    Returns None where it is so already. Raises LogProblem as `count_tally`.
    """
    if not 0 <= total <= MOST:
        raise LogProblem(_("A day's count lies between 0 and %(most)s.") % {"most": MOST})
    with transaction.atomic():
        lock_user(rep.pk)
        known = Tally.objects.filter(uid=uid).first() if uid else None
        if known is not None:
            return _same(known, rep)
        missing = total - _counted(kind, rep, counted_on)
        if not missing:
            return None
        return count_tally(kind, missing, rep=rep, by=by, now=now, uid=uid, counted_on=counted_on)


def undo_tally(tally: Tally, *, by: User | None, now: datetime) -> None:
    """Take a count back. Raises LogProblem where it is older than a day, or where less than nothing would be left."""
    with transaction.atomic():
        lock_user(tally.rep_id)
        if not Tally.objects.filter(pk=tally.pk).exists():
            raise LogProblem(_("This count was taken back already."))
        if now - tally.written_at > _UNDONE_WITHIN:
            raise LogProblem(_("This was counted more than a day ago. Correct the count of its day instead."))
        if tally.count > _counted(tally.kind, tally.rep, tally.counted_on):
            raise LogProblem(_("The count of this day was corrected since. Correct it once more instead."))
        id_ = tally.pk
        audit.record(by, "undo", tally, now, before=audit.snapshot(tally, _FIELDS) | {"uid": tally.uid})
        tally.delete()
        note_changes(FactNoun.TALLY, [id_])


def add_tally_kind(name: str, *, by: User | None, now: datetime) -> TallyKind:
    """Let the company count something more, or again. Raises LogProblem without a name, or with a known one."""
    name = _checked(name)
    with transaction.atomic():
        known = next((kind for kind in TallyKind.objects.all() if kind.name.lower() == name.lower()), None)
        if known is not None:
            return _bring_back(known, by=by, now=now)
        kind = TallyKind.objects.create(name=name)
        audit.record(by, "add", kind, now, after=audit.snapshot(kind, _KIND))
        note_changes(FactNoun.NAMES, (0,))
    return kind


def change_tally_kind(kind: TallyKind, changes: dict[str, Any], *, by: User | None, now: datetime) -> TallyKind:
    """Rename a kind, or let it be retired (``is_retired``): its counts stay, and nothing new is counted."""
    with transaction.atomic():
        kind.refresh_from_db(from_queryset=TallyKind.objects.select_for_update(no_key=True))
        before = audit.snapshot(kind, _KIND)
        if "name" in changes:
            kind.name = _checked(changes["name"])
            if any(other.name.lower() == kind.name.lower() for other in TallyKind.objects.exclude(pk=kind.pk)):
                raise LogProblem(_("There is a counter called %(name)s already.") % {"name": kind.name})
        if "is_retired" in changes:
            kind.retired_at = (kind.retired_at or now) if changes["is_retired"] else None
        after = audit.snapshot(kind, _KIND)
        if after != before:
            kind.save(update_fields=list(_KIND))
            audit.record(by, "change", kind, now, before=before, after=after)
            note_changes(FactNoun.NAMES, (0,))
    return kind


def _check(kind: TallyKind, count: int, *, rep: User, on: date, today: date) -> None:
    check_reach(on)
    if kind.retired_at is not None:
        raise LogProblem(_("%(name)s is counted no more.") % {"name": kind.name})
    if on > today:
        raise LogProblem(_("This day is still to come. Count when it is there."))
    if count == 0:
        raise LogProblem(_("A count of nothing says nothing. Give a number."))
    if not 0 <= _counted(kind, rep, on) + count <= MOST:
        raise LogProblem(_("A day's count lies between 0 and %(most)s.") % {"most": MOST})


def _counted(kind: TallyKind, rep: User, on: date) -> int:
    counted = Tally.objects.filter(kind=kind, rep=rep, counted_on=on)
    return int(counted.aggregate(total=Sum("count"))["total"] or 0)


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise LogProblem(_("A counter needs a name."))
    if len(name) > _LONGEST_NAME:
        raise LogProblem(_("The name of a counter has %(longest)s characters at most.") % {"longest": _LONGEST_NAME})
    return name


def _bring_back(known: TallyKind, *, by: User | None, now: datetime) -> TallyKind:
    if known.retired_at is None:
        raise LogProblem(_("There is a counter called %(name)s already.") % {"name": known.name})
    return change_tally_kind(known, {"is_retired": False}, by=by, now=now)


def _same(known: Tally, rep: User) -> Tally:
    if known.rep_id != rep.pk:
        raise LogProblem(_("Another count has this id already. Send it with a new one."))
    return known
