"""Writes programmes: begins one, writes its weeks anew, ends it, and notes that a week is done."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from headway.engine.calendar import Step, first_day
from headway.web import audit
from headway.web.access import Verb, require
from headway.web.asking import Asker
from headway.web.models import Company, Programme, WeekDone
from headway.web.naming import NotUnderstood
from headway.web.programmes.files import EIGHT_WEEKS, SHIPPED
from headway.web.programmes.following import outline_of, running
from headway.web.programmes.outline import Outline
from headway.web.read_words import one_of

_FIELDS = ("shipped", "name", "weeks", "starts_on", "is_running")
_LONGEST_NOTE = 300
_FARTHEST = timedelta(days=180)


def start_programme(
    asker: Asker, *, outline: Outline | None = None, shipped: str = EIGHT_WEEKS, on: date | None = None
) -> Programme:
    """Begin a programme, one that ships or one's own, on the first day of a week: this one's, unless told otherwise.

    The one that runs ends. Raises NotUnderstood, PermissionDenied.
    """
    require(asker.user, Verb.ADMINISTER)
    if outline is None and shipped not in SHIPPED:
        raise NotUnderstood(one_of(shipped, SHIPPED), "shipped")
    starts_on = first_day(on or asker.today, Step.WEEK, asker.week_start)
    if abs(starts_on - asker.today) > _FARTHEST:
        raise NotUnderstood(_("This day is too far. Choose one within half a year."), "on")
    with _one_at_a_time():
        former = running()
        if former is not None:
            _end(asker, former)
        programme = Programme(shipped="" if outline else shipped, starts_on=starts_on)
        programme.made_by, programme.made_at = asker.user, asker.now
        if outline is not None:
            programme.name, programme.weeks = outline.name, [each.plain() for each in outline.tasks]
        programme.save()
        audit.record(asker.user, "add", programme, asker.now, after=audit.snapshot(programme, _FIELDS))
    return programme


def write_programme(asker: Asker, programme: Programme, outline: Outline) -> Programme:
    """Write the weeks of a programme anew; one that ships becomes the company's own. Raises PermissionDenied."""
    require(asker.user, Verb.ADMINISTER)
    with _one_at_a_time():
        known = Programme.objects.get(pk=programme.pk)
        before = audit.snapshot(known, _FIELDS)
        known.shipped, known.name, known.weeks = "", outline.name, [each.plain() for each in outline.tasks]
        if audit.snapshot(known, _FIELDS) != before:
            known.save(update_fields=["shipped", "name", "weeks"])
            change = {"before": before, "after": audit.snapshot(known, _FIELDS)}
            audit.record(asker.user, "change", known, asker.now, **change)
    return known


def end_programme(asker: Asker, programme: Programme) -> None:
    """Let a programme run no longer; what was done stays. Raises PermissionDenied."""
    require(asker.user, Verb.ADMINISTER)
    with _one_at_a_time():
        known = Programme.objects.get(pk=programme.pk)
        if known.is_running:
            _end(asker, known)


def call_done(asker: Asker, programme: Programme, number: int, note: str = "") -> WeekDone:
    """Note that a week is done, as whoever leads says. Raises NotUnderstood, PermissionDenied."""
    require(asker.user, Verb.COMMENT)
    if not 1 <= number <= len(outline_of(programme).tasks):
        raise NotUnderstood(_("The programme has no week %(number)s.") % {"number": number}, "number")
    if len(note) > _LONGEST_NOTE:
        raise NotUnderstood(_("A note has %(most)s characters at the most.") % {"most": _LONGEST_NOTE}, "note")
    with _one_at_a_time():
        done, is_new = WeekDone.objects.get_or_create(
            programme=programme,
            number=number,
            defaults={"done_by": asker.user, "done_at": asker.now, "note": note.strip()},
        )
        if is_new:
            audit.record(
                asker.user, "add", done, asker.now, after=audit.snapshot(done, ("programme", "number", "note"))
            )
    return done


def call_undone(asker: Asker, programme: Programme, number: int) -> None:
    """Take back that a week is done. Raises PermissionDenied."""
    require(asker.user, Verb.COMMENT)
    with _one_at_a_time():
        done = WeekDone.objects.filter(programme=programme, number=number).first()
        if done is not None:
            fields = ("programme", "number", "note", "done_by", "done_at")
            audit.record(asker.user, "remove", done, asker.now, before=audit.snapshot(done, fields))
            done.delete()


def _end(asker: Asker, programme: Programme) -> None:
    before = audit.snapshot(programme, _FIELDS)
    programme.is_running, programme.ended_at = False, asker.now
    programme.save(update_fields=["is_running", "ended_at"])
    audit.record(asker.user, "end", programme, asker.now, before=before, after=audit.snapshot(programme, _FIELDS))


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Hold the company's row: two programmes cannot begin side by side."""
    with transaction.atomic():
        Company.objects.select_for_update().first()
        yield
