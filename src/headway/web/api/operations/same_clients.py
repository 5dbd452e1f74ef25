"""Clients that were entered twice."""

from datetime import datetime
from typing import Any

from ninja import Router, Schema

from headway.web.access import Verb, require
from headway.web.api.drafts import Draft, Id
from headway.web.api.finding import PathId, found, found_client
from headway.web.api.records import ClientOut, Ref, moment
from headway.web.api.security import LOGGING, READING, ApiRequest
from headway.web.clock import now
from headway.web.log import merge_clients, part_client
from headway.web.same_clients import likely_same

router = Router()


class OtherRecord(Draft):
    """The other record of a client."""

    client: Id


class MergedClient(Schema):
    """A client that was merged into the one asked about."""

    client: Ref
    merged_at: datetime | None
    by: Ref | None


class LikelyClient(Schema):
    """A client that may be the same as the one asked about."""

    client: Ref
    by: list[str]


class SameClients(Schema):
    """What a client was also entered as, and what may be the same."""

    merged: list[MergedClient]
    likely: list[LikelyClient]


@router.get(
    "/clients/{client_id}/same",
    response=SameClients,
    auth=READING,
    operation_id="same_clients",
    summary="List what a client was also entered as",
)
def same(request: ApiRequest, client_id: PathId) -> Any:
    """Return the clients that were merged into one, and those with its name, phone, e-mail or tax number."""
    client = found_client(request.user, client_id)
    merged = client.merged.select_related("merged_by").order_by("merged_at")
    return SameClients(
        merged=[
            MergedClient(
                client=Ref(id=each.pk, name=each.name), merged_at=moment(each.merged_at), by=Ref.of(each.merged_by)
            )
            for each in merged
        ],
        likely=[
            LikelyClient(client=Ref(id=each.client.pk, name=each.client.name), by=list(each.by))
            for each in likely_same(request.user, client)
        ],
    )


@router.post(
    "/clients/{client_id}/merge",
    response=ClientOut,
    auth=LOGGING,
    operation_id="merge_clients",
    summary="Merge another client into one",
)
def merge(request: ApiRequest, client_id: PathId, payload: OtherRecord) -> Any:
    """Let another client be the same as this one, which is kept and returned. No number that was counted changes."""
    kept, merged = (found_client(request.user, id_) for id_ in (client_id, payload.client))
    require(request.user, Verb.CHANGE)
    return ClientOut.of(merge_clients(kept, merged, by=request.user, now=now()))


@router.post(
    "/clients/{client_id}/part",
    response=ClientOut,
    auth=LOGGING,
    operation_id="part_client",
    summary="Take a merge back",
)
def part(request: ApiRequest, client_id: PathId, payload: OtherRecord) -> Any:
    """Let a client that was merged into this one be one of its own again, with all that came from it."""
    kept = found_client(request.user, client_id)
    require(request.user, Verb.CHANGE)
    return ClientOut.of(part_client(found(kept.merged.all(), payload.client, "client"), by=request.user, now=now()))
