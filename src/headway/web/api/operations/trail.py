"""The audit trail."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from headway.web.api.finding import Paging, PathId, page_of
from headway.web.api.problem import Refusal
from headway.web.api.records import Page
from headway.web.api.security import READING, ApiRequest
from headway.web.trails import ToldEntry, told, trail_of

router = Router()


class TrailAsked(Schema):
    """Whose trail."""

    noun: str = Field("", max_length=30, description="contact, deal, client, sale ...; all of them unless given.")
    id: PathId | None = Field(None, description="The one record; with it a deal's trail holds that of its contacts.")


class ChangeOut(Schema):
    """A field, as it was and as it is, in words; empty is nothing."""

    field: str
    before: str
    after: str


class EntryOut(Schema):
    """Who did what to which record, and when."""

    at: datetime
    actor: str
    verb: str
    noun: str
    id: int
    changes: list[ChangeOut]

    @classmethod
    def of(cls, entry: ToldEntry) -> "EntryOut":
        changes = [ChangeOut(field=each.field, before=each.before, after=each.after) for each in entry.changes]
        kept = entry.entry
        return cls(
            at=localtime(kept.at), actor=entry.actor, verb=kept.verb, noun=kept.noun, id=kept.noun_id, changes=changes
        )


@router.get("/trail", response=Page[EntryOut], auth=READING, operation_id="trail")
def trail(request: ApiRequest, asked: Query[TrailAsked], page: Query[Paging]) -> Any:
    """Return who changed what, the latest first: of a record that the user sees, or of everything for who sees all."""
    try:
        entries = trail_of(request.user, asked.noun, asked.id)
    except ObjectDoesNotExist as nothing:
        sentence = _("There is no such record that you can see.")
        raise Refusal(404, sentence, "id") from nothing
    return page_of(entries, page, lambda found: [EntryOut.of(each) for each in told(request.user, found)])
