"""Writing the costs of a file when its import is published, and taking them out when it is taken back.

Costs that somebody has changed or taken out by hand are theirs: a file does not change them, nor bring them back.
"""

from collections.abc import Mapping

from headway.web.imports.writing.by_hand import changed_by_hand, deleted_by_hand
from headway.web.imports.writing.desk import Desk
from headway.web.imports.writing.ids import take_ids
from headway.web.imports.writing.pending import NotedCost
from headway.web.imports.writing.stored import stored_ids
from headway.web.log.bulk import insert_rows, read_rows
from headway.web.log.costs import drop_costs, spread_costs
from headway.web.models import Cost, ImportRun

_COST = "cost"
_ROW = ("id", "uid", *NotedCost._fields, "written_at", "written_by")


def write_costs(desk: Desk) -> int:
    """Write the costs that were noted, and return how many are new; what changes of others is noted as pending."""
    noted = desk.pending.costs
    stored = stored_ids(Cost, list(noted))
    known = stored.keys() | deleted_by_hand(_COST, list(noted))
    fresh = {uid: cost for uid, cost in noted.items() if uid not in known}
    ids = take_ids(Cost, len(fresh))
    made = (desk.started_at, desk.started_by_id)
    insert_rows(Cost, _ROW, ((id_, uid, *cost, *made) for id_, (uid, cost) in zip(ids, fresh.items(), strict=True)))
    spread_costs(ids)
    if fresh:
        desk.names.made[_COST].extend(ids)
    _compare(desk, {stored[uid]: noted[uid] for uid in stored})
    return len(fresh)


def take_out_costs(run: ImportRun) -> None:
    """Take out the costs that a run has brought, but for those that are somebody's by now."""
    brought = run.counts.get("made", {}).get(_COST, ())
    kept = changed_by_hand(_COST, brought)
    drop_costs([id_ for id_ in brought if id_ not in kept])


def _compare(desk: Desk, noted: Mapping[int, NotedCost]) -> None:
    ids = list(noted)
    kept = changed_by_hand(_COST, ids)
    for row in read_rows(Cost, ("id", *NotedCost._fields), key="id", ids=ids):
        if row[0] not in kept:
            stored = NotedCost(*row[1:])
            desk.pending.compare(Cost, row[0], stored._asdict(), noted[row[0]]._asdict())
