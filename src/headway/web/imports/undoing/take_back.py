"""Taking an import back: hidden at once in one transaction, then deleted in small ones; what others built on stays."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext as _

from headway.web import audit
from headway.web.imports.problem import ImportProblem
from headway.web.imports.publishing.changing import change_fields, stored_values, undate_changes
from headway.web.imports.publishing.costs import take_out_costs
from headway.web.imports.publishing.kept_values import from_plain
from headway.web.imports.publishing.next_steps import withdraw_steps
from headway.web.imports.publishing.referrers import part_referrers
from headway.web.imports.publishing.teams import take_out_of_team
from headway.web.imports.running.course import claim
from headway.web.imports.tables import records
from headway.web.imports.undoing.building import release_what_others_built_on
from headway.web.imports.writing.by_hand import IMPORTED
from headway.web.log.changes import note_changes, note_names
from headway.web.log.derive import replay_deals
from headway.web.log.locks import hold_merges_off, lock_deals
from headway.web.log.sales import tell_won_back_apart
from headway.web.log.step_ends import note_appointments
from headway.web.models import (
    AuditEntry,
    Contact,
    Deal,
    FactNoun,
    ImportRun,
    ImportState,
    NextStep,
    Sale,
    StageMove,
    User,
)


def take_back(run: ImportRun, *, by: User | None, now: datetime) -> None:
    """Let everything that an import brought in no longer exist; deleting it is left to `clean_up`.

    Raises ImportProblem for an import that is not done, Busy while another one is in work.
    """
    if run.state != ImportState.DONE:
        raise ImportProblem(_("Only an import that is done can be taken back."))
    with transaction.atomic():
        hold_merges_off()
        touched = _additions(run)
        lock_deals(Deal(pk=id_) for id_ in touched)
        deals = list(Deal.objects.filter(import_run=run).values_list("pk", flat=True))
        sales = list(Sale.objects.filter(import_run=run).values_list("pk", flat=True))
        claim(run, ImportState.TAKING_BACK, now)
        withdraw_steps(run)
        take_out_costs(run)
        run.counts["stayed"] = release_what_others_built_on(run)
        # Nobody works on it yet: whoever cleans up claims it.
        run.alive_at = None
        run.save(update_fields=["counts", "alive_at"])
        touched = _additions(run) | _put_back(run)
        part_referrers(run)
        replay_deals(touched)
        note_changes(FactNoun.DEAL, deals)
        note_changes(FactNoun.SALE, sales)
        note_appointments(NextStep.objects.filter(kept_by__import_run=run).select_related("set_by"))
        tell_won_back_apart(Sale.objects.filter(import_run=run).values("client"))
        note_names()
        audit.record(by, "take_back", run, now, after={"file": run.file_name, "stayed": run.counts["stayed"]})


def _additions(run: ImportRun) -> set[int]:
    """Return the deals that were there without the import, and to which it added."""
    found: set[int] = set()
    for model in (Contact, StageMove):
        logged = records(model).filter(import_run=run, deal__isnull=False)
        foreign = logged.exclude(deal__in=Deal.objects.filter(import_run=run).values("pk"))
        found.update(foreign.values_list("deal_id", flat=True))
    return found


def _put_back(run: ImportRun) -> set[int]:
    """Set the fields that the import changed to what they were, but those that somebody has changed since."""
    entries = AuditEntry.objects.filter(verb=IMPORTED, at__gte=run.started_at, after__import_run=run.pk).order_by("-pk")
    by_model: dict[type[models.Model], dict[int, AuditEntry]] = defaultdict(dict)
    for entry in entries:
        if entry.noun == "user":
            take_out_of_team(entry.noun_id, _fields(entry.after)["team"])
        else:
            by_model[apps.get_model("web", entry.noun)][entry.noun_id] = entry
    touched: set[int] = set()
    for model, of_records in by_model.items():
        changes = _changes_back(model, of_records)
        if model is Deal:
            undate_changes(changes, run.started_at or run.created_at)
        touched |= change_fields(model, changes)
    return touched


def _changes_back(model: type[models.Model], entries: dict[int, AuditEntry]) -> dict[int, dict[str, Any]]:
    before = {id_: from_plain(model, entry.before or {}) for id_, entry in entries.items()}
    now = stored_values(model, before)
    changes: dict[int, dict[str, Any]] = {}
    for id_, values in now.items():
        after = from_plain(model, _fields(entries[id_].after))
        changes[id_] = {name: before[id_][name] for name, value in values.items() if value == after[name]}
    return {id_: values for id_, values in changes.items() if values}


def _fields(after: dict[str, Any] | None) -> dict[str, Any]:
    return {name: value for name, value in (after or {}).items() if name != "import_run"}
