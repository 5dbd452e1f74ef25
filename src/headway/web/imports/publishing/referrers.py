"""Those who referred, as a file names them, and clients of the same name: where there is exactly one, they are it."""

from collections.abc import Collection

from django.db.models import QuerySet

from headway.importers.mapping import Mapping
from headway.web.imports.writing.desk import Desk
from headway.web.models import Client, Deal, ImportRun, Referrer
from headway.web.referring import clients_called
from headway.web.search import fold


def tells_referrers(mapping: Mapping) -> bool:
    """Whether a file says who referred."""
    return "referrer" in mapping.columns or "referrer" in mapping.constants


def link_referrers(desk: Desk) -> list[int]:
    """Let those whom the file names be the clients of their names, and return which of them are so from now on."""
    if not tells_referrers(desk.mapping):
        return []
    linked = []
    taken = set(Referrer.objects.filter(client__isnull=False).values_list("client", flat=True))
    waiting = list(Referrer.objects.filter(pk__in=_named(desk), client=None).order_by("pk"))
    called = clients_called((each.name for each in waiting), there_without(desk.abandoned))
    for referrer in waiting:
        found = called[fold(referrer.name)]
        if len(found) == 1 and found[0].pk not in taken:
            Referrer.objects.filter(pk=referrer.pk).update(client=found[0])
            taken.add(found[0].pk)
            linked.append(referrer.pk)
    return linked


def part_referrers(run: ImportRun) -> None:
    """Let those whom an import linked be names again, but for whom others have said since that they referred."""
    linked = run.counts.get("linked_referrers", ())
    kept: set[int] = set()
    for model in (Client, Deal):
        theirs = model._default_manager.filter(referrer__in=linked).exclude(import_run=run)  # noqa: SLF001 - Django's own name for it
        kept.update(theirs.values_list("referrer", flat=True))
    Referrer.objects.filter(pk__in=set(linked) - kept).update(client=None)


def there_without(hidden: Collection[int]) -> QuerySet[Client]:
    """Return the clients that are there without those of some imports."""
    return Client.objects.filter(merged_into=None).exclude(import_run__in=hidden)


def _named(desk: Desk) -> set[int]:
    """Return whom the file names, of what it brings and of what it changes."""
    named: set[int] = set()
    for model in (Client, Deal):
        brought = model._default_manager.filter(import_run=desk.run, referrer__isnull=False)  # noqa: SLF001 - Django's own name for it
        named.update(brought.values_list("referrer", flat=True).distinct())
        changes = desk.pending.changes[model].values()
        named.update(values["referrer"] for values in changes if values.get("referrer") is not None)
    return named
