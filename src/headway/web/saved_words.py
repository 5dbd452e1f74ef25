"""Words that narrow numbers, kept under a name: found for a user, put in the place of their name, kept and dropped."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from difflib import get_close_matches

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from headway.engine.dimension import Dimension
from headway.web import audit
from headway.web.access import Verb, may
from headway.web.models import SavedWords, User
from headway.web.naming import NOBODY, NotUnderstood, keys_told
from headway.web.read_words import filters_of
from headway.web.search import fold

FIELDS = ("name", "user", "period", "filters")
LONGEST_NAME = 60


def saved_for(user: User) -> QuerySet[SavedWords]:
    """The words that exist for a user: their own, then those of the company."""
    known = SavedWords.objects.filter(Q(user=user) | Q(user=None))
    return known.order_by(F("user").asc(nulls_last=True), "folded")


def shared_words() -> QuerySet[SavedWords]:
    """The words of the company, which everybody knows."""
    return SavedWords.objects.filter(user=None).order_by("folded")


def saved_named(known: QuerySet[SavedWords], name: str) -> SavedWords:
    """Return the words of a name, a user's own before those of the company.

    Raises NotUnderstood, whose sentence names near ones.
    """
    by_name = {each.folded: each for each in reversed(known)}
    wanted = fold(name.strip())
    if wanted in by_name:
        return by_name[wanted]
    near = get_close_matches(wanted, by_name, n=1, cutoff=0.5)
    missing = _("Nothing is kept under the name '%(name)s'.") % {"name": name}
    hint = _("Did you mean '%(near)s'?") % {"near": by_name[near[0]].name} if near else ""
    raise NotUnderstood(f"{missing} {hint}".strip(), "saved")


def may_share(user: User) -> bool:
    """Whether a user may keep words for the whole company: whoever leads."""
    return may(user, Verb.COMMENT)


def keep_words(
    name: str, *, period: str, filters: Mapping[str, Sequence[str]], is_shared: bool, by: User, now: datetime
) -> SavedWords:
    """Keep words under a name, in the place of those that the same holder kept under it.

    ``filters`` are names or ids, as ``Words`` holds them. Raises NotUnderstood or PermissionDenied.
    """
    name = " ".join(name.split())
    # A letter may fold into several, and both are kept.
    if not name or max(len(name), len(fold(name))) > LONGEST_NAME:
        raise NotUnderstood(_("Give it a name of 1 to %(most)s characters.") % {"most": LONGEST_NAME}, "name")
    if is_shared and not may_share(by):
        raise PermissionDenied
    chosen = {each: _by_id(by, Dimension(each), texts) for each, texts in filters_of(filters).items() if texts}
    if not chosen and not period:
        raise NotUnderstood(_("There is nothing to keep: narrow the numbers or choose a period first."), "filters")
    holder = None if is_shared else by
    try:
        with transaction.atomic():
            return _written(SavedWords(name=name, user=holder, period=period, filters=chosen), by=by, now=now)
    except IntegrityError:
        # Somebody kept something under this name at the same time.
        with transaction.atomic():
            return _written(SavedWords(name=name, user=holder, period=period, filters=chosen), by=by, now=now)


def drop_words(words: SavedWords, *, by: User, now: datetime) -> None:
    """Keep words no longer. Raises PermissionDenied where they are another's."""
    if not may_drop(by, words):
        raise PermissionDenied
    with transaction.atomic():
        audit.record(by, "remove", words, now, before=audit.snapshot(words, FIELDS))
        words.delete()


def may_drop(user: User, words: SavedWords) -> bool:
    """Whether words are a user's to drop: their own, and those of the company for whoever leads."""
    return words.user_id == user.pk or (words.user_id is None and may_share(user))


def _by_id(user: User, dimension: Dimension, texts: Sequence[str]) -> list[str]:
    """Return what texts stand for so that it holds after a change of name."""
    return sorted(NOBODY if key is None else str(key) for key in keys_told(user, dimension, texts))


def _written(new: SavedWords, *, by: User, now: datetime) -> SavedWords:
    new.folded, new.saved_at = fold(new.name), now
    known = SavedWords.objects.select_for_update().filter(user=new.user, folded=new.folded).first()
    before = audit.snapshot(known, FIELDS) if known else None
    if known is not None:
        new.pk = known.pk
    new.save()
    audit.record(by, "change" if known else "add", new, now, before=before, after=audit.snapshot(new, FIELDS))
    return new
