"""Words that narrow numbers, kept under a name: found for a user, put in the place of their name, kept and dropped."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from headway.engine.dimension import Dimension
from headway.web.kept_names import drop, holder_of, keep, known_to, name_told, one_kept
from headway.web.models import SavedWords, User
from headway.web.naming import NOBODY, NotUnderstood, keys_told
from headway.web.read_words import filters_of

FIELDS = ("name", "user", "period", "filters")


def saved_for(user: User) -> QuerySet[SavedWords]:
    """The words that exist for a user: their own, then those of the company."""
    return known_to(user, SavedWords.objects.all())


def shared_words() -> QuerySet[SavedWords]:
    """The words of the company, which everybody knows."""
    return SavedWords.objects.filter(user=None).order_by("folded")


def saved_named(known: QuerySet[SavedWords], name: str) -> SavedWords:
    """Return the words of a name, a user's own before those of the company.

    Raises NotUnderstood, whose sentence names near ones.
    """
    missing = _("Nothing is kept under the name '%(name)s'.") % {"name": name}
    return one_kept(known, name, missing, "saved")


def keep_words(
    name: str, *, period: str, filters: Mapping[str, Sequence[str]], is_shared: bool, by: User, now: datetime
) -> SavedWords:
    """Keep words under a name, in the place of those that the same holder kept under it.

    ``filters`` are names or ids, as ``Words`` holds them. Raises NotUnderstood or PermissionDenied.
    """
    name, holder = name_told(name), holder_of(by, is_shared=is_shared)
    chosen = {each: _by_id(by, Dimension(each), texts) for each, texts in filters_of(filters).items() if texts}
    if not chosen and not period:
        raise NotUnderstood(_("There is nothing to keep: narrow the numbers or choose a period first."), "filters")
    return keep(lambda: SavedWords(name=name, user=holder, period=period, filters=chosen), FIELDS, by=by, now=now)


def drop_words(words: SavedWords, *, by: User, now: datetime) -> None:
    """Keep words no longer. Raises PermissionDenied where they are another's."""
    drop(words, FIELDS, by=by, now=now)


def _by_id(user: User, dimension: Dimension, texts: Sequence[str]) -> list[str]:
    """Return what texts stand for so that it holds after a change of name."""
    return sorted(NOBODY if key is None else str(key) for key in keys_told(user, dimension, texts))
