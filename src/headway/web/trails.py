"""The audit trail in words: who changed what, from what, to what, as far as it exists for whoever reads it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db.models import DateField, Field, ForeignKey, Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from headway.web import figures
from headway.web.access import clients_for, contacts_for, deals_for, moves_for, sales_for, sees_all
from headway.web.bearers import Bearer
from headway.web.behind import clients_ever
from headway.web.merged import taken_in
from headway.web.models import AuditEntry, Board, Client, Contact, Deal, Sale, StageMove, User
from headway.web.models.fields import InstantField
from headway.web.trail_amounts import Amounts

_VERBS: Mapping[str, str | Promise] = {
    "log": pgettext_lazy("in the audit trail", "logged"),
    "correct": pgettext_lazy("in the audit trail", "corrected"),
    "delete": pgettext_lazy("in the audit trail", "deleted"),
    "merge": pgettext_lazy("in the audit trail", "merged"),
    "open": pgettext_lazy("in the audit trail", "opened"),
    "add": pgettext_lazy("in the audit trail", "added"),
    "change": pgettext_lazy("in the audit trail", "changed"),
    "remove": pgettext_lazy("in the audit trail", "removed"),
    "move": pgettext_lazy("in the audit trail", "moved"),
    "leave": pgettext_lazy("in the audit trail", "noted as having left"),
    "return": pgettext_lazy("in the audit trail", "noted as being there again"),
    "assign": pgettext_lazy("in the audit trail", "given to another owner"),
    "value": pgettext_lazy("in the audit trail", "valued"),
    "expect": pgettext_lazy("in the audit trail", "expected on another day"),
    "rename": pgettext_lazy("in the audit trail", "renamed"),
    "book": pgettext_lazy("in the audit trail", "booked"),
    "import": pgettext_lazy("in the audit trail", "imported"),
    "imported": pgettext_lazy("in the audit trail", "changed by an import"),
    "take_back": pgettext_lazy("in the audit trail", "taken back"),
    "set": pgettext_lazy("in the audit trail", "set"),
    "end": pgettext_lazy("in the audit trail", "ended"),
    "propose": pgettext_lazy("in the audit trail", "proposed"),
    "approve": pgettext_lazy("in the audit trail", "approved"),
    "make": pgettext_lazy("in the audit trail", "made"),
    "keep": pgettext_lazy("in the audit trail", "kept"),
    "revoke": pgettext_lazy("in the audit trail", "revoked"),
    "part": pgettext_lazy("in the audit trail", "parted again"),
    "found": pgettext_lazy("in the audit trail", "founded"),
}
_NOUNS: Mapping[str, str | Promise] = {
    "contact": pgettext_lazy("in the audit trail", "contact"),
    "deal": pgettext_lazy("in the audit trail", "deal"),
    "client": pgettext_lazy("in the audit trail", "client"),
    "person": pgettext_lazy("in the audit trail", "person"),
    "stagemove": pgettext_lazy("in the audit trail", "move without a contact"),
    "sale": pgettext_lazy("in the audit trail", "sale"),
    "nextstep": pgettext_lazy("in the audit trail", "next step"),
    "decisionmaker": pgettext_lazy("in the audit trail", "decision-maker"),
    "contactcomment": pgettext_lazy("in the audit trail", "comment"),
    "user": pgettext_lazy("in the audit trail", "user"),
    "team": pgettext_lazy("in the audit trail", "team"),
    "company": pgettext_lazy("in the audit trail", "company"),
    "exchangerate": pgettext_lazy("in the audit trail", "exchange rate"),
    "importrun": pgettext_lazy("in the audit trail", "import"),
    "apitoken": pgettext_lazy("in the audit trail", "token"),
    "board": pgettext_lazy("in the audit trail", "board"),
    "boardmetric": pgettext_lazy("in the audit trail", "number on a board"),
    "boardmail": pgettext_lazy("in the audit trail", "board by e-mail"),
    "goal": pgettext_lazy("in the audit trail", "goal"),
    "target": pgettext_lazy("in the audit trail", "target"),
    "absence": pgettext_lazy("in the audit trail", "absence"),
    "overruledday": pgettext_lazy("in the audit trail", "day of the company's own"),
    "ownweek": pgettext_lazy("in the audit trail", "part time"),
    "savedwords": pgettext_lazy("in the audit trail", "kept words"),
    "plan": pgettext_lazy("in the audit trail", "plan"),
    "scenario": pgettext_lazy("in the audit trail", "scenario"),
    "keptforecast": pgettext_lazy("in the audit trail", "forecast"),
    "aim": pgettext_lazy("in the audit trail", "aim"),
    "takenindicator": pgettext_lazy("in the audit trail", "indicator to keep up"),
    "standingmail": pgettext_lazy("in the audit trail", "standing by e-mail"),
    "programme": pgettext_lazy("in the audit trail", "programme"),
    "weekdone": pgettext_lazy("in the audit trail", "week of a programme"),
    "timeentry": pgettext_lazy("in the audit trail", "time entry"),
    "timecategory": pgettext_lazy("in the audit trail", "time category"),
}
# What the columns are called where the model's own field has no name for people.
_FIELDS: Mapping[str, str | Promise] = {
    "client": pgettext_lazy("in the audit trail", "client"),
    "merged_into": gettext_lazy("is the same as"),
    "took_in": gettext_lazy("was also entered as"),
    "deal": pgettext_lazy("in the audit trail", "deal"),
    "rep": pgettext_lazy("in the audit trail", "rep"),
    "owner": pgettext_lazy("in the audit trail", "owner"),
    "happened_at": pgettext_lazy("in the audit trail", "time"),
    "noted_at": gettext_lazy("time on the device"),
    "stage_after": gettext_lazy("stage after"),
    "loss_reason": gettext_lazy("reason of the loss"),
    "currency": gettext_lazy("currency"),
    "rate": pgettext_lazy("in the audit trail", "rate"),
    "said_kind": gettext_lazy("kind as it was written"),
    "further_emails": gettext_lazy("further e-mail addresses"),
    "persons": gettext_lazy("persons present"),
    "others": gettext_lazy("colleagues who took part"),
    "due_on": gettext_lazy("due on"),
    "person": pgettext_lazy("in the audit trail", "person"),
    "reports_to": gettext_lazy("reports to"),
    "left_at": gettext_lazy("left on"),
    "entered_at": gettext_lazy("entered"),
    "starts_on": gettext_lazy("from"),
    "ends_on": gettext_lazy("until, not included"),
    "seconds": gettext_lazy("seconds"),
    "is_selling": gettext_lazy("selling"),
    "percents": gettext_lazy("per cent of each weekday"),
}


@dataclass(frozen=True)
class ToldChange:
    """A field and its values in words; "" is nothing."""

    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ToldEntry:
    """An entry of the trail in words."""

    entry: AuditEntry
    actor: str
    verb: str
    noun: str
    changes: tuple[ToldChange, ...]


def trail_of(user: User, noun: str = "", noun_id: int | None = None) -> QuerySet[AuditEntry]:
    """Return the entries that exist for a user, the latest first: of one record, or of everything.

    A deal's trail holds that of its contacts, deleted ones too, and of who decides; a client's that of its persons.
    Raises PermissionDenied where somebody who does not see all asks for everything, and the record's DoesNotExist where
    it does not exist for them.
    """
    entries = AuditEntry.objects.select_related("actor").order_by("-at", "-pk")
    if noun_id is None:
        if not sees_all(user):
            raise PermissionDenied
        return entries.filter(noun=noun) if noun else entries
    if noun in _SEEN:
        record = _SEEN[noun](user).get(pk=noun_id)
        if isinstance(record, Deal | Client):
            return entries.filter(_of_deal(record) if isinstance(record, Deal) else _of_client(record))
        return entries.filter(noun=noun, noun_id=noun_id)
    if not sees_all(user):
        raise PermissionDenied
    return entries.filter(noun=noun, noun_id=noun_id)


def told(user: User, entries: Iterable[AuditEntry]) -> list[ToldEntry]:
    """Tell entries in words; of records of others only that they are."""
    entries = list(entries)
    names = _Names(user, entries)
    return [
        ToldEntry(
            entry,
            entry.actor.name if entry.actor else _("Headway itself"),
            str(_VERBS.get(entry.verb, entry.verb)),
            str(_NOUNS.get(entry.noun, entry.noun)),
            tuple(_changes(entry, names)),
        )
        for entry in entries
    ]


_SEEN = {
    "contact": contacts_for,
    "deal": deals_for,
    "client": clients_for,
    "stagemove": moves_for,
    "sale": sales_for,
}


def _of_deal(deal: Deal) -> Q:
    contacts = Contact.objects.filter(deal=deal).values("pk")
    moves = StageMove.objects.filter(deal=deal).values("pk")
    return (
        Q(noun="deal", noun_id=deal.pk)
        | Q(noun="contact", noun_id__in=contacts)
        | Q(noun="contact", before__deal=deal.pk)
        | Q(noun="stagemove", noun_id__in=moves)
        | Q(noun="decisionmaker", before__deal=deal.pk)
        | Q(noun="decisionmaker", after__deal=deal.pk)
    )


def _of_client(client: Client) -> Q:
    ids = [client.pk, *(each.pk for _kept_id, each in taken_in([client.pk]))]
    persons = Q(before__client__in=ids) | Q(after__client__in=ids)
    return Q(noun="client", noun_id__in=ids) | (Q(noun="person") & persons)


def _changes(entry: AuditEntry, names: "_Names") -> Iterator[ToldChange]:
    before, after = entry.before or {}, entry.after or {}
    for name in dict.fromkeys((*before, *after)):
        old, new = (names.word(entry.noun, name, side) for side in (before, after))
        # For whom a deal counts that an import took to another client is kept for taking it back.
        if old != new and name != "merged_from":
            yield ToldChange(name, names.label(entry.noun, name), old, new)


class _Names:
    """The words for the values of some entries, the names of other records fetched at once."""

    def __init__(self, user: User, entries: Sequence[AuditEntry]) -> None:
        self._wanted: dict[type[Model], set[Any]] = {}
        self._amounts = Amounts()
        for entry in entries:
            for side in (entry.before or {}, entry.after or {}):
                for name, value in side.items():
                    self._note(entry.noun, name, value)
        self._words = {model: _words(user, model, ids) for model, ids in self._wanted.items()}

    def label(self, noun: str, name: str) -> str:
        """Return what a field is called."""
        if name in _FIELDS:
            return str(_FIELDS[name])
        field = _field(noun, name)
        return str(field.verbose_name) if field is not None else name.replace("_", " ")

    def word(self, noun: str, name: str, side: Mapping[str, Any]) -> str:
        """Return in words what a field says before or after a change."""
        value = side.get(name)
        if value is None or value == "":
            return ""
        if (amount := self._amounts.words(noun, name, side)) is not None:
            return amount
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        model, field = _other(noun, name), _field(noun, name)
        if model is not None:
            words = self._words.get(model, {})
            return ", ".join(words.get(id_, f"#{id_}") for id_ in (value if isinstance(value, list) else [value]))
        if isinstance(field, InstantField | DateField) and isinstance(value, str):
            return _when(field, value)
        if isinstance(value, list):
            value = ", ".join(map(str, value))
        return str(dict(field.flatchoices).get(value, value)) if field is not None and field.choices else str(value)

    def _note(self, noun: str, name: str, value: Any) -> None:
        model = _other(noun, name)
        if model is not None and value is not None:
            self._wanted.setdefault(model, set()).update(value if isinstance(value, list) else [value])


def _when(field: "Field[Any, Any]", value: str) -> str:
    if isinstance(field, InstantField):
        return figures.day_and_clock(datetime.fromisoformat(value))
    return figures.day(date.fromisoformat(value))


def _words(user: User, model: type[Model], ids: set[Any]) -> dict[Any, str]:
    """Name records by id; deals and clients of others are not named."""
    if issubclass(model, Board):
        boards = Board.objects.select_related("team", "user").in_bulk(ids)
        return {pk: Bearer.of(each.team or each.user).label for pk, each in boards.items()}
    words = {pk: str(each) for pk, each in model._default_manager.in_bulk(ids).items()}  # noqa: SLF001 - see below
    if model not in _GUARDED or sees_all(user):
        return words
    seen, word = _GUARDED[model]
    known = set(seen(user).filter(pk__in=ids).values_list("pk", flat=True))
    return {pk: name if pk in known else str(word) for pk, name in words.items()}


_GUARDED: Mapping[type[Model], Any] = {
    Deal: (deals_for, gettext_lazy("a deal of others")),
    Client: (clients_ever, gettext_lazy("a client of others")),
    Contact: (contacts_for, gettext_lazy("a contact of others")),
    Sale: (sales_for, gettext_lazy("a sale of others")),
}


def _field(noun: str, name: str) -> "Field[Any, Any] | None":
    try:
        field = apps.get_model("web", noun)._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        return None
    return field if isinstance(field, Field) else None


def _other(noun: str, name: str) -> type[Model] | None:
    """Return the model whose ids a field holds."""
    field = _field(noun, name)
    return field.related_model if field is not None and (field.many_to_many or isinstance(field, ForeignKey)) else None
