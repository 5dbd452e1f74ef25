"""The dry run: what a prepared import would bring in, without writing a record."""

from typing import Any

from headway.importers.records import ImportedClient, ImportedDeal, Problem, Record
from headway.importers.refusals import Refusal
from headway.web.clock import now
from headway.web.imports.preparing.referring import Referring, tells_referrers
from headway.web.imports.reading.stream import frames
from headway.web.imports.running.course import Lost, renew
from headway.web.imports.running.load import job_of
from headway.web.imports.running.tally import Tally
from headway.web.imports.running.troubles import Troubles
from headway.web.imports.tables import records
from headway.web.imports.writing.identity import Identity
from headway.web.models import Client, Deal, ImportRun
from headway.web.published import unpublished_runs
from headway.web.spoken import spoken

_PART = 900


def preview(run: ImportRun) -> None:
    """Read the file of a prepared run, and note on it what would come in; give way where somebody starts the run."""
    try:
        found = look(run)
    except Refusal as refusal:
        found = {"refusal": spoken(refusal.sentence)}
    except Lost:
        return
    try:
        renew(run, now(), done=run.total, counts={"preview": found})
    except Lost:
        return


def look(run: ImportRun, *, is_stored: bool = True) -> dict[str, Any]:
    """Return what a run would bring in: counts, how many deals and clients are known, the first problems."""
    job = job_of(run)
    tally, troubles = Tally(), Troubles()
    identity = Identity(job.mapping.origin or "")
    known = _Known(identity)
    referring = Referring(identity) if tells_referrers(job.mapping) else None
    refusal = ""
    for frame in frames(job):
        records = [record for record in frame.records if not isinstance(record, Problem)]
        troubles.add(record for record in frame.records if isinstance(record, Problem))
        tally.add(records)
        known.add(records)
        if referring:
            referring.add(records)
        if is_stored:
            renew(run, now(), done=frame.done, total=frame.total)
        if frame.refusal:
            refusal = spoken(frame.refusal)
    found = {"in_file": tally.counts(), "known": known.counts(), **troubles.counts, "problems": troubles.shown}
    linked = referring.count() if referring else 0
    return found | ({"linked": linked} if linked else {}) | {"refusal": refusal}


class _Known:
    """Counts the deals and clients of a file that are stored already."""

    def __init__(self, identity: Identity) -> None:
        self._identity = identity
        self._deals = 0
        self._clients: set[str] = set()
        self._known_clients = 0

    def add(self, records: list[Record]) -> None:
        """Count those of some records."""
        deals = [record for record in records if isinstance(record, ImportedDeal)]
        clients = [record for record in records if isinstance(record, ImportedClient)]
        keys = {client.key for client in (*clients, *(deal.client for deal in deals if deal.client))} - self._clients
        self._clients |= keys
        self._deals += self._count(Deal, "deal", {deal.key for deal in deals})
        self._known_clients += self._count(Client, "client", keys)

    def counts(self) -> dict[str, int]:
        """Return the counts by noun."""
        return {"deals": self._deals, "clients": self._known_clients}

    def _count(self, model: type[Deal] | type[Client], noun: str, keys: set[str]) -> int:
        uids = [self._identity.of(noun, key) for key in keys]
        parts = (uids[start : start + _PART] for start in range(0, len(uids), _PART))
        published = records(model).exclude(import_run__in=unpublished_runs())
        return sum(published.filter(uid__in=part).count() for part in parts)
