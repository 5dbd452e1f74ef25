"""Those who referred, as a file names them, and clients of the same name: where there is exactly one, they are it."""

from collections.abc import Collection

from headway.importers.mapping import Mapping
from headway.web.imports.writing.desk import Desk
from headway.web.models import Client, Deal, ImportRun, Referrer
from headway.web.search import fold, holding


def tells_referrers(mapping: Mapping) -> bool:
    """Whether a file says who referred."""
    return "referrer" in mapping.columns or "referrer" in mapping.constants


def link_referrers(desk: Desk) -> list[int]:
    """Let those whom the file names be the clients of their names, and return which of them are so from now on."""
    if not tells_referrers(desk.mapping):
        return []
    linked = []
    for referrer in Referrer.objects.filter(pk__in=_named(desk), client=None).order_by("pk"):
        called = list(clients_called(referrer.name, desk.abandoned))
        if len(called) == 1 and not Referrer.objects.filter(client=called[0]).exists():
            Referrer.objects.filter(pk=referrer.pk).update(client=called[0])
            linked.append(referrer.pk)
    return linked


def part_referrers(run: ImportRun) -> None:
    """Let those whom an import linked be names again."""
    Referrer.objects.filter(pk__in=run.counts.get("linked", ())).update(client=None)


def clients_called(name: str, hidden: Collection[int]) -> dict[int, str]:
    """Return the clients of exactly this name, in whatever case and accents, by id with the hexadecimal ``uid``."""
    wanted = fold(name)
    found = Client.objects.filter(holding(wanted.split()), merged_into=None).exclude(import_run__in=hidden)
    return {id_: uid.hex for id_, uid, called in found.values_list("pk", "uid", "name") if fold(called) == wanted}


def _named(desk: Desk) -> set[int]:
    """Return whom the file names, of what it brings and of what it changes."""
    named: set[int] = set()
    for model in (Client, Deal):
        brought = model._default_manager.filter(import_run=desk.run, referrer__isnull=False)  # noqa: SLF001 - Django's own name for it
        named.update(brought.values_list("referrer", flat=True).distinct())
        changes = desk.pending.changes[model].values()
        named.update(values["referrer"] for values in changes if values.get("referrer") is not None)
    return named
