"""Finds what a name stands for among what exists for a user: reps, teams, sources, segments, funnels, stages, kinds."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.engine.dimension import Dimension
from headway.engine.names import NO_VALUE
from headway.engine.question import Key
from headway.engine.text import either
from headway.web.access import referrers_for, reps_for, sees_all, teams_for
from headway.web.models import (
    ContactKind,
    DealKind,
    Funnel,
    LossReason,
    Milestones,
    Segment,
    Source,
    Stage,
    TallyKind,
    TimeCategory,
    User,
)
from headway.web.published import unpublished_runs
from headway.web.search import fold
from headway.web.spoken import spoken

NOBODY = "none"


class NotUnderstood(ValueError):
    """The question cannot be put as it was asked; ``field`` is the part of it that is in the way."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field


def funnels_for(user: User) -> QuerySet[Funnel]:
    """The funnels that exist for a user: those that deals are on before empty ones, the default one first."""
    deals = Milestones.objects.filter(stage__funnel=OuterRef("pk"))
    funnels = Funnel.objects.exclude(import_run__in=unpublished_runs())
    return funnels.annotate(is_used=Exists(deals)).order_by("-is_used", "-is_default", "name")


def keys_told(user: User, dimension: Dimension, texts: Iterable[str]) -> frozenset[Key]:
    """Return the keys that names, ids or 'none' stand for. Raises NotUnderstood, whose sentence names near ones."""
    return frozenset(key for text in texts for key in _keys(user, dimension, text.strip()))


def line_key(user: User, dimension: Dimension, text: str) -> Key:
    """Return the one key of a line that a text stands for; of time, the first day. Raises NotUnderstood."""
    if not dimension.is_time:
        keys = _keys(user, dimension, text.strip())
        if len(keys) > 1:
            raise NotUnderstood(_("Several are called '%(name)s'. Give the id.") % {"name": text}, "keys")
        return keys[0]
    try:
        return None if text == NOBODY else date.fromisoformat(f"{text}-01" if len(text) == len("2024-01") else text)
    except ValueError:
        raise NotUnderstood(_("'%(text)s' is not a day. Write 2024-01-31.") % {"text": text}, "keys") from None


def known_to(user: User, dimension: Dimension) -> Sequence[Sequence[Key]]:
    """Return what exists for a user along a dimension: the key of each, then its names."""
    return _KNOWN[dimension](user) if dimension in _KNOWN else ()


def unknown_ids(user: User, filters: Mapping[str, Iterable[str]]) -> list[str]:
    """Say of the ids in the words of a question that nothing which exists for the user has them.

    Who referred may be very many, and is not looked at; nor are reps and teams by those who see some of them, whose
    numbers of earlier days may be of who is theirs no longer.
    """
    others = {Dimension.REFERRER} if sees_all(user) else {Dimension.REFERRER, Dimension.REP, Dimension.TEAM}
    named = {each for each in _KNOWN if each.is_named and each not in others}
    asked = {Dimension(name): [text for text in texts if _is_id(text)] for name, texts in filters.items()}
    told = []
    for dimension, texts in asked.items():
        if not texts or dimension not in named:
            continue
        known = {key: str(names[0]) for key, *names in _KNOWN[dimension](user)}
        told += [_no_such(dimension, text, list(known.values())) for text in texts if int(text) not in known]
    return told


def one_named(candidates: Iterable[tuple[int, str]], text: str, field: str) -> int:
    """Return the id of the one whose name or id a text is. Raises NotUnderstood."""
    known = list(candidates)
    if text.isdecimal():
        found = [id_ for id_, _name in known if id_ == int(text)]
    else:
        found = [id_ for id_, name in known if fold(name) == fold(text)]
    if not found:
        raise NotUnderstood(_no_such(field, text, [name for _id, name in known]), field)
    return found[0]


