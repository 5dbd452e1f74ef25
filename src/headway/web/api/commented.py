"""Comments on contacts, as the API and the command line write them."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from django.utils.timezone import localtime
from ninja import Schema
from pydantic import Field, StringConstraints

from headway.web.api.drafts import Draft
from headway.web.api.records import Ref, moment
from headway.web.log.comments import LONGEST_COMMENT
from headway.web.models import ContactComment


class CommentOut(Schema):
    """What somebody said about a contact."""

    uid: UUID
    contact: UUID
    author: Ref | None
    text: str
    is_answer_to_flag: bool = Field(description="Whether the rep answered why the deal went forward and back.")
    written_at: datetime
    seen_at: datetime | None = Field(description="When whoever it was said to saw it.")

    @classmethod
    def of(cls, comment: ContactComment) -> Self:
        return cls(
            uid=comment.uid,
            contact=comment.contact.uid,
            author=Ref.of(comment.author),
            text=comment.text,
            is_answer_to_flag=comment.is_answer_to_flag,
            written_at=localtime(comment.written_at),
            seen_at=moment(comment.seen_at),
        )


class CommentDraft(Draft):
    """What to say about a contact; `uid` is made by the sender, so that sending twice counts once."""

    uid: UUID
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_COMMENT)]
