"""The buying committee of a deal: who decides, on which level, what they think of it, and to whom they report."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headway.reports.committee import would_circle
from headway.web import audit
from headway.web.log.locks import lock_deals
from headway.web.log.problem import LogProblem
from headway.web.models import Deal, DecisionMaker, Person, Position, User

HIGHEST, LOWEST = 1, 9
_SEAT = ("deal", "person", "level", "position", "reports_to")


def add_decision_maker(
    deal: Deal,
    person: Person,
    *,
    by: User | None,
    now: datetime,
    level: int = HIGHEST,
    position: str = Position.UNKNOWN,
    reports_to: Person | None = None,
) -> DecisionMaker:
    """Let a person have a say in a deal; whoever has it already stays as they are.

    Raises LogProblem for a person of another client or one who left, for a level that is none, and where the one to
    report to does not decide on this deal.
    """
    with transaction.atomic():
        lock_deals([deal])
        known = DecisionMaker.objects.filter(deal=deal, person=person).first()
        if known is not None:
            return known
        if person.client_id != deal.client_id:
            raise LogProblem(_("%(person)s is a person of another client.") % {"person": person.name})
        if person.left_at is not None:
            raise LogProblem(_("%(person)s has left the client. Bring them back first.") % {"person": person.name})
        seat = DecisionMaker(deal=deal, person=person, level=level, position=position)
        seat.reports_to = _superior(seat, reports_to)
        seat.position_at = now if position != Position.UNKNOWN else None
        _check(seat)
        seat.save(force_insert=True)
        audit.record(by, "add", seat, now, after=audit.snapshot(seat, _SEAT))
    return seat


def change_decision_maker(
    seat: DecisionMaker, changes: Mapping[str, Any], *, by: User | None, now: datetime
) -> DecisionMaker:
    """Change the level, the position, or the person that a decision-maker ``reports_to``.

    Raises LogProblem as adding does, and where the lines of reporting would run in a circle.
    """
    with transaction.atomic():
        lock_deals([seat.deal])
        seat.refresh_from_db()
        before = audit.snapshot(seat, _SEAT)
        for name, value in changes.items():
            setattr(seat, name, _superior(seat, value) if name == "reports_to" else value)
        _check(seat)
        after = audit.snapshot(seat, _SEAT)
        if after == before:
            return seat
        if after["position"] != before["position"]:
            seat.position_at = now
        seat.save()
        audit.record(by, "change", seat, now, before=before, after=after)
    return seat


def remove_decision_maker(seat: DecisionMaker, *, by: User | None, now: datetime) -> None:
    """Take somebody out of a committee; whoever reported to them reports to nobody. The contacts stay as they are."""
    with transaction.atomic():
        lock_deals([seat.deal])
        seat.refresh_from_db()
        for report in DecisionMaker.objects.filter(reports_to=seat):
            change_decision_maker(report, {"reports_to": None}, by=by, now=now)
        audit.record(by, "remove", seat, now, before=audit.snapshot(seat, _SEAT))
        seat.delete()


def _superior(seat: DecisionMaker, person: Person | None) -> DecisionMaker | None:
    """Return the seat of the one to report to."""
    if person is None:
        return None
    superior = DecisionMaker.objects.filter(deal=seat.deal_id, person=person).first()
    if superior is None:
        words = {"person": person.name}
        raise LogProblem(_("%(person)s does not decide on this deal. Add them to the committee first.") % words)
    return superior


def _check(seat: DecisionMaker) -> None:
    if not HIGHEST <= seat.level <= LOWEST:
        raise LogProblem(_("A level is a number from 1, the highest, to 9."))
    if seat.position not in Position.values:
        words = {"position": seat.position, "positions": ", ".join(Position.values)}
        raise LogProblem(_("%(position)s is no position. There are: %(positions)s.") % words)
    seats = DecisionMaker.objects.filter(deal=seat.deal_id)
    superiors = {each.pk: each.reports_to_id for each in seats}
    if would_circle(superiors, seat.pk, seat.reports_to_id):
        words = {"person": seat.person.name}
        raise LogProblem(_("%(person)s would come to report to themselves. Choose somebody else.") % words)
