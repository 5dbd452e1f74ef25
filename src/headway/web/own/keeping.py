"""Writes the company's own metrics: each change in a transaction of its own, with what it was in the audit trail."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import chain, count

from django.db import transaction
from django.utils.translation import gettext as _

from headway.engine.catalogue import built_in, spoken_name
from headway.engine.definition import Definition
from headway.engine.metric import Grade
from headway.web import audit
from headway.web.access import Verb, require
from headway.web.models import Company, OwnMetric, User
from headway.web.naming import NotUnderstood
from headway.web.own.stored import restored_or_none, stored
from headway.web.own.uses import Uses, definition_before, uses_of

_LONGEST = 60
# What else stands in the place of a name in addresses.
_ADDRESSES = frozenset({"new", "preview"})
_TURNED = str.maketrans("абвгдеёзийклмнопрстуфхыэ", "abvgdeezijklmnoprstufhye")
_TURNED_LONG = {"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ю": "yu", "я": "ya", "ъ": "", "ь": ""}


def add_metric(definition: Definition, *, name: str = "", by: User, now: datetime) -> OwnMetric:
    """Keep a checked definition under a name, or one made of its label. Raises NotUnderstood, PermissionDenied."""
    require(by, Verb.DEFINE)
    with _one_at_a_time():
        taken = _label_free(definition.label)
        kept = OwnMetric(name=_free_name(name, definition, taken), made_by=by, made_at=now)
        kept.definition = stored(definition)
        kept.save()
        audit.record(by, "add", kept, now, after=_told(kept))
    return kept


def change_metric(kept: OwnMetric, definition: Definition, *, by: User, now: datetime) -> OwnMetric:
    """Let a metric count otherwise, in past periods too; its name stays. Raises NotUnderstood, PermissionDenied."""
    require(by, Verb.DEFINE)
    with _one_at_a_time():
        kept = OwnMetric.objects.select_for_update(of=("self",)).select_related("made_by").get(pk=kept.pk)
        _label_free(definition.label, other_than=kept.name)
        _check_values(kept, definition)
        before, kept.definition = _told(kept), stored(definition)
        if _told(kept) != before:
            kept.changed_by, kept.changed_at = by, now
            kept.save()
            audit.record(by, "change", kept, now, before=before, after=_told(kept))
    return kept


def remove_metric(kept: OwnMetric, *, by: User, now: datetime) -> None:
    """Take a metric out of the catalogue. Raises PermissionDenied."""
    require(by, Verb.DEFINE)
    with _one_at_a_time():
        audit.record(by, "delete", kept, now, before=_told(kept))
        kept.delete()


def _check_values(kept: OwnMetric, definition: Definition) -> None:
    """Refuse what would turn the goals and targets upside down that were set for what it was before."""
    before, uses = restored_or_none(kept.definition), uses_of(kept.name)
    if uses.has_values and before is not None and _is_another(before, definition):
        sentence = _(
            "Goals or targets of '%(label)s' are set for another kind of number, and would mean something else. Make a "
            "metric of its own for this, or take the goals and targets back first."
        )
        raise NotUnderstood(sentence % {"label": definition.label}, "unit")
    if trouble := _ungraded(uses, before, definition, definition.label):
        raise trouble


def _ungraded(uses: Uses, before: Definition | None, definition: Definition, label: str) -> NotUnderstood | None:
    """Return why a number cannot be for analysis only: there are targets of it."""
    was_volume = before is not None and before.grade is Grade.VOLUME
    if not uses.targets or was_volume or definition.grade is not Grade.VOLUME:
        return None
    sentence = _(
        "There are targets of '%(label)s', and what is for analysis only can have none. Take the targets back first, "
        "or leave its grading."
    )
    return NotUnderstood(sentence % {"label": label}, "grade")


def _is_another(before: Definition, definition: Definition) -> bool:
    """Whether values set for a number say nothing of another: in another unit, or of what stands, not what happens."""
    return before.unit is not definition.unit or bool(before.of.by.until) is not bool(definition.of.by.until)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Hold the company's row: two metrics of one name cannot come in side by side."""
    with transaction.atomic():
        Company.objects.select_for_update().first()
        yield


def _told(kept: OwnMetric) -> dict[str, object]:
    return {"name": kept.name, "definition": kept.definition}


def _label_free(label: str, other_than: str = "") -> set[str]:
    """Return the names that are taken. Raises NotUnderstood where another metric is called like this one."""
    others = {each.name: each.definition.get("label", "") for each in OwnMetric.objects.exclude(name=other_than)}
    labels = {spoken_name(text) for each in built_in().values() for text in (each.label, _(each.label), each.name)}
    if spoken_name(label) in labels | {spoken_name(each) for each in (*others, *others.values())}:
        sentence = _("There is a metric '%(label)s' already. Give this one another name.") % {"label": label}
        raise NotUnderstood(sentence, "label")
    return {*others, *built_in()}


def _free_name(wish: str, definition: Definition, taken: set[str]) -> str:
    """Return the name wished for, or one made of the label, with a number where that is taken.

    A name that was another kind of number's is not free while goals or targets still go by it.
    """
    if wish:
        words = {"name": wish, "most": _LONGEST}
        if not re.fullmatch(r"[a-z][a-z0-9_]*", wish) or len(wish) > _LONGEST:
            raise NotUnderstood(
                _("'%(name)s' is not a name. Write small letters, digits and _, at most %(most)s.") % words, "name"
            )
        if wish in taken:
            sentence = _("There is a metric '%(label)s' already. Give this one another name.") % {"label": wish}
            raise NotUnderstood(sentence, "name")
        if wish in _ADDRESSES:
            raise NotUnderstood(_("'%(name)s' is the address of another page. Choose another name.") % words, "name")
        if trouble := _in_the_way(wish, definition):
            raise trouble
        return wish
    made = _plain(definition.label) or "own"
    numbered = chain([made], (f"{made}_{number}" for number in count(2)))
    free = (each for each in numbered if each not in taken | _ADDRESSES)
    return next(each for each in free if _in_the_way(each, definition) is None)


def _in_the_way(name: str, definition: Definition) -> NotUnderstood | None:
    """Return why a number cannot take over the goals and targets that still go by a name."""
    before, uses = definition_before(name), uses_of(name)
    if uses.has_values and (before is None or _is_another(before, definition)):
        sentence = _("Goals or targets still go by '%(name)s', set for another kind of number. Choose another name.")
        return NotUnderstood(sentence % {"name": name}, "name")
    return _ungraded(uses, before, definition, name)


def _plain(label: str) -> str:
    """Return a label in small Latin letters."""
    turned = "".join(_TURNED_LONG.get(letter, letter) for letter in label.casefold()).translate(_TURNED)
    bare = unicodedata.normalize("NFKD", turned).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", bare).strip("_")[: _LONGEST - 4].lstrip("0123456789_")
