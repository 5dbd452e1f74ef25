"""Contacts written on a phone without a connection: taken in once, at the time by a clock that is right."""

from datetime import UTC, datetime, timedelta
from typing import Annotated
from uuid import UUID

from django import forms
from django.db import IntegrityError
from django.http import Http404, QueryDict
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from headway.web import figures
from headway.web.contacts.draft import draft_of
from headway.web.contacts.forms import ContactForm
from headway.web.contacts.saving import save_contact
from headway.web.log import LogProblem
from headway.web.lookup import clients_called
from headway.web.models import Contact, DeletedContact, User

# What is opened with a contact is named by it for as long as only the phone knows of it.
OF = "of-"
# A clock that is wrong by less is a clock.
SLACK = timedelta(minutes=5)

_Name = Annotated[str, StringConstraints(max_length=40)]
_Value = Annotated[str, StringConstraints(max_length=500_000)]
# However wrong, a phone's clock begins in 1970, and the difference of two of its times stays in the calendar.
_Moment = Annotated[AwareDatetime, Field(ge=datetime(1970, 1, 1, tzinfo=UTC), lt=datetime(2200, 1, 1, tzinfo=UTC))]


class Queued(BaseModel):
    """One contact as the phone sends it: the fields of the form that was filled in, and what its clock said.

    ``known_at`` is the latest time that we had told the phone when the contact was written: it cannot be older.
    """

    model_config = ConfigDict(extra="forbid")

    user: int
    uid: UUID
    fields: Annotated[list[tuple[_Name, _Value]], Field(max_length=100)]
    noted_at: _Moment
    sent_at: _Moment
    known_at: _Moment | None = None
    position: Annotated[int, Field(ge=0, lt=2**63)]


class Refused(Exception):
    """A contact cannot be taken as it is; the sentence tells whoever wrote it what to correct."""


def take(queued: Queued, user: User, now: datetime) -> Contact | None:
    """Log a queued contact and return it; sent again, the one already logged, or None where it was deleted since.

    Raises Refused. What was refused was not written, nor anything that the contact would have opened.
    """
    try:
        return _known(queued, user) or _take(queued, user, now)
    except IntegrityError:
        # It was sent twice at the same time, and the other was first.
        return _known(queued, user) or _take(queued, user, now)
    except _Gone:
        return None
    except LogProblem as problem:
        raise Refused(str(problem)) from problem
    except Http404 as missing:
        sentence = _("This client or this deal is not among yours any more. Correct it, and choose anew.")
        raise Refused(sentence) from missing


def written_at(queued: Queued, now: datetime) -> datetime:
    """Return when a contact was written, by our clock. Raises Refused where the phone's clock was set in between."""
    skew = now - queued.sent_at
    moment = queued.noted_at + skew if is_wrong(queued, now) else queued.noted_at
    is_too_old = queued.known_at is not None and moment < queued.known_at - SLACK
    if is_too_old or moment > now + SLACK:
        said = figures.day_and_clock(queued.noted_at)
        raise Refused(
            _("The phone's clock was wrong when this was written: it said %(moment)s. Correct it, and say when it was.")
            % {"moment": said}
        )
    return min(moment, now)


def is_wrong(queued: Queued, now: datetime) -> bool:
    """Whether the clock of the phone is wrong while it sends."""
    return abs(now - queued.sent_at) > SLACK


def told_of_clock(queued: Queued, contact: Contact, now: datetime) -> str:
    """Say that a contact was put where a right clock would have put it, or nothing."""
    if not is_wrong(queued, now) or _said_when(queued):
        return ""
    return _("This phone's clock says %(phone)s; it is %(right)s. The contact was put at %(moment)s.") % {
        "phone": figures.day_and_clock(queued.sent_at),
        "right": figures.day_and_clock(now),
        "moment": figures.day_and_clock(contact.happened_at),
    }


class _Gone(Exception):
    """The contact was here, and was taken out of the log again."""


