"""Proposes, approves and takes back targets; every change stands in the audit trail."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from headway.engine.period import Period
from headway.web import audit
from headway.web.asking import Asker
from headway.web.bearers import Bearer
from headway.web.models import Company, Target, TargetState
from headway.web.naming import NotUnderstood
from headway.web.targets.access import may_approve_target, may_propose_target, targets_for
from headway.web.targets.adding import target_metric

_FIELDS = ("metric", "month", "team", "user", "value", "state")
_MOST = Decimal(10) ** 15


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody wants a metric to reach in a month; None takes the draft of it back."""

    metric: str
    bearer: Bearer
    month: date
    value: Decimal | None


def propose(asker: Asker, wishes: Sequence[Wish]) -> int:
    """Keep wishes as drafts beside what is approved, and return how many changed anything.

    A wish for what is approved already takes the draft beside it back. Raises PermissionDenied where one of them is
    not the asker's to propose, and NotUnderstood for what cannot be a target; then none is kept.
    """
    for bearer in {each.bearer for each in wishes}:
        if not may_propose_target(asker.user, bearer.team_id, bearer.user_id):
            raise PermissionDenied
    for wish in wishes:
        _check(wish)
    with transaction.atomic():
        _hold()
        known = _known(wishes)
        return sum(_propose(asker, each, known) for each in wishes)


def approve(asker: Asker, drafts: QuerySet[Target]) -> int:
    """Let drafts hold in the place of what was approved before, and return how many did.

    Raises PermissionDenied where one of them is not the asker's to approve; then none is.
    """
    with transaction.atomic():
        _hold()
        found = list(drafts.filter(state=TargetState.DRAFT).order_by("month", "pk"))
        for bearer in {Bearer.bearing(each) for each in found}:
            if not may_approve_target(asker.user, bearer.team_id, bearer.user_id):
                raise PermissionDenied
        for draft in found:
            _approve(asker, draft)
    return len(found)


def establish(asker: Asker, wishes: Sequence[Wish]) -> int:
    """Propose and at once approve what the asker may approve, and return how many changed anything.

    A wish for nothing takes back what was approved too. Raises PermissionDenied and NotUnderstood.
    """
    for bearer in {each.bearer for each in wishes}:
        if not may_approve_target(asker.user, bearer.team_id, bearer.user_id):
            raise PermissionDenied
    with transaction.atomic():
        propose(asker, wishes)
        changed = approve(asker, _of(wishes).filter(state=TargetState.DRAFT))
        emptied = [each for each in wishes if each.value is None]
        return changed + sum(_remove(asker, each) for each in (_of(emptied) if emptied else ()))


def drop(asker: Asker, drafts: QuerySet[Target]) -> int:
    """Take back drafts that are the asker's to propose, and return how many; the others stay."""
    with transaction.atomic():
        _hold()
        mine = [each for each in drafts.filter(state=TargetState.DRAFT) if may_drop(asker, each)]
        return sum(_remove(asker, each) for each in mine)


def may_drop(asker: Asker, draft: Target) -> bool:
    """Whether a draft is the asker's to take back."""
    return may_propose_target(asker.user, draft.team_id, draft.user_id)


def drafts_for(
    asker: Asker, *, metric: str = "", period: Period | None = None, bearer: Bearer | None = None
) -> QuerySet[Target]:
    """Return the drafts that the asker sees: of one metric, of some months, of one bearer, or all of them."""
    found = targets_for(asker.user).filter(state=TargetState.DRAFT, **(bearer.columns if bearer else {}))
    found = found.filter(metric=metric) if metric else found
    return found.filter(month__gte=period.start, month__lt=period.end) if period else found


def counts_for(asker: Asker, period: Period) -> list[tuple[str, int, int]]:
    """Return the metrics with targets in some months, with how many the asker sees: approved ones, and drafts."""
    found = targets_for(asker.user).filter(month__gte=period.start, month__lt=period.end)
    counts = Counter(found.values_list("metric", "state"))
    names = sorted({name for name, _state in counts})
    return [(name, counts[name, TargetState.APPROVED], counts[name, TargetState.DRAFT]) for name in names]


def approvable_for(asker: Asker, drafts: Iterable[Target]) -> QuerySet[Target]:
    """Return those of some drafts that the asker may approve."""
    waiting = [each for each in drafts if each.state == TargetState.DRAFT]
    bearers = {Bearer.bearing(each) for each in waiting}
    may = {each for each in bearers if may_approve_target(asker.user, each.team_id, each.user_id)}
    return Target.objects.filter(pk__in=[each.pk for each in waiting if Bearer.bearing(each) in may])


def _check(wish: Wish) -> None:
    target_metric(wish.metric)
    if wish.month.day != 1:
        raise NotUnderstood(_("A target is for a whole month. Write 2024-01."), "month")
    if wish.value is not None and not 0 <= wish.value < _MOST:
        raise NotUnderstood(_("A target is not below zero, and not beyond all measure. Check it."), "value")


def _hold() -> None:
    """Whoever holds the company's row writes targets one after another."""
    Company.objects.select_for_update(no_key=True).first()


_Key = tuple[str, date, Bearer, str]


def _known(wishes: Sequence[Wish]) -> dict[_Key, Target]:
    return {_key(each): each for each in _of(wishes)} if wishes else {}


def _of(wishes: Sequence[Wish]) -> QuerySet[Target]:
    """Return the targets, drafts and approved ones, that stand where wishes are for."""
    borne = Q()
    for bearer in {each.bearer for each in wishes}:
        borne |= Q(**bearer.columns)
    found = Target.objects.filter(metric__in={each.metric for each in wishes}, month__in={w.month for w in wishes})
    wanted = {(each.metric, each.month, each.bearer) for each in wishes}
    ids = [each.pk for each in found.filter(borne) if _key(each)[:3] in wanted]
    return Target.objects.filter(pk__in=ids)


def _key(target: Target) -> _Key:
    return target.metric, target.month, Bearer.bearing(target), target.state


def _propose(asker: Asker, wish: Wish, known: Mapping[_Key, Target]) -> bool:
    place = (wish.metric, wish.month, wish.bearer)
    draft, holds = known.get((*place, TargetState.DRAFT)), known.get((*place, TargetState.APPROVED))
    if wish.value is None or (holds is not None and holds.value == wish.value):
        return draft is not None and _remove(asker, draft)
    if draft is not None and draft.value == wish.value:
        return False
    before = _snapshot(draft) if draft else None
    row = draft or Target(metric=wish.metric, month=wish.month, **wish.bearer.columns)
    row.value, row.set_by, row.set_at = wish.value, asker.user, asker.now
    row.save()
    audit.record(asker.user, "propose", row, asker.now, before=before, after=_snapshot(row))
    return True


def _approve(asker: Asker, draft: Target) -> None:
    place = {"metric": draft.metric, "month": draft.month, **Bearer.bearing(draft).columns}
    former = Target.objects.filter(state=TargetState.APPROVED, **place).first()
    before = _snapshot(draft)
    if former is not None:
        before["value"] = _snapshot(former)["value"]
        former.delete()
    draft.state, draft.approved_by, draft.approved_at = TargetState.APPROVED, asker.user, asker.now
    draft.save()
    audit.record(asker.user, "approve", draft, asker.now, before=before, after=_snapshot(draft))


def _remove(asker: Asker, target: Target) -> bool:
    audit.record(asker.user, "remove", target, asker.now, before=_snapshot(target))
    target.delete()
    return True


def _snapshot(target: Target) -> dict[str, Any]:
    told = audit.snapshot(target, _FIELDS)
    return {**told, "value": f"{target.value.normalize():f}"}
