"""Finds the records that a request names, among those that exist for its user, and cuts lists into pages."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Annotated, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from ninja import Schema
from pydantic import AfterValidator, Field

from headway.web.access import clients_for, deals_for, reps_for
from headway.web.api.problem import Refusal
from headway.web.api.records import Page
from headway.web.api.security import ApiRequest
from headway.web.merged import kept_id
from headway.web.models import Client, Currency, Deal, User
from headway.web.naming import one_named
from headway.web.published import hidden_runs, looking_once
from headway.web.rates import no_currency
from headway.web.stencil import Stencil

Record = TypeVar("Record", bound=Model)
Shape = TypeVar("Shape", bound=Schema)

LONGEST_PAGE = 500
PathId = Annotated[int, Field(ge=1, lt=2**63)]
# A client to narrow to: what was merged into another is there.
ClientId = Annotated[PathId, AfterValidator(kept_id)]


class Paging(Schema):
    """Which part of a list."""

    limit: int = Field(50, ge=1, le=LONGEST_PAGE, description="How many at the most.")
    offset: int = Field(0, ge=0, le=10_000_000, description="How many to pass over.")


def page_of(
    records: QuerySet[Record], paging: Paging, shaped: Callable[[Iterable[Record]], list[Shape]]
) -> Page[Shape]:
    """Return a page of records in the API's shape; one more is read to know whether there is another."""
    found = list(records[paging.offset : paging.offset + paging.limit + 1])
    return Page(items=shaped(found[: paging.limit]), next_offset=next_offset(paging, len(found)))


def next_offset(paging: Paging, read: int) -> int | None:
    """Return where the next page begins, when one more than a page was read."""
    return paging.offset + paging.limit if read > paging.limit else None


def found(records: QuerySet[Record], id_: int, field: str) -> Record:
    """Return a record by its id. Raises Refusal, whether it is another's or nobody's."""
    record = records.filter(pk=id_).first()
    if record is None:
        raise _unseen(field, id_)
    return record


def found_client(user: User, id_: int) -> Client:
    """Return a client that exists for a user, for one that was merged the one that is kept. Raises Refusal."""
    (client,) = _several_for(_client, [(user, id_)])
    return _found_for(user, _client, kept_id(id_), "client") if client is None else client


def found_deal(user: User, id_: int) -> Deal:
    """Return a deal that exists for a user. Raises Refusal."""
    return _found_for(user, _deal, id_, "deal")


def clients_of(asked: Sequence[tuple[User, int]]) -> list[Client | None]:
    """Return, for users and ids of clients, each client that exists for its user, and None for the others."""
    return _several_for(_client, asked)


def deals_with_clients(asked: Sequence[tuple[User, int]]) -> list[Deal | None]:
    """Return the same for ids of deals, with their clients: whoever sees a deal sees its client."""
    with looking_once():
        deals, hidden = _several_for(_deal_with_client, asked), hidden_runs()
    return [None if deal is None or deal.client.import_run_id in hidden else deal for deal in deals]


def _several_for(
    one: "Callable[[User, int], QuerySet[Record]]", asked: Sequence[tuple[User, int]]
) -> "list[Record | None]":
    """Ask for several users, together for those of one role."""
    found: list[Record | None] = [None] * len(asked)
    with looking_once():
        hidden = tuple(hidden_runs())
        alike: dict[tuple[str, bool, tuple[int, ...]], list[int]] = defaultdict(list)
        for place, (user, _id) in enumerate(asked):
            alike[user.role, user.team_id is not None, hidden].append(place)
        for kind, places in alike.items():
            values = [(asked[place][0].pk, asked[place][0].team_id, asked[place][1]) for place in places]
            for place, records in zip(places, _stencil(one, kind).each(values), strict=True):
                found[place] = next(iter(records), None)
    return found


def _deal_with_client(user: User, id_: int) -> QuerySet[Deal]:
    return _deal(user, id_).select_related("client")


def _client(user: User, id_: int) -> QuerySet[Client]:
    return clients_for(user, among=[id_]).filter(pk=id_)


def _deal(user: User, id_: int) -> QuerySet[Deal]:
    return deals_for(user).filter(pk=id_)


def _found_for(user: User, one: "Callable[[User, int], QuerySet[Record]]", id_: int, field: str) -> Record:
    (record,) = _several_for(one, [(user, id_)])
    if record is None:
        raise _unseen(field, id_)
    return record


@lru_cache(maxsize=256)
def _stencil(
    one: "Callable[[User, int], QuerySet[Record]]", alike: tuple[str, bool, tuple[int, ...]]
) -> Stencil[Record]:
    """Return the query for everybody of a role; what is hidden stands in it, and is the same while looking once."""
    role, has_team, _hidden = alike

    def make(user_id: int, team_id: int, id_: int) -> QuerySet[Record]:
        return one(User(pk=user_id, team_id=team_id if has_team else None, role=role), id_)

    return Stencil(make, int, int, int)


def found_by_uid(records: QuerySet[Record], uid: UUID, field: str) -> Record:
    """Return a record by the id that its sender made. Raises Refusal."""
    record = records.filter(uid=uid).first()
    if record is None:
        raise _unseen(field, uid)
    return record


def _unseen(field: str, id_: int | UUID) -> Refusal:
    return Refusal(404, str(_UNSEEN[field]) % {"id": id_}, field)


_UNSEEN: Mapping[str, str | Promise] = {
    "client": gettext_lazy("There is no client %(id)s that you can see."),
    "deal": gettext_lazy("There is no deal %(id)s that you can see."),
    "person": gettext_lazy("There is no person %(id)s that you can see."),
    "contact": gettext_lazy("There is no contact %(id)s that you can see."),
    "step": gettext_lazy("There is no next step %(id)s that you can see."),
    "rep": gettext_lazy("There is no rep %(id)s that you can see."),
    "import": gettext_lazy("There is no import %(id)s that you can see."),
    "tally": gettext_lazy("There is no tally %(id)s that you can see."),
    "kind": gettext_lazy("There is no counter %(id)s."),
    "source": gettext_lazy("There is no source %(id)s."),
    "absence": gettext_lazy("There is no absence %(id)s that you can see."),
    "cost": gettext_lazy("There is no cost %(id)s that you can see."),
    "time_entry": gettext_lazy("There is no time entry %(id)s that you can see."),
}


def named(records: QuerySet[Record], told: int | str | None, field: str) -> Record | None:
    """Return a record by its id or its name. Raises NotUnderstood, whose sentence names near ones."""
    return None if told is None else the_named(records, told, field)


def the_named(records: QuerySet[Record], told: int | str, field: str) -> Record:
    """Return a record that must be named, by its id or its name. Raises NotUnderstood."""
    return records.get(pk=one_named(records.values_list("pk", "name"), str(told), field))


def rep_named(user: User, told: int | str | None) -> User:
    """Return the rep that is meant, whom the user must be able to see: themselves unless one is told."""
    rep = named(reps_for(user), told, "rep")
    return user if rep is None else rep


def currency_of(code: str | None) -> Currency | None:
    """Return a currency by its code. Raises Refusal where the company does not use it."""
    if code is None:
        return None
    currency = Currency.objects.filter(pk=code).first()
    if currency is None:
        raise Refusal(422, no_currency(code), "currency")
    return currency


def home_currency(request: ApiRequest) -> Currency:
    """Return the company's currency, where a record that was found tells that there is a company."""
    assert request.company is not None  # noqa: S101 - see above
    return request.company.currency
