"""Those who referred, as a file names them, and clients of the same name: where there is exactly one, they are it."""

from collections.abc import Collection

from django.db.models import QuerySet

from headway.web.models import Client, Deal, ImportRun, Referrer
from headway.web.referring import clients_called
from headway.web.search import fold

WAITING_REFERRERS = "waiting_referrers"


def link_referrers(named: Collection[int], hidden: Collection[int]) -> dict[str, list[int]]:
    """Let those whom a file names be the clients of their names; return, for the counts of its run, who became so and
    who waits for one.

    The same file once more asks only for those who wait, and need not be read for it.
    """
    linked, left = [], []
    taken = set(Referrer.objects.filter(client__isnull=False).values_list("client", flat=True)) if named else set()
    waiting = list(Referrer.objects.filter(pk__in=named, client=None).order_by("pk"))
    called = clients_called((each.name for each in waiting), there_without(hidden))
    for referrer in waiting:
        found = called[fold(referrer.name)]
        if len(found) == 1 and found[0].pk not in taken:
            Referrer.objects.filter(pk=referrer.pk).update(client=found[0])
            taken.add(found[0].pk)
            linked.append(referrer.pk)
        else:
            left.append(referrer.pk)
    return {name: ids for name, ids in (("linked_referrers", linked), (WAITING_REFERRERS, left)) if ids}


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
