"""Changing fields of records that exist for everybody, with all that follows from a field."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from headway.web.clock import day_of
from headway.web.imports.tables import records
from headway.web.log.bulk import insert_rows, read_rows, update_rows
from headway.web.log.changes import note_changes
from headway.web.log.context import replay_context
from headway.web.log.converting import convert_sales
from headway.web.log.costs import convert_costs, spread_costs
from headway.web.log.referrals import rename_referrers
from headway.web.log.step_ends import note_appointments
from headway.web.log.worth import begin_values, settle_values
from headway.web.merged import kept_id, kept_ids
from headway.web.models import (
    Client,
    Contact,
    Cost,
    Deal,
    DealExpectation,
    DealOwner,
    DealValue,
    FactNoun,
    NextStep,
    Sale,
    StageMove,
)
from headway.web.models.fields import to_microseconds
from headway.web.search import search_key

Values = dict[str, Any]


def stored_values(model: type[models.Model], wanted: Mapping[int, Iterable[str]]) -> dict[int, Values]:
    """Return how some fields of some records stand; records that are gone are left out."""
    by_fields: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for id_, names in wanted.items():
        by_fields[tuple(sorted(names))].append(id_)
    return {
        row[0]: dict(zip(fields, row[1:], strict=True))
        for fields, ids in by_fields.items()
        for row in read_rows(model, ("id", *fields), key="id", ids=ids)
    }


def change_fields(model: type[models.Model], changes: Mapping[int, Values]) -> set[int]:
    """Set fields of records, and return the deals that have to be replayed for it."""
    by_fields: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for id_, values in changes.items():
        by_fields[tuple(sorted(values))].append(id_)
    for fields, ids in by_fields.items():
        update_rows(model, "id", fields, [(*(changes[id_][name] for name in fields), id_) for id_ in ids])
    return _FOLLOW[model](changes)


def date_changes(changes: Mapping[int, Values], at: datetime) -> None:
    """Keep from when on deals have another owner, value or expected day."""
    moment = to_microseconds(at)
    owners = [(id_, values["owner"], moment) for id_, values in changes.items() if values.get("owner") is not None]
    insert_rows(DealOwner, ("deal", "owner", "starts_at"), owners)
    worth = [id_ for id_, values in changes.items() if {"value_amount", "currency"} & values.keys()]
    rows = read_rows(Deal, ("id", "value_amount", "currency"), key="id", ids=worth)
    values = [(id_, amount, code, moment) for id_, amount, code in rows if amount is not None]
    insert_rows(DealValue, ("deal", "amount", "currency", "starts_at"), values)
    settle_values(worth)
    today = day_of(at, replay_context().zone)
    expected = [
        (id_, values["expected_on"], moment, today) for id_, values in changes.items() if "expected_on" in values
    ]
    insert_rows(DealExpectation, ("deal", "expected_on", "starts_at", "starts_on"), expected)


def undate_changes(ids: Iterable[int], at: datetime) -> None:
    """Forget the owners, values and expected days that deals have had since a moment's change."""
    for history in (DealOwner, DealValue, DealExpectation):
        records(history).filter(deal_id__in=list(ids), starts_at=at).delete()
    settle_values(ids)


def _follow_client(changes: Mapping[int, Values]) -> set[int]:
    """Let a client be found by its new names and refer under them; copy facts with its segment or source again."""
    found = {*changes, *kept_ids(changes).values()}
    clients = (
        Client.objects.select_related("as_referrer").prefetch_related("persons", "merged").in_bulk(list(found)).values()
    )
    update_rows(Client, "id", ("search_key",), [(search_key(client), client.pk) for client in clients])
    renamed = {id_ for id_, values in changes.items() if "name" in values}
    rename_referrers(each for each in clients if each.pk in renamed and hasattr(each, "as_referrer"))
    note_changes(FactNoun.DEAL, _ids_of(Deal, changes))
    note_changes(FactNoun.CONTACT, _ids_of(Contact, changes, deal=None))
    note_changes(FactNoun.SALE, _ids_of(Sale, changes) | _ids(Sale, deal__merged_from__in=changes))
    return set()


def _follow_deal(changes: Mapping[int, Values]) -> set[int]:
    """Let what was logged about a deal go with it to another client, which it counts for from then on.

    One that goes back counts again for whom it did: `merged_from`, where that was merged by then.
    """
    for id_, values in changes.items():
        if "client" in values:
            origin = values.get("merged_from") or values["client"]
            kept = kept_id(origin)
            whose = {"client_id": kept, "merged_from_id": origin if kept != origin else None}
            records(Deal).filter(pk=id_).update(**whose)
            for logged in (Contact, NextStep, Sale):
                records(logged).filter(deal_id=id_).update(**whose)
            note_changes(FactNoun.SALE, _ids(Sale, deal_id=id_))
    begin_values({id_: values["entered_at"] for id_, values in changes.items() if "entered_at" in values})
    return set(changes)


def _follow_contact(changes: Mapping[int, Values]) -> set[int]:
    """Let the appointments be copied again that the contacts kept: on which day they did may be another."""
    kept = NextStep.objects.select_related("set_by").in_bulk(_ids(NextStep, kept_by__in=changes))
    note_appointments(kept.values())
    note_changes(FactNoun.CONTACT, _ids(Contact, pk__in=changes, deal=None))
    return _ids(Contact, "deal_id", pk__in=changes, deal__isnull=False)


def _follow_move(changes: Mapping[int, Values]) -> set[int]:
    return _ids(StageMove, "deal_id", pk__in=changes)


def _follow_sale(changes: Mapping[int, Values]) -> set[int]:
    """Let the kind be the one that is said now, but of a sale that is won back, and convert the amounts anew."""
    for id_, values in changes.items():
        if "said_kind" in values:
            records(Sale).filter(pk=id_, is_won_back=False).update(kind=values["said_kind"])
    convert_sales(list(changes))
    note_changes(FactNoun.SALE, changes)
    return set()


def _follow_cost(changes: Mapping[int, Values]) -> set[int]:
    """Convert costs anew, for of what they are in the company's currency a part alone may have changed."""
    convert_costs(list(changes))
    spread_costs(list(changes))
    return set()


def _follow_step(changes: Mapping[int, Values]) -> set[int]:
    note_appointments(NextStep.objects.select_related("set_by").in_bulk(list(changes)).values())
    return set()


_FOLLOW = {
    Client: _follow_client,
    Deal: _follow_deal,
    Contact: _follow_contact,
    StageMove: _follow_move,
    Sale: _follow_sale,
    NextStep: _follow_step,
    Cost: _follow_cost,
}


def _ids_of(model: type[models.Model], clients: Iterable[int], **condition: Any) -> set[int]:
    """Return ids of the records of some clients, and of those that were written for them before they were merged."""
    ids = list(clients)
    return _ids(model, client__in=ids, **condition) | _ids(model, merged_from__in=ids, **condition)


def _ids(model: type[models.Model], column: str = "pk", **condition: Any) -> set[int]:
    """Return ids of the records that meet a condition, asked for in parts that both databases take."""
    (name, wanted), *rest = condition.items()
    if not name.endswith("__in"):
        return set(records(model).filter(**condition).values_list(column, flat=True))
    found: set[int] = set()
    some = sorted(wanted)
    for start in range(0, len(some), 900):
        part = Q(**{name: some[start : start + 900]}, **dict(rest))
        found.update(records(model).filter(part).values_list(column, flat=True))
    return found
