"""What others have built on the records of an import: it stays when the import goes."""

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from headway.web.imports.tables import records
from headway.web.models import (
    Client,
    Contact,
    Deal,
    DecisionMaker,
    Funnel,
    ImportRun,
    ImportState,
    NextStep,
    Person,
    Sale,
    StageMove,
)

# What an import in one of these states has written goes as well.
_GOING = (ImportState.CANCELLED, ImportState.TAKING_BACK, ImportState.TAKEN_BACK)


def release_what_others_built_on(run: ImportRun) -> dict[str, int]:
    """Let the deals and clients that somebody else's records stand on be nobody's import any more, and count them."""
    deals = _release(built_on_deals(Deal.objects.filter(import_run=run)))
    clients = _release(built_on_clients(Client.objects.filter(import_run=run)))
    Funnel.objects.filter(_stands_on("funnel", Deal), import_run=run).update(import_run=None)
    return {"deals": deals, "clients": clients}


def built_on_deals(deals: "QuerySet[Deal]") -> "QuerySet[Deal]":
    """Narrow deals to those on which somebody else has logged a contact, a move or a sale, agreed a next step, or
    named who decides.
    """
    has_step = Exists(NextStep.objects.filter(deal=OuterRef("pk")))
    has_committee = Exists(DecisionMaker.objects.filter(deal=OuterRef("pk")))
    logged = _stands_on("deal", Contact) | _stands_on("deal", StageMove) | _stands_on("deal", Sale)
    return deals.filter(logged | Q(has_step) | Q(has_committee))


def built_on_clients(clients: "QuerySet[Client]") -> "QuerySet[Client]":
    """Narrow clients to those with a deal, a contact, a sale, a person or a next step of somebody else's, even if
    moved away by a merge, or with one that was merged into it.
    """
    return clients.filter(
        _stands_on("client", Deal)
        | _stands_on("client", Contact)
        | _stands_on("client", Sale)
        | _stands_on("client", Person)
        | _stands_on("merged_into", Client)
        | _stands_on("merged_from", Deal)
        | _stands_on("merged_from", Contact)
        | _stands_on("merged_from", Sale)
        | _stands_on("merged_from", Person)
        | Q(Exists(NextStep.objects.filter(merged_from=OuterRef("pk"))))
        | Q(Exists(NextStep.objects.filter(client=OuterRef("pk"))))
    )


def _stands_on(name: str, model: type[Model]) -> Q:
    """Whether records of a model stand on the one at hand and will not go with it."""
    going = ImportRun.objects.filter(state__in=_GOING).values("pk")
    theirs = records(model).filter(**{name: OuterRef("pk")})
    return Q(Exists(theirs.filter(Q(import_run=None) | ~Q(import_run__in=going))))


def _release(built_on: "QuerySet[Deal] | QuerySet[Client]") -> int:
    ids = list(built_on.values_list("pk", flat=True))
    for start in range(0, len(ids), 900):
        records(built_on.model).filter(pk__in=ids[start : start + 900]).update(import_run=None)
    return len(ids)