def _keys(user: User, dimension: Dimension, text: str) -> list[Key]:
    """Take an id as it is: whose rows may be counted is the scope's business, and a stranger's come to nothing."""
    if text in {NOBODY, NO_VALUE}:
        return [None]
    if dimension.is_named and _is_id(text):
        return [int(text)]
    folded = fold(text)
    known = _KNOWN[dimension](user)
    found: list[Key] = [key for key, *names in known if folded in {fold(name) for name in names}]
    if not found:
        raise NotUnderstood(_no_such(dimension, text, [str(names[0]) for _key, *names in known]), dimension.value)
    return found


def _is_id(text: str) -> bool:
    return text.strip().isdecimal() and len(text) <= _LONGEST_ID


def _no_such(noun: str, text: str, names: Sequence[str]) -> str:
    folded = {fold(name): name for name in names}
    near = [folded[each] for each in get_close_matches(fold(text), folded, n=3, cutoff=0.5)]
    missing = str(_NO_SUCH[noun]) % {"text": text}
    if near:
        return f"{missing} {_hint(near)}"
    if names:
        known = _("There are: %(names)s.") % {"names": ", ".join(names[:20])}
        return f"{missing} {known}"
    return missing


_LONGEST_ID = 18


def _hint(near: Iterable[str]) -> str:
    quoted = [_("'%(name)s'") % {"name": name} for name in near]
    return _("Did you mean %(near)s?") % {"near": spoken(either(quoted))}


_NO_SUCH: Mapping[str, str | Promise] = {
    "rep": gettext_lazy("There is no rep '%(text)s'."),
    "owner": gettext_lazy("There is no rep '%(text)s'."),
    "team": gettext_lazy("There is no team '%(text)s'."),
    "source": gettext_lazy("There is no source '%(text)s'."),
    "segment": gettext_lazy("There is no segment '%(text)s'."),
    "funnel": gettext_lazy("There is no funnel '%(text)s'."),
    "stage": gettext_lazy("There is no stage '%(text)s'."),
    "stage_after": gettext_lazy("There is no stage '%(text)s'."),
    "kind": gettext_lazy("There is no kind of contact or deal '%(text)s'."),
    "deal": gettext_lazy("There is no deal '%(text)s'."),
    "person": gettext_lazy("Nobody here is called '%(text)s'."),
    "loss_reason": gettext_lazy("There is no reason of loss '%(text)s'."),
    "referrer": gettext_lazy("Nobody called '%(text)s' has referred anybody."),
    "tally_kind": gettext_lazy("There is no counter '%(text)s'."),
    "time_category": gettext_lazy("There is no time category '%(text)s'."),
}

_Known = Sequence[tuple[Key, str] | tuple[Key, str, str]]


def _kinds(user: User) -> _Known:
    kinds = [*ContactKind.choices, *DealKind.choices]
    return [(value, str(value), str(label)) for value, label in kinds]


_KNOWN: dict[Dimension, Callable[[User], _Known]] = {
    Dimension.REP: lambda user: list(reps_for(user).values_list("pk", "name", "email")),
    Dimension.TEAM: lambda user: list(teams_for(user).values_list("pk", "name")),
    Dimension.SOURCE: lambda _user: list(Source.objects.values_list("pk", "name")),
    Dimension.SEGMENT: lambda _user: list(Segment.objects.values_list("pk", "name")),
    Dimension.FUNNEL: lambda user: list(funnels_for(user).values_list("pk", "name")),
    Dimension.STAGE: lambda user: list(
        Stage.objects.filter(funnel__in=funnels_for(user)).values_list("pk", "name"),
    ),
    Dimension.LOSS_REASON: lambda _user: list(LossReason.objects.values_list("pk", "name")),
    Dimension.REFERRER: lambda user: list(referrers_for(user).values_list("pk", "name")),
    Dimension.TALLY_KIND: lambda _user: list(TallyKind.objects.values_list("pk", "name")),
    Dimension.TIME_CATEGORY: lambda _user: list(TimeCategory.objects.values_list("pk", "name")),
    Dimension.KIND: _kinds,
}
