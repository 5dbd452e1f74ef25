"""Finds the records that a request names, among those that exist for its user, and cuts lists into pages."""

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Schema
from pydantic import Field

from headway.web.access import reps_for
from headway.web.api.problem import Refusal
from headway.web.api.records import Page
from headway.web.api.security import ApiRequest
from headway.web.models import Currency, User
from headway.web.naming import one_named

Record = TypeVar("Record", bound=Model)
Shape = TypeVar("Shape", bound=Schema)

LONGEST_PAGE = 500
PathId = Annotated[int, Field(ge=1, lt=2**63)]


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
        raise Refusal(
            422, _("The company does not use %(code)s yet. Add the currency first.") % {"code": code}, "currency"
        )
    return currency


def home_currency(request: ApiRequest) -> Currency:
    """Return the company's currency, where a record that was found tells that there is a company."""
    assert request.company is not None  # noqa: S101 - see above
    return request.company.currency
