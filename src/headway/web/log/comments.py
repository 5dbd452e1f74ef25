"""Writing what is said about a contact, and noting who has seen it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from headway.web import audit
from headway.web.log.problem import LogProblem
from headway.web.models import Contact, ContactComment, User

LONGEST_COMMENT = 2_000


def write_comment(
    contact: Contact, text: str, *, uid: UUID, by: User, now: datetime, is_answer: bool = False
) -> ContactComment:
    """Write a comment and return it; the one already written where ``uid`` is known. Raises LogProblem.

    Whoever answers has read what was said before.
    """
    said = text.strip()
    if not said:
        raise LogProblem(_("The comment is empty. Write what you want to say."))
    if len(said) > LONGEST_COMMENT:
        words = {"count": len(said), "most": LONGEST_COMMENT}
        raise LogProblem(_("The comment has %(count)s characters. Shorten it to %(most)s.") % words)
    with transaction.atomic():
        if known := ContactComment.objects.filter(uid=uid).first():
            if (known.contact_id, known.author_id) != (contact.pk, by.pk):
                raise LogProblem(_("Another comment has this id already. Send it with a new one."))
            return known
        comment = ContactComment.objects.create(
            uid=uid, contact=contact, author=by, text=said, is_answer_to_flag=is_answer, written_at=now
        )
        audit.record(by, "add", comment, now, after=audit.snapshot(comment, ("contact", "text", "is_answer_to_flag")))
        see_comments(contact, by=by, now=now)
    return comment


def see_comments(contact: Contact, *, by: User, now: datetime) -> None:
    """Note that somebody has seen what was said to them about a contact."""
    unseen_by(by).filter(contact=contact).update(seen_at=now)


def unseen_by(user: User) -> QuerySet[ContactComment]:
    """Return what was said to a user and not seen yet: about their contacts, or by a rep whom they had asked."""
    asked = ContactComment.objects.filter(contact=OuterRef("contact"), author=user)
    to_rep = Q(contact__rep=user)
    to_asker = Q(author=F("contact__rep")) & Exists(asked)
    return ContactComment.objects.filter(to_rep | to_asker, seen_at=None).exclude(author=user)
