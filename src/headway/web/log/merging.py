"""Two clients that are the same become one, and are parted again: no number that was counted changes by either.

Everything moves to the client that is kept, and remembers for whom it was written: by that, facts count it. So a merge
writes no change numbers, and taking it back moves what remembers. What a client looks like to the numbers (segment,
source, who referred it) stays each client's own.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from headway.web import audit
from headway.web.log.locks import lock_deals, merge_alone
from headway.web.log.problem import LogProblem
from headway.web.merged import taken_in
from headway.web.models import Client, Contact, Deal, NextStep, Person, Sale, User
from headway.web.search import search_key

# In the order in which other writers come to hold their rows.
_MOVED: tuple[type[models.Model], ...] = (Deal, Contact, Sale, NextStep, Person)
_OF_DEALS = (Contact, Sale, NextStep)
# What is taken over where the kept one has none: nothing that a number is counted by.
GIVEN = ("phone", "email", "tax_number", "owner")


def merge_clients(kept: Client, merged: Client, *, by: User | None, now: datetime) -> Client:
    """Let one client be the same as another, and return the kept one; told twice, it is done once.

    Raises LogProblem where either was merged elsewhere meanwhile.
    """
    with transaction.atomic():
        merge_alone()
        kept, merged = _held(kept, merged)
        if merged.merged_into_id == kept.pk:
            return kept
        _check(kept, merged)
        lock_deals(Deal(pk=id_) for id_ in _ids(Deal.objects.filter(client=merged)))
        remembered = Coalesce(F("merged_from"), Value(merged.pk))
        for model in _MOVED:
            _rows(model).filter(client=merged).update(client=kept, merged_from=remembered)
        gave = given(kept, merged)
        before = audit.snapshot(kept, tuple(gave))
        for name in gave:
            setattr(kept, name, getattr(merged, name))
        merged.merged_into, merged.merged_at, merged.merged_by, merged.merged_gave = kept, now, by, gave
        merged.save(update_fields=["merged_into", "merged_at", "merged_by", "merged_gave"])
        _save(kept, gave)
        audit.record(by, "merge", merged, now, before={"merged_into": None}, after={"merged_into": kept.pk})
        told = audit.snapshot(kept, tuple(gave)) | {"took_in": merged.name}
        audit.record(by, "merge", kept, now, before=before, after=told)
    return kept


def part_client(merged: Client, *, by: User | None, now: datetime) -> Client:
    """Let a client that was merged be one of its own again, with all that came from it; told twice, it is done once.

    What was written since about a deal that goes back goes with it; the rest stays. Raises LogProblem where the kept
    one was merged itself.
    """
    with transaction.atomic():
        merge_alone()
        merged.refresh_from_db(fields=["merged_into"])
        if merged.merged_into is None:
            return merged
        kept, merged = _held(merged.merged_into, merged)
        if merged.merged_into_id != kept.pk:
            return part_client(merged, by=by, now=now)
        _check_outermost(kept)
        _move_back(kept, merged)
        gave: list[str] = [name for name in merged.merged_gave or () if getattr(kept, name) == getattr(merged, name)]
        before = audit.snapshot(kept, tuple(gave)) | {"took_in": merged.name}
        for name in gave:
            setattr(kept, name, None if name == "owner" else "")
        merged.merged_into = merged.merged_at = merged.merged_by = merged.merged_gave = None
        _save(merged, ("merged_into", "merged_at", "merged_by", "merged_gave"))
        _save(kept, gave)
        audit.record(by, "part", merged, now, before={"merged_into": kept.pk}, after={"merged_into": None})
        audit.record(by, "part", kept, now, before=before, after=audit.snapshot(kept, tuple(gave)))
    return merged


def given(kept: Client, merged: Client) -> list[str]:
    """Return the fields that are empty in one client and would be taken from the other."""
    return [name for name in GIVEN if not getattr(kept, name) and getattr(merged, name)]


def _held(one: Client, other: Client) -> tuple[Client, Client]:
    """Hold two clients, in the order of their ids so that no two merges wait in a circle, as they stand."""
    both = Client.objects.select_for_update(no_key=True).filter(pk__in=(one.pk, other.pk)).order_by("pk")
    held = {client.pk: client for client in both}
    return held[one.pk], held[other.pk]


def _check(kept: Client, merged: Client) -> None:
    if kept.pk == merged.pk:
        raise LogProblem(_("This is one client already. Choose another one."))
    for client in (kept, merged):
        if client.merged_into is not None:
            told = {"client": client.name, "kept": client.merged_into.name}
            raise LogProblem(_("%(client)s was merged into %(kept)s meanwhile. Choose that one.") % told)


def _check_outermost(kept: Client) -> None:
    if kept.merged_into is not None:
        told = {"client": kept.name, "kept": kept.merged_into.name}
        raise LogProblem(_("%(client)s was merged into %(kept)s since. Take that back first.") % told)


def _move_back(kept: Client, merged: Client) -> None:
    inner = [each.pk for _kept_id, each in taken_in([merged.pk])]
    deals = _ids(Deal.objects.filter(client=kept, merged_from__in=[merged.pk, *inner]))
    lock_deals(Deal(pk=id_) for id_ in deals)
    remembered = Case(When(merged_from__in=inner, then=F("merged_from")))
    for model in _MOVED:
        theirs = Q(merged_from__in=[merged.pk, *inner])
        if model in _OF_DEALS:
            theirs |= Q(deal__in=Deal.objects.filter(client=merged))
        _rows(model).filter(theirs, client=kept).update(client=merged, merged_from=remembered)


def _save(client: Client, fields: Iterable[str]) -> None:
    client.search_key = search_key(client)
    client.save(update_fields=[*fields, "search_key"])


def _ids(rows: "models.QuerySet[Deal]") -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _rows(model: type[models.Model]) -> "models.QuerySet[Any]":
    return model._default_manager.all()  # noqa: SLF001 - Django's own name for it
