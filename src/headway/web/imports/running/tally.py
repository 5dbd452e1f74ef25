"""Counting what a file holds."""

from collections.abc import Iterable

from headway.importers.records import ImportedClient, ImportedCost, ImportedDeal, ImportedRep, Record


class Tally:
    """Counts the records of a file: clients and reps once each, however often they are named."""

    def __init__(self) -> None:
        self._deals = self._contacts = self._moves = self._sales = self._steps = self._costs = 0
        self._clients: set[str] = set()
        self._reps: set[str | None] = set()

    def add(self, records: Iterable[Record]) -> None:
        """Count some records."""
        for record in records:
            if isinstance(record, ImportedDeal):
                self._add_deal(record)
            elif isinstance(record, ImportedClient):
                self._add_client(record)
            elif isinstance(record, ImportedCost):
                self._costs += 1
            elif isinstance(record, ImportedRep):
                self._reps.update(name for name in (record.name, record.head) if name)

    def counts(self) -> dict[str, int]:
        """Return the counts by noun."""
        counts = {
            "deals": self._deals,
            "contacts": self._contacts,
            "moves": self._moves,
            "sales": self._sales,
            "clients": len(self._clients),
            "reps": len(self._reps - {None, ""}),
        }
        seldom = {"next_steps": self._steps, "costs": self._costs}
        return counts | {noun: count for noun, count in seldom.items() if count}

    def _add_deal(self, deal: ImportedDeal) -> None:
        self._deals += 1
        self._contacts += len(deal.contacts)
        self._moves += len(deal.moves)
        self._sales += len(deal.sales)
        self._steps += bool(deal.next_step) + sum(contact.next_step is not None for contact in deal.contacts)
        if deal.client:
            self._add_client(deal.client)
        self._reps.update([contact.rep for contact in deal.contacts])
        self._reps.update([sale.rep for sale in deal.sales])
        self._reps.add(deal.owner)

    def _add_client(self, client: ImportedClient) -> None:
        self._clients.add(client.key)
        self._sales += len(client.sales)
        self._reps.update([sale.rep for sale in client.sales])
        if client.owner:
            self._reps.add(client.owner)
