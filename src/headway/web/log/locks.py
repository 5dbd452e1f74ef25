"""The locks that writers of one deal wait for."""

from collections.abc import Iterable

from django.db import connection

from headway.web.merged import kept_id
from headway.web.models import Client, Contact, Deal, NextStep, User
from headway.web.statements import carry_out


def lock_client(client: Client) -> Client:
    """Hold a client until the transaction ends, or the one that it was merged into, and return it as it stands.

    Whoever holds clients and deals takes the clients first.
    """
    while True:
        held = Client.objects.select_for_update(no_key=True).get(pk=client.pk)
        if held.merged_into_id is None:
            return held
        client = Client(pk=kept_id(held.merged_into_id))


def lock_client_of(client: Client, deal: Deal | None) -> Client:
    """Hold the client of what is about a deal, and return it as both stand.

    The deal is read anew: two clients that were merged may have been parted meanwhile, and it goes where it belongs.
    """
    is_theirs = deal is not None and deal.client_id == client.pk
    held = lock_client(client)
    if deal is not None:
        deal.refresh_from_db(fields=["client"])
        if is_theirs and deal.client_id != held.pk:
            held = lock_client(deal.client)
    return held


def keep_from_merging(clients: Iterable[Client]) -> None:
    """Let none of some clients be merged until the transaction ends, nor those that they were merged into.

    Writers of contacts do not wait for each other.
    """
    ids = sorted({client.pk for client in clients})
    if ids and connection.vendor == "postgresql":
        carry_out(_SHARE, [ids], is_kept=True)


def kept_and_held(id_: int) -> int:
    """Return the client that one was merged into in the end, or itself, and let that one not be merged until then."""
    held, kept = None, kept_id(id_)
    while held != kept:
        # Whoever was merging it is done by now, or waits.
        keep_from_merging([Client(pk=kept)])
        held, kept = kept, kept_id(kept)
    return kept


def merge_alone() -> None:
    """Merge or part clients while nobody writes of more of them than can be held one by one."""
    if connection.vendor == "postgresql":
        carry_out("SELECT pg_advisory_xact_lock(%s)", [_MERGES])


def hold_merges_off() -> None:
    """Let no clients be merged or parted until the transaction ends. It is called before anything else is held."""
    if connection.vendor == "postgresql":
        carry_out("SELECT pg_advisory_xact_lock_shared(%s)", [_MERGES])


# A number that nothing else in the database is held by.
_MERGES = 0x6D65726765
_CLIENTS = Client._meta.db_table
_SHARE = f"""
SELECT id FROM {_CLIENTS}
 WHERE id = ANY(ARRAY(
       WITH RECURSIVE walked (id) AS (
            SELECT unnest(%s::bigint[])
             UNION SELECT (SELECT c.merged_into_id FROM {_CLIENTS} c WHERE c.id = walked.id) FROM walked
              WHERE id IS NOT NULL)
       SELECT id FROM walked))
 ORDER BY id FOR SHARE
"""  # noqa: S608 - our own words


def lock_deals(deals: Iterable[object]) -> None:
    """Hold the deals until the transaction ends, in the order of their ids, so that no two writers wait in a circle.

    SQLite needs no row locks: an immediate transaction is alone.
    """
    lock_deals_by_id({deal.pk for deal in deals if isinstance(deal, Deal)})


def lock_deals_by_id(ids: Iterable[int]) -> None:
    """Hold deals in the same way, without a record of each: of very many they take longer to make than to lock."""
    told = sorted(ids)
    if told and connection.vendor == "postgresql":
        carry_out(_LOCK, [told], is_kept=True)


_LOCK = f"SELECT id FROM {Deal._meta.db_table} WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"  # noqa: S608 - our own words


def lock_contact(contact: Contact) -> None:
    """Read a contact as it stands and hold it until the transaction ends, so that two corrections follow each other."""
    contact.refresh_from_db(from_queryset=Contact.objects.select_for_update(no_key=True))


def lock_user(id_: int) -> None:
    """Hold a user until the transaction ends, so that what is written of one of them is judged by what was before."""
    User.objects.select_for_update(no_key=True).get(pk=id_)


def lock_step(step: NextStep) -> None:
    """Read a next step as it stands and hold it until the transaction ends, so that it ends once."""
    step.refresh_from_db(from_queryset=NextStep.objects.select_for_update(no_key=True))


def hold_rates() -> None:
    """Let no exchange rate be changed until the transaction ends. It is called before anything else is held."""
    if connection.vendor == "postgresql":
        carry_out("SELECT pg_advisory_xact_lock_shared(%s)", [_RATES])


def hold_rates_alone() -> None:
    """Let nobody convert what is new into the company's currency until the transaction ends."""
    if connection.vendor == "postgresql":
        carry_out("SELECT pg_advisory_xact_lock(%s)", [_RATES])


_RATES = 0x7261746573
