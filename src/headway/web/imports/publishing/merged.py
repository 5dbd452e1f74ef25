"""Brings what an import wrote for clients that were merged while it ran to those that are kept."""

from collections.abc import Mapping

from headway.web.imports.tables import records
from headway.web.imports.writing.desk import Desk
from headway.web.log.bulk import read_rows
from headway.web.merged import kept_id
from headway.web.models import Client, Contact, Deal, Sale


def follow_merged(desk: Desk) -> None:
    """Let neither rows nor changes name a client by an id that it had when the file was begun."""
    since = desk.run.started_at or desk.run.created_at
    gone = Client.objects.filter(merged_at__gte=since).values_list("pk", flat=True)
    kept = {id_: kept_id(id_) for id_ in gone}
    for id_, further in kept.items():
        for model in (Deal, Contact, Sale):
            records(model).filter(import_run=desk.run, client=id_).update(client=further)
    _follow_changes(desk, kept)


def _follow_changes(desk: Desk, kept: Mapping[int, int]) -> None:
    changes = desk.pending.changes[Deal]
    told = {id_: values["client"] for id_, values in changes.items() if "client" in values}
    known = dict(read_rows(Deal, ("id", "client"), key="id", ids=list(told)))
    for id_, client_id in told.items():
        further = kept.get(client_id, client_id)
        if known.get(id_) == further:
            # It is there already, and goes on counting for whom it was written.
            del changes[id_]["client"]
        else:
            # With whom it counted for until then, the trail keeps it for taking the import back.
            changes[id_] |= {"client": further, "merged_from": None}
        if not changes[id_]:
            del changes[id_]
