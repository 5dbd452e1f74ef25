"""What is written for a client that was merged meanwhile goes to the one that is kept."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from headway.web.log.locks import kept_and_held
from headway.web.log.new_contact import NewContact
from headway.web.merged import kept_id
from headway.web.models import Client, Contact, Deal, Person


def followed(new: NewContact) -> NewContact:
    """Return a contact with the client that has its deal, or else is kept, and its deal and persons as they stand."""
    deal = None if new.deal is None else Deal.objects.get(pk=new.deal.pk)
    # A deal of another client than was said is none of theirs, wherever it is now.
    is_theirs = new.deal is not None and new.deal.client_id == new.client.pk
    kept = deal.client_id if deal is not None and is_theirs else kept_and_held(new.client.pk)
    if kept == new.client.pk:
        return new
    persons = Person.objects.filter(pk__in=[person.pk for person in new.persons])
    return replace(new, client=Client.objects.get(pk=kept), deal=deal, persons=tuple(persons))


def followed_changes(contact: Contact, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the changes of a contact with the client and deal as they stand, which the caller holds.

    One that comes to another client or deal counts for whom that counts; one that only loses its deal, for whom it did.
    """
    told = dict(changes)
    if "client" in told:
        find = kept_and_held if told.get("deal") is None else kept_id
        kept = find(told["client"].pk)
        told["client"] = told["client"] if kept == told["client"].pk else Client.objects.get(pk=kept)
    if "deal" in told and told["deal"] is not None and told["deal"].pk != contact.deal_id:
        told["deal"] = Deal.objects.get(pk=told["deal"].pk)
    moved = {name for name in ("client", "deal") if name in told and told[name] != getattr(contact, name)}
    if moved == {"deal"} and told["deal"] is None and contact.deal is not None:
        return told | {"merged_from": contact.deal.merged_from or contact.merged_from}
    return told | {"merged_from": None} if moved else told
