"""How many of those who referred, as a file names them, are clients: for the dry run."""

from collections import defaultdict
from collections.abc import Iterable

from headway.importers.mapping import Mapping
from headway.importers.records import ImportedClient, ImportedDeal, Record
from headway.web.imports.publishing.referrers import there_without
from headway.web.imports.writing.clients import client_of
from headway.web.imports.writing.identity import Identity
from headway.web.models import Referrer
from headway.web.published import unpublished_runs
from headway.web.referring import clients_called
from headway.web.search import fold


def tells_referrers(mapping: Mapping) -> bool:
    """Whether a file says who referred."""
    return "referrer" in mapping.columns or "referrer" in mapping.constants


class Referring:
    """Counts those whom a file names as referring, and who would be linked to the one client of their name."""

    def __init__(self, identity: Identity) -> None:
        self._identity = identity
        self._named: set[str] = set()
        self._clients: dict[str, set[str]] = defaultdict(set)

    def add(self, records: Iterable[Record]) -> None:
        """Take the names of some records."""
        for record in records:
            if isinstance(record, ImportedClient | ImportedDeal):
                client = record if isinstance(record, ImportedClient) else client_of(record)
                self._clients[fold(client.name)].add(client.key)
                self._named.update(fold(name) for name in {record.referrer, client.referrer} if name)

    def count(self) -> int:
        """Return how many would be linked that are not."""
        linked = dict(Referrer.objects.filter(client__isnull=False).values_list("name", "client__uid"))
        names, uids = {fold(name) for name in linked}, {uid.hex for uid in linked.values() if uid}
        called = clients_called(self._named - names, there_without(unpublished_runs()))
        found = (self._in_file(name) | {client.uid.hex for client in there} for name, there in called.items())
        # Two names of one client are one that is linked.
        return len({each.pop() for each in found if len(each) == 1} - uids)

    def _in_file(self, name: str) -> set[str]:
        return {self._identity.of("client", key) for key in self._clients.get(name, ())}
