"""Clients that may have been entered twice: which look alike, and what would come of two that are merged."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Length
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.web.access import clients_for, contacts_for, deals_for, sales_for, steps_for
from headway.web.legal_forms import bare_name, telling_parts
from headway.web.listed import listed
from headway.web.log.merging import given
from headway.web.models import Client, User
from headway.web.open_steps import STILL_OPEN
from headway.web.search import digits_of, fold, holding, numbers_in

# Whoever is called as many others are, is told from them by more than the name.
_LOOKED_AT = 50
_DETAILS: Mapping[str, str | Promise] = {
    "phone": gettext_lazy("Phone"),
    "email": gettext_lazy("E-mail"),
    "tax_number": gettext_lazy("Tax number"),
    "owner": gettext_lazy("Looked after by"),
    "segment": gettext_lazy("Segment"),
    "source": gettext_lazy("Source"),
    "referrer": gettext_lazy("Referred by"),
}


@dataclass(frozen=True)
class Likely:
    """A client that may be the same as another, and by what: name, phone, email, tax_number."""

    client: Client
    by: tuple[str, ...]

    @property
    def why(self) -> str:
        """What they have in common, in words."""
        return ", ".join(str(_SAME[name]) for name in self.by)


@dataclass(frozen=True)
class Detail:
    """A detail of two clients and of the one that they would be; "" is nothing."""

    name: str
    label: str
    kept: str
    merged: str
    after: str

    @property
    def is_filled(self) -> bool:
        """Whether it would come from the one that is merged."""
        return self.after != self.kept

    @property
    def is_left(self) -> bool:
        """Whether it stays empty though the other has it, because numbers are counted by it."""
        return not self.after and bool(self.merged)


@dataclass(frozen=True)
class Moved:
    """How many records of a kind two clients have, as far as they exist for the reader."""

    label: str
    kept: int
    merged: int

    @property
    def after(self) -> int:
        """How many there would be together."""
        return self.kept + self.merged


@dataclass(frozen=True)
class Beside:
    """Two clients beside each other, before they are merged."""

    kept: Client
    merged: Client
    details: tuple[Detail, ...]
    moved: tuple[Moved, ...]

    @property
    def left(self) -> str:
        """What stays empty because numbers are counted by it, in words."""
        return ", ".join(detail.label for detail in self.details if detail.is_left)


def likely_same(user: User, client: Client) -> list[Likely]:
    """Return the other clients of a user that have the name, the phone, the e-mail or the tax number of one."""
    own = _marks(client)
    others = Client.objects.filter(merged_into=None).exclude(pk=client.pk)
    ways = [holding([f" {fold(client.name)}"]), *(holding(_parts(client, name, mark)) for name, mark in own.items())]
    # The same name is no longer than its words and a legal form, so what holds them and more comes later.
    near = (others.filter(way).order_by(Length("name"), "pk").values_list("pk", flat=True)[:_LOOKED_AT] for way in ways)
    wanted = clients_for(user, listed({id_ for ids in near for id_ in ids})).order_by("pk")
    found = ((each, _marks(each)) for each in wanted.select_related("owner"))
    alike = [Likely(each, tuple(name for name in own if marks.get(name) == own[name])) for each, marks in found]
    return sorted((each for each in alike if each.by), key=lambda each: -len(each.by))


def _parts(client: Client, name: str, mark: str) -> list[str]:
    """Return what of a mark stands in the key of whoever shares it: the words of a name, or what begins a word.

    Of a phone the end counts.
    """
    return telling_parts(client.name) if name == "name" else [mark if name == "phone" else f" {mark}"]


def beside(user: User, kept: Client, merged: Client) -> Beside:
    """Return what two clients have, and what would be; what neither has is left out."""
    gave = given(kept, merged)
    details = (
        Detail(name, str(label), _told(kept, name), _told(merged, name), _told(merged if name in gave else kept, name))
        for name, label in _DETAILS.items()
    )
    known = tuple(detail for detail in details if detail.kept or detail.merged)
    return Beside(kept, merged, known, tuple(moved for moved in _counts(user, kept, merged) if moved.after))


def _counts(user: User, *both: Client) -> Iterator[Moved]:
    persons = [client.persons.filter(left_at=None).count() for client in both]
    counted: Sequence[tuple[str, Any]] = (
        (_("Deals"), deals_for(user)),
        (_("Contacts"), contacts_for(user)),
        (_("Sales"), sales_for(user)),
        (_("Open next steps"), steps_for(user).filter(STILL_OPEN)),
    )
    for label, records in counted:
        yield Moved(label, *(records.filter(client=client).count() for client in both))
    yield Moved(_("Persons"), *persons)


def _marks(client: Client) -> dict[str, str]:
    """Return what tells a client from others, folded; of a phone the digits by which it is found."""
    phone = (numbers_in(client.phone) or [digits_of(client.phone)])[0]
    marks = {
        "name": bare_name(client.name),
        "phone": phone,
        "email": fold(client.email),
        "tax_number": client.tax_number.casefold(),
    }
    return {name: mark for name, mark in marks.items() if mark}


def _told(client: Client, name: str) -> str:
    value = getattr(client, name)
    return "" if value is None else str(value)


_SAME: Mapping[str, str | Promise] = {
    "name": gettext_lazy("the same name"),
    "phone": gettext_lazy("the same phone"),
    "email": gettext_lazy("the same e-mail"),
    "tax_number": gettext_lazy("the same tax number"),
}
