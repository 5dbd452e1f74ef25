"""The end of an import: in one transaction its records begin to exist, and those that were there are changed."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from headway.web import audit
from headway.web.clock import now as read_clock
from headway.web.imports.publishing.changing import change_fields, date_changes, stored_values
from headway.web.imports.publishing.costs import write_costs
from headway.web.imports.publishing.kept_values import to_plain
from headway.web.imports.publishing.merged import follow_merged
from headway.web.imports.publishing.next_steps import set_steps
from headway.web.imports.publishing.referrers import WAITING_REFERRERS, link_referrers
from headway.web.imports.publishing.teams import put_into_team
from headway.web.imports.running.again import counts_again, keep_left_behind, left_behind
from headway.web.imports.running.course import renew
from headway.web.imports.running.tally import Tally
from headway.web.imports.running.troubles import Troubles
from headway.web.imports.tables import records
from headway.web.imports.writing.by_hand import IMPORTED
from headway.web.imports.writing.desk import Desk
from headway.web.imports.writing.known_touches import deals_added_to
from headway.web.imports.writing.road import date_road
from headway.web.log.bulk import insert_rows
from headway.web.log.changes import note_changes, note_names
from headway.web.log.derive import replay_deals
from headway.web.log.locks import hold_merges_off, lock_deals
from headway.web.log.sales import tell_won_back_apart
from headway.web.models import (
    AuditEntry,
    Client,
    Contact,
    Deal,
    FactNoun,
    ImportRun,
    ImportState,
    Sale,
    StageMove,
    User,
)
from headway.web.models.fields import to_microseconds
from headway.web.published import unpublished_runs

_NOUNS = {"clients": Client, "deals": Deal, "contacts": Contact, "moves": StageMove, "sales": Sale, "reps": User}


def publish(desk: Desk, tally: Tally, troubles: Troubles) -> None:
    """Let everything that an import wrote exist from now on."""
    run, now = desk.run, read_clock()
    with transaction.atomic():
        hold_merges_off()
        added_to = deals_added_to(run)
        noted = {step.deal_id for step in desk.pending.steps}
        lock_deals(Deal(pk=id_) for id_ in added_to | noted | desk.pending.changes[Deal].keys())
        follow_merged(desk)
        steps = set_steps(desk, added_to)
        costs = write_costs(desk)
        counts = {
            "in_file": tally.counts(),
            "new": count_records(run)
            | ({"next_steps": steps} if steps else {})
            | ({"costs": costs} if desk.pending.costs else {}),
            "changed": desk.pending.count(),
            **troubles.counts,
            "problems": troubles.shown,
            "made": dict(desk.names.made),
            **link_referrers(desk.names.referring, desk.abandoned),
        }
        renew(run, now, state=ImportState.DONE, done=run.total, finished_at=now, counts=counts)
        date_road(run)
        _change(desk, added_to, now)
        tell_won_back_apart(Sale.objects.filter(import_run=run).values("client"))
        _note_new(run)
        _tell(run, now)
        left = left_behind()
    keep_left_behind(run, left)


def publish_again(run: ImportRun, before: ImportRun) -> None:
    """End an import that would find all of its file as the one before has left it."""
    now = read_clock()
    with transaction.atomic():
        hold_merges_off()
        # Clients by the names of those who wait may have come since, which no reading of the file would tell.
        linked = link_referrers(before.counts.get(WAITING_REFERRERS, ()), unpublished_runs())
        ended = {"state": ImportState.DONE, "done": before.total, "total": before.total, "finished_at": now}
        renew(run, now, **ended, counts=counts_again(before) | linked)
        _tell(run, now)
    keep_left_behind(run, left_behind())


def _note_new(run: ImportRun) -> None:
    """Let the facts take over what the import has brought."""
    note_changes(FactNoun.DEAL, Deal.objects.filter(import_run=run).values_list("pk", flat=True))
    note_changes(FactNoun.SALE, Sale.objects.filter(import_run=run).values_list("pk", flat=True))
    note_names()


def _tell(run: ImportRun, now: datetime) -> None:
    told = {name: run.counts[name] for name in ("in_file", "new", "changed", "rejected", "doubtful")}
    audit.record(run.started_by, "import", run, now, after={"file": run.file_name, "digest": run.digest, **told})


def count_records(run: ImportRun) -> dict[str, int]:
    """Return how many records an import has made, by noun."""
    return {noun: records(model).filter(import_run=run).count() for noun, model in _NOUNS.items()}


def _change(desk: Desk, added_to: set[int], now: datetime) -> None:
    """Do what was noted about records that were there before; replay the deals that it touches and those added to."""
    pending, run = desk.pending, desk.run
    touched = set(added_to)
    for model, changes in pending.changes.items():
        before = stored_values(model, changes)
        real = {id_: changes[id_] for id_, values in before.items() if values != changes[id_]}
        _keep(run, model._meta.model_name or "", before, real, now)
        touched |= change_fields(model, real)
        if model is Deal:
            date_changes(real, run.started_at or now)
    for user_id, team_id in pending.joins.items():
        put_into_team(user_id, team_id)
        _keep(run, "user", {user_id: {"team": None}}, {user_id: {"team": team_id}}, now)
    replay_deals(touched, desk.context)


def _keep(
    run: ImportRun,
    noun: str,
    before: Mapping[int, Mapping[str, Any]],
    after: Mapping[int, Mapping[str, Any]],
    now: datetime,
) -> None:
    """Keep in the audit trail how the records were, which is also what taking the import back goes by."""
    given = (to_microseconds(now), run.started_by_id, IMPORTED, noun)
    rows = (
        (*given, id_, json.dumps(to_plain(before[id_])), json.dumps(to_plain(values) | {"import_run": run.pk}))
        for id_, values in after.items()
    )
    insert_rows(AuditEntry, ("at", "actor", "verb", "noun", "noun_id", "before", "after"), rows)
