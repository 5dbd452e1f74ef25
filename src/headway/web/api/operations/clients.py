"""Clients."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from headway.web.access import Verb, clients_for, require
from headway.web.api.drafts import ClientDraft
from headway.web.api.finding import Paging, PathId, found_client, named, page_of
from headway.web.api.once import write_once
from headway.web.api.records import ClientOut, Page
from headway.web.api.security import LOGGING, READING, ApiRequest
from headway.web.behind import clients_ever
from headway.web.log import open_client
from headway.web.lookup import look_up
from headway.web.models import Client, Segment, Source
from headway.web.referring import referrer_told
from headway.web.search import search_clients

router = Router()

_OTHERS_SHOWN = 20


class ClientsAsked(Schema):
    """Which clients."""

    q: str = Field("", max_length=200, description="Words of a name, e-mail, phone or tax number, in any spelling.")


class OtherClient(Schema):
    """A client of somebody else: that it exists and whose it is, so that nobody enters it twice."""

    name: str
    owner: str | None


class ClientsOut(Page[ClientOut]):
    """Clients by name, and with a search, those of others that it finds."""

    others: list[OtherClient]


@router.get("/clients", response=ClientsOut, auth=READING, operation_id="clients")
def clients(request: ApiRequest, asked: Query[ClientsAsked], page: Query[Paging]) -> Any:
    """Return the clients that exist for the user, by name."""
    mine = search_clients(clients_for(request.user), asked.q).select_related("segment", "source", "referrer", "owner")
    others = look_up(request.user, asked.q, 1, foreign=_OTHERS_SHOWN).foreign if asked.q else []
    found_page = page_of(mine.order_by("name", "pk"), page, _shaped)
    return ClientsOut(
        items=found_page.items,
        next_offset=found_page.next_offset,
        others=[OtherClient(name=each.name, owner=each.owner.name if each.owner else None) for each in others],
    )


@router.get("/clients/{client_id}", response=ClientOut, auth=READING, operation_id="client")
def client(request: ApiRequest, client_id: PathId) -> Any:
    """Return one client; for one that was merged into another, that one."""
    return ClientOut.of(found_client(request.user, client_id))


@router.post(
    "/clients",
    response={201: ClientOut, 200: ClientOut},
    auth=LOGGING,
    operation_id="open_client",
    summary="Write down a client",
)
def open_(request: ApiRequest, payload: ClientDraft) -> Any:
    """Write down a client; the same `uid` again gives the one already written, with 200."""
    require(request.user, Verb.LOG)
    fields = payload.dict(exclude={"uid", "name", "segment", "source", "referrer"})
    segment = named(Segment.objects.all(), payload.segment, "segment")
    source = named(Source.objects.all(), payload.source, "source")

    def write(at: datetime) -> Client:
        with transaction.atomic():
            return open_client(
                payload.name,
                by=request.user,
                now=at,
                uid=payload.uid,
                segment=segment,
                source=source,
                referrer=referrer_told(request.user, payload.referrer or ""),
                **fields,
            )

    mine = Q(pk__in=clients_ever(request.user).values("pk"))
    status, written = write_once(Client.objects.all(), payload.uid, mine, write)
    return Status(status, ClientOut.of(written))


def _shaped(records: Iterable[Client]) -> list[ClientOut]:
    return [ClientOut.of(each) for each in records]
