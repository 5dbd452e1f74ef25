"""Several contacts at once: rows of a grid, each with an id of its own, each taken or refused for itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from django import forms
from django.http import Http404, QueryDict
from django.utils.translation import gettext_lazy as _

from headway.web.contacts.draft import Draft, draft_of
from headway.web.contacts.forms import ContactForm
from headway.web.contacts.saving import save_contact
from headway.web.log import LogProblem
from headway.web.log.undo import uid_beside
from headway.web.lookup import clients_called
from headway.web.models import Contact, ContactKind, User

ROWS_SHOWN = 6
MOST_ROWS = 100
# What a row says; the rest of the form stays at its defaults.
FIELDS = ("client", "client_name", "is_new", "is_another", "deal", "kind", "stage", "note", "at", "minutes", "step_in")
# Their sentences say what they are about.
_UNLABELLED = ("kind", "is_another")
# What the row above hands down says nothing by itself.
_HANDED_DOWN = ("kind", "deal", "is_new", "is_another", "step_in")


@dataclass(kw_only=True)
class Row:
    """One line of the grid as it was typed, with the sentences that say why it was not taken."""

    uid: UUID
    said: dict[str, str] = field(default_factory=dict)
    draft: Draft = field(default_factory=Draft)
    problems: tuple[str, ...] = ()
    asks_another: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nobody typed anything into it."""
        return not any(self.said.get(name) for name in FIELDS if name not in _HANDED_DOWN)

    @property
    def client_words(self) -> str:
        """The client as the row shows it."""
        return self.draft.client.name if self.draft.client else self.said.get("client_name", "")


@dataclass(frozen=True)
class Outcome:
    """What became of a grid: the contacts that were written, and the rows that stay with what is wrong with them."""

    written: tuple[Contact, ...]
    refused: tuple[Row, ...]


def fresh_rows(count: int) -> list[Row]:
    """Return empty rows."""
    return [Row(uid=uuid4()) for _number in range(count)]


def rows_of(posted: QueryDict, user: User, today: date) -> list[Row]:
    """Return the rows that a form sent, those that nobody filled in left out."""
    uids = [uid for uid in posted.getlist("row")[:MOST_ROWS] if _is_uid(uid)]
    return [row for row in (_row(uid, posted, user, today) for uid in uids) if not row.is_empty]


def picked(user: User, client_id: str) -> Row:
    """Return an empty row about a client, with what can be chosen for it. Raises Http404 for one of others."""
    row = Row(uid=uuid4(), said={"client": client_id})
    row.draft = draft_of(user, row.said)
    return row


def save_rows(rows: Sequence[Row], user: User, now: datetime) -> Outcome:
    """Write the rows, each in its own transaction: one that is refused leaves the others as they are."""
    written: list[Contact] = []
    refused: list[Row] = []
    for row in rows:
        contact = None if row.problems else _save(row, user, now)
        if contact is None:
            refused.append(row)
        else:
            written.append(contact)
    return Outcome(tuple(written), tuple(refused))


def _row(uid: str, posted: QueryDict, user: User, today: date) -> Row:
    said = {name: posted.get(f"{uid}-{name}", "").strip() for name in FIELDS}
    row = Row(uid=UUID(uid), said=said)
    if row.is_empty:
        return row
    _settle_name(said, user, row.uid)
    said["when"] = f"{today.isoformat()}T{said['at']}" if said["at"] else ""
    try:
        row.draft = draft_of(user, said)
    except Http404:
        row.problems = (str(_("This client is not among yours any more. Choose another one.")),)
        return row
    if not row.draft.is_about_somebody:
        row.problems = (str(_("Say whom you spoke to.")),)
    elif not row.draft.client and not said["is_new"]:
        row.problems = (str(_("No client of yours is called so. Choose one from the list, or say that it is new.")),)
    return row


def _settle_name(said: dict[str, str], user: User, uid: UUID) -> None:
    """Take a name that was typed in full for the client who is called so; sent again, also for the one just opened."""
    if said["client"] or not said["client_name"]:
        return
    opened = uid_beside("client", uid)
    same = clients_called(user, said["client_name"]).mine
    if len(same) == 1 and same[0].uid != opened:
        said["client"] = str(same[0].pk)


def _save(row: Row, user: User, now: datetime) -> Contact | None:
    form = ContactForm(row.draft, user, {**row.said, "uid": str(row.uid)})
    if not form.is_valid():
        row.problems = _sentences(form)
        row.asks_another = "is_another" in form.errors
        return None
    try:
        return save_contact(row.draft, form.cleaned_data, by=user, now=now)
    except LogProblem as problem:
        row.problems = (str(problem),)
        return None


def _sentences(form: forms.Form) -> tuple[str, ...]:
    """Return what is wrong with a row, each with the name of its column."""
    told: list[str] = []
    for name, errors in form.errors.items():
        bound = form.fields.get(name)
        label = f"{bound.label}: " if bound is not None and bound.label and name not in _UNLABELLED else ""
        told += [f"{label}{error}" for error in errors]
    return tuple(told)


def kinds() -> list[tuple[str, str]]:
    """Return the kinds of contacts with their words."""
    return [(kind.value, str(kind.label)) for kind in ContactKind]


def _is_uid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
