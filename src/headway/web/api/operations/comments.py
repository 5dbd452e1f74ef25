"""What is said about contacts."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from ninja import Router
from ninja.responses import Status

from headway.web.access import contacts_for
from headway.web.api.commented import CommentDraft, CommentOut
from headway.web.api.finding import found_by_uid
from headway.web.api.once import write_once
from headway.web.api.security import LOGGING, READING, ApiRequest, asker_of
from headway.web.clock import now
from headway.web.models import ContactComment
from headway.web.talk import say, thread_of, unread_for

router = Router()


@router.get(
    "/comments",
    response=list[CommentOut],
    auth=READING,
    operation_id="unread_comments",
    summary="Comments not seen yet",
)
def unread(request: ApiRequest) -> Any:
    """Return what was said to the user and not seen yet, oldest first; asking does not mark it as seen."""
    return [CommentOut.of(each) for each in unread_for(request.user)]


@router.get(
    "/contacts/{uid}/comments",
    response=list[CommentOut],
    auth=READING,
    operation_id="comments",
    summary="What is said about a contact",
)
def comments(request: ApiRequest, uid: UUID) -> Any:
    """Return what is said about a contact, oldest first; what was said to the user counts as seen from then on."""
    contact = found_by_uid(contacts_for(request.user), uid, "contact")
    return [CommentOut.of(each) for each in thread_of(contact, seen_by=request.user, now=now())]


@router.post(
    "/contacts/{uid}/comments",
    response={201: CommentOut, 200: CommentOut},
    auth=LOGGING,
    operation_id="comment",
    summary="Say something about a contact",
)
def comment(request: ApiRequest, uid: UUID, payload: CommentDraft) -> Any:
    """Comment on a contact as whoever leads, or answer as its rep; the same `uid` again gives the one already written.

    The rep's first words about a deal that went forward and back are the answer to that question.
    """
    contact = found_by_uid(contacts_for(request.user).select_related("rep"), uid, "contact")
    asker = asker_of(request)
    status, written = write_once(
        ContactComment.objects.all(),
        payload.uid,
        Q(author=request.user, contact=contact),
        lambda at: say(asker, contact, payload.text, uid=payload.uid, now=at),
    )
    return Status(status, CommentOut.of(written))
