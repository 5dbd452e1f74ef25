"""The sources of clients and deals, and what each of them is."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from headway.web import audit
from headway.web.log.changes import note_changes, note_names
from headway.web.log.problem import LogProblem
from headway.web.models import Deal, FactNoun, Source, SourceKind, User

_FIELDS = ("name", "kind")
_LONGEST = 100


def add_source(name: str, kind: str = SourceKind.CHANNEL, *, by: User | None, now: datetime) -> Source:
    """Let clients and deals come from a source more. Raises LogProblem without a name, or with a known one."""
    with transaction.atomic():
        source = Source(name=_checked(name), kind=_known_kind(kind))
        source.save(force_insert=True)
        audit.record(by, "add", source, now, after=audit.snapshot(source, _FIELDS))
        note_names()
    return source


def change_source(source: Source, *, name: str, kind: str, by: User | None, now: datetime) -> Source:
    """Rename a source, or say what it is; the deals that came from it count as referrals, or no longer."""
    with transaction.atomic():
        source.refresh_from_db(from_queryset=Source.objects.select_for_update(no_key=True))
        before, was_referral = audit.snapshot(source, _FIELDS), source.is_referral
        source.name, source.kind = _checked(name, source), _known_kind(kind)
        after = audit.snapshot(source, _FIELDS)
        if after == before:
            return source
        source.save(update_fields=list(_FIELDS))
        audit.record(by, "change", source, now, before=before, after=after)
        note_names()
        if source.is_referral != was_referral:
            of_clients = Q(client__source=source) | Q(merged_from__source=source)
            came = Deal.objects.filter(Q(source=source) | (Q(source=None) & of_clients))
            note_changes(FactNoun.DEAL, came.values_list("pk", flat=True))
    return source


def _known_kind(kind: str) -> str:
    if kind not in SourceKind.values:
        raise LogProblem(_("%(kind)s is no kind of source.") % {"kind": kind})
    return kind


def _checked(name: str, source: Source | None = None) -> str:
    name = " ".join(name.split())
    if not name:
        raise LogProblem(_("A source needs a name."))
    if len(name) > _LONGEST:
        words = {"longest": _LONGEST}
        raise LogProblem(_("The name of a source has %(longest)s characters at most.") % words)
    others = Source.objects.filter(name__iexact=name)
    if any(other != source for other in others):
        raise LogProblem(_("There is a source called %(name)s already.") % {"name": name})
    return name
