"""Deleting what an import has written that was cancelled or is taken back, in small transactions: nobody waits."""

from collections.abc import Iterator, Sequence

from django.db import connection, models, transaction
from django.db.models import ProtectedError

from headway.web.clock import now
from headway.web.imports.running.course import claim, renew
from headway.web.imports.tables import records
from headway.web.imports.undoing.building import built_on_clients, built_on_deals
from headway.web.log.changes import note_names
from headway.web.log.locks import hold_merges_off
from headway.web.models import (
    Client,
    Contact,
    ContactComment,
    Deal,
    DealExpectation,
    DealOwner,
    DealValue,
    Funnel,
    ImportRun,
    ImportState,
    LossReason,
    Milestones,
    NextStep,
    Referrer,
    Sale,
    Segment,
    Source,
    StageMove,
    Stay,
    Team,
    User,
)

_AT_ONCE = 2000
_DEALS_AT_ONCE = 400
_OF_DEAL = (Contact, StageMove, Sale, Stay, Milestones, DealOwner, DealValue, DealExpectation)
# Those that refer to others go first.
_NAMES: tuple[type[models.Model], ...] = (User, Team, Source, Segment, LossReason, Referrer, Funnel)


def clean_up(run: ImportRun) -> None:
    """Delete what a run has written and nobody has built on, and mark the run as at its end.

    Raises Busy or Lost where it is not ours to do.
    """
    claim(run, ImportState(run.state), now())
    left = _count(run)
    total = sum(left.values())
    for _ in _delete(run):
        renew(run, now(), done=max(total - sum(_count(run).values()), 0), total=total)
    with transaction.atomic():
        _delete_names(run)
        end = ImportState.TAKEN_BACK if run.state == ImportState.TAKING_BACK else ImportState(run.state)
        renew(run, now(), state=end, done=total, total=total, finished_at=now(), counts=run.counts | {"made": {}})
        note_names()


def _delete(run: ImportRun) -> Iterator[None]:
    """Delete a part of the records at each step."""
    _let_go_of_contacts(run)
    for model in (Contact, StageMove, Sale):
        while _delete_part(model, run):
            yield
    while _delete_deals(run):
        yield
    while _delete_clients(run):
        yield


def _let_go_of_contacts(run: ImportRun) -> None:
    """Take away what people have hung on the contacts of the run since: persons, colleagues, comments, next steps."""
    contacts = Contact.objects.filter(import_run=run).values("pk")
    with transaction.atomic():
        for hanging in (Contact.persons.through, Contact.others.through, ContactComment):
            records(hanging).filter(contact__in=contacts).delete()
        NextStep.objects.filter(set_by__in=contacts).update(set_by=None)
        NextStep.objects.filter(kept_by__in=contacts).update(kept_by=None)


def _delete_part(model: type[models.Model], run: ImportRun) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        table = model._meta.db_table
        part = f"SELECT id FROM {table} WHERE import_run_id = %s LIMIT {_AT_ONCE}"  # noqa: S608 - names of our own
        cursor.execute(f"DELETE FROM {table} WHERE id IN ({part})", [run.pk])  # noqa: S608 - names of our own
        return int(cursor.rowcount)


def _delete_deals(run: ImportRun) -> int:
    with transaction.atomic():
        ids = _next(Deal.objects.filter(import_run=run))
        kept = set(built_on_deals(Deal.objects.filter(pk__in=ids)).values_list("pk", flat=True))
        Deal.objects.filter(pk__in=kept).update(import_run=None)
        gone = [id_ for id_ in ids if id_ not in kept]
        for model in _OF_DEAL:
            _delete_by(model, "deal_id", gone)
        _delete_by(Deal, "id", gone)
        return len(ids)


def _delete_clients(run: ImportRun) -> int:
    with transaction.atomic():
        hold_merges_off()
        ids = _next(Client.objects.filter(import_run=run))
        kept = set(built_on_clients(Client.objects.filter(pk__in=ids)).values_list("pk", flat=True))
        Client.objects.filter(pk__in=kept).update(import_run=None)
        gone = [id_ for id_ in ids if id_ not in kept]
        Referrer.objects.filter(client__in=gone).update(client=None)
        Client.objects.filter(merged_into__in=gone).update(
            merged_into=None, merged_at=None, merged_by=None, merged_gave=None
        )
        _delete_by(Client, "id", gone)
        return len(ids)


def _next(records: "models.QuerySet[Deal] | models.QuerySet[Client]") -> list[int]:
    return list(records.order_by("pk").values_list("pk", flat=True)[:_DEALS_AT_ONCE])


def _delete_by(model: type[models.Model], column: str, ids: Sequence[int]) -> None:
    """Delete without loading what goes: nothing else hangs on these rows."""
    if ids:
        marks = ", ".join(["%s"] * len(ids))
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE {column} IN ({marks})", list(ids))  # noqa: S608


def _delete_names(run: ImportRun) -> None:
    """Delete the reps, sources, segments and so on that the run has made, but those in use and reps who can sign in."""
    for model in _NAMES:
        for record in records(model).filter(pk__in=run.counts.get("made", {}).get(model._meta.model_name, ())):
            if isinstance(record, User) and record.has_usable_password():
                continue
            try:
                with transaction.atomic():
                    record.delete()
            except ProtectedError:
                # Others use it: it is nobody's import any more.
                if isinstance(record, User | Funnel):
                    records(model).filter(pk=record.pk).update(import_run=None)


def _count(run: ImportRun) -> dict[str, int]:
    return {
        model.__name__: records(model).filter(import_run=run).count()
        for model in (Contact, StageMove, Sale, Deal, Client)
    }
