"""What is kept under a name, by a user or for the company: found again, put in the place of its like, and dropped."""

from collections.abc import Callable
from datetime import datetime
from difflib import get_close_matches
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from headway.web import audit
from headway.web.access import Verb, may
from headway.web.models import SavedWords, Scenario, User
from headway.web.naming import NotUnderstood
from headway.web.search import fold

LONGEST_NAME = 60
_Kept = TypeVar("_Kept", SavedWords, Scenario)


def known_to(user: User, kept: QuerySet[_Kept]) -> QuerySet[_Kept]:
    """Return what exists for a user: their own, then what is the company's."""
    return kept.filter(Q(user=user) | Q(user=None)).order_by(F("user").asc(nulls_last=True), "folded")


def one_kept(known: QuerySet[_Kept], text: str, missing: str, field: str) -> _Kept:
    """Return what is kept under a name, a user's own before the company's, or has an id.

    Raises NotUnderstood with the field: what is ``missing``, and the nearest name there is.
    """
    every = list(known)
    named = {str(each.pk): each for each in every} | {each.folded: each for each in reversed(every)}
    wanted = fold(text.strip())
    if wanted in named:
        return named[wanted]
    near = get_close_matches(wanted, [each.folded for each in every], n=1, cutoff=0.5)
    hint = _("Did you mean '%(near)s'?") % {"near": named[near[0]].name} if near else ""
    raise NotUnderstood(f"{missing} {hint}".strip(), field)


def may_share(user: User) -> bool:
    """Whether a user may keep something for the whole company: whoever leads."""
    return may(user, Verb.COMMENT)


def may_drop(user: User, kept: SavedWords | Scenario) -> bool:
    """Whether something kept is a user's to drop: their own, and the company's for whoever leads."""
    return kept.user_id == user.pk or (kept.user_id is None and may_share(user))


def name_told(text: str) -> str:
    """Return a name to keep something under. Raises NotUnderstood with the field 'name'."""
    name = " ".join(text.split())
    # A letter may fold into several, and both are kept.
    if not name or max(len(name), len(fold(name))) > LONGEST_NAME:
        raise NotUnderstood(_("Give it a name of 1 to %(most)s characters.") % {"most": LONGEST_NAME}, "name")
    return name


def holder_of(by: User, *, is_shared: bool) -> User | None:
    """Return for whom something is kept, None for the company. Raises PermissionDenied."""
    if is_shared and not may_share(by):
        raise PermissionDenied
    return None if is_shared else by


def keep(make: Callable[[], _Kept], fields: tuple[str, ...], *, by: User, now: datetime) -> _Kept:
    """Keep what is made, in the place of what the same holder kept under its name."""
    try:
        return _kept(make(), fields, by=by, now=now)
    except IntegrityError:
        # Somebody kept something under this name at the same time.
        return _kept(make(), fields, by=by, now=now)


def drop(kept: SavedWords | Scenario, fields: tuple[str, ...], *, by: User, now: datetime) -> None:
    """Keep something no longer. Raises PermissionDenied where it is another's."""
    if not may_drop(by, kept):
        raise PermissionDenied
    with transaction.atomic():
        audit.record(by, "remove", kept, now, before=audit.snapshot(kept, fields))
        kept.delete()


@transaction.atomic
def _kept(new: _Kept, fields: tuple[str, ...], *, by: User, now: datetime) -> _Kept:
    new.folded, new.saved_at = fold(new.name), now
    known = type(new).objects.select_for_update().filter(user=new.user, folded=new.folded).first()
    before = audit.snapshot(known, fields) if known else None
    if known is not None:
        new.pk = known.pk
    new.save()
    audit.record(by, "change" if known else "add", new, now, before=before, after=audit.snapshot(new, fields))
    return new