def _known(queued: Queued, user: User) -> Contact | None:
    """Return the contact if it is here: whatever has become of its client since, it is not to be asked for again."""
    if DeletedContact.objects.filter(uid=queued.uid).exists():
        raise _Gone
    contact = Contact.objects.filter(uid=queued.uid).select_related("client", "deal", "stage", "stage_before").first()
    if contact and user.pk not in {contact.rep_id, contact.written_by_id}:
        raise Refused(_("Another contact has this id already. Delete this one, and write it anew."))
    return contact


def _take(queued: Queued, user: User, now: datetime) -> Contact:
    happened_at = None if _said_when(queued) else written_at(queued, now)
    fields = _resolved(queued, user)
    _settle_step(fields, queued, now)
    asked = {name: _text(fields, name) for name in fields}
    if _text(fields, "must_exist") and not _text(fields, "client"):
        raise Refused(
            _("No client of yours is called “%(name)s”. Correct it: choose one, or save it as a new client.")
            % {"name": _text(fields, "client_name")}
        )
    # The phone is in a pocket again: whoever is only called alike is saved as new, and the list of clients tells.
    fields["is_another"] = "1"
    draft = draft_of(user, asked | ({"when": happened_at.isoformat()} if happened_at else {}))
    if not draft.is_about_somebody:
        raise Refused(_("Nobody is named in this contact. Correct it, and choose the client."))
    form = ContactForm(draft, user, fields)
    if not form.is_valid():
        raise Refused(_sentence(form))
    said = form.cleaned_data | {"noted_at": queued.noted_at, "position": queued.position}
    return save_contact(draft, said | ({"when": happened_at} if happened_at else {}), by=user, now=now)


def _said_when(queued: Queued) -> bool:
    return any(name == "when" and value for name, value in queued.fields)


def _resolved(queued: Queued, user: User) -> QueryDict:
    """Return the fields as our form takes them, with the ids of what this phone's earlier contacts have opened."""
    fields = QueryDict(mutable=True)
    for name, value in queued.fields:
        fields.appendlist(name, value)
    fields["uid"] = str(queued.uid)
    for name in ("client", "deal"):
        if _text(fields, name).startswith(OF):
            fields[name] = _opened(name, _text(fields, name).removeprefix(OF), user)
    if _text(fields, "client_name") and not _text(fields, "client"):
        _settle_name(fields, user)
    return fields


def _opened(name: str, uid: str, user: User) -> str:
    try:
        opener = Contact.objects.filter(uid=UUID(uid), written_by=user).first()
    except ValueError:
        opener = None
    record = opener and (opener.client_id if name == "client" else opener.deal_id)
    if not record:
        raise Refused(_("It follows a contact that is not in the log. Correct it, and choose the client anew."))
    return str(record)


def _settle_name(fields: QueryDict, user: User) -> None:
    """Take a name that was typed without a connection for the client of the user who is called so, if there is one."""
    same = clients_called(user, _text(fields, "client_name")).mine
    if len(same) == 1:
        fields["client"] = str(same[0].pk)


def _settle_step(fields: QueryDict, queued: Queued, now: datetime) -> None:
    """Count the days until the next step from when it was agreed, and not from when it was sent."""
    days = _text(fields, "step_in")
    if days.isdecimal() and len(days) < 4 and not _text(fields, "step_on"):
        agreed_on = localtime(written_at(queued, now)).date()
        fields["step_on"] = (agreed_on + timedelta(days=int(days))).isoformat()


def _text(fields: QueryDict, name: str) -> str:
    return str(fields.get(name, ""))


def _sentence(form: ContactForm) -> str:
    """Say in one text all that is wrong with the fields."""
    if "stage" in form.errors:
        return _("The stage is not in the funnel of this deal any more. Correct it, and choose another.")
    told = []
    for name, errors in form.errors.items():
        field = form.fields.get(name)
        is_named = field is not None and field.label and not isinstance(field, forms.BooleanField)
        told += [f"{field.label}: {error}" if is_named and field else str(error) for error in errors]
    return " ".join(told)
