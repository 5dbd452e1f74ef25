"""What is said about contacts: comments by whoever leads, answers by the rep, and the questions that a bounce asks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.reports.bounces import Bounce, bounces_of_deals, bounces_of_period
from headway.web import figures
from headway.web.access import Verb, contacts_for, may, may_comment
from headway.web.asking import Asker
from headway.web.facts import get_store
from headway.web.log.comments import see_comments, unseen_by, write_comment
from headway.web.log.problem import LogProblem
from headway.web.models import Contact, ContactComment, Role, User

# How long an unanswered question stands on the rep's start page.
_OF_LATE = "last 30 days"


@dataclass(frozen=True)
class Question:
    """A bounce with what the rep answered, if anything; nobody is asked where a move brought the deal forward."""

    bounce: Bounce
    answers: tuple[ContactComment, ...]

    @property
    def is_open(self) -> bool:
        """Whether somebody is asked who has not answered."""
        return self.bounce.contact_id is not None and not self.answers


def flag_of(contact: Contact, bounce_days: int) -> Bounce | None:
    """Return the bounce that a contact is a step of, if it brought its deal forward in one."""
    if contact.deal_id is None or not contact.is_effective:
        return None
    bounces = bounces_of_deals(get_store(), [contact.deal_id], bounce_days)
    return next((each for each in bounces if each.contact_id == contact.pk), None)


def question_words(bounce: Bounce, bounce_days: int) -> str:
    """Ask the rep what happened."""
    within = {"days": figures.number(bounce_days)}
    if bounce.back_before and bounce.back_after:
        asked = ngettext(
            "This deal went back, forward and back again within %(days)s day. What happened?",
            "This deal went back, forward and back again within %(days)s days. What happened?",
            bounce_days,
        )
    elif bounce.back_before:
        asked = ngettext(
            "This deal went back and forward again within %(days)s day. What happened?",
            "This deal went back and forward again within %(days)s days. What happened?",
            bounce_days,
        )
    else:
        asked = ngettext(
            "This deal went forward and back within %(days)s day. What happened?",
            "This deal went forward and back within %(days)s days. What happened?",
            bounce_days,
        )
    return asked % within


def step_words(bounce: Bounce) -> str:
    """Name the steps: their days and whose they were."""
    steps = []
    if bounce.back_before:
        steps.append(_("back on %(day)s (%(rep)s)") % _who(bounce.back_before.on, bounce.back_before.rep))
    steps.append(_("forward on %(day)s (%(rep)s)") % _who(bounce.forward_on, bounce.rep))
    if bounce.back_after:
        steps.append(_("back on %(day)s (%(rep)s)") % _who(bounce.back_after.on, bounce.back_after.rep))
    told = ", ".join(steps)
    return told[:1].upper() + told[1:]


def say(asker: Asker, contact: Contact, text: str, *, uid: UUID, now: datetime) -> ContactComment:
    """Write what a user says about a contact that exists for them; the rep's first words on a flag are its answer.

    Raises PermissionDenied, or LogProblem where a rep begins to talk about a contact that nobody asked about.
    """
    user = asker.user
    if not may_comment(user, contact):
        raise PermissionDenied
    is_rep = contact.rep_id == user.pk
    is_flagged = is_rep and flag_of(contact, asker.bounce_days) is not None
    is_asked = contact.comments.exclude(author=user).exists()
    if is_rep and not (may(user, Verb.COMMENT) or is_flagged or is_asked or contact.comments.filter(uid=uid).exists()):
        raise LogProblem(_("Nobody has asked about this contact. Write what you want to keep into its note."))
    is_answer = is_flagged and not contact.comments.filter(author=user, is_answer_to_flag=True).exists()
    return write_comment(contact, text, uid=uid, by=user, now=now, is_answer=is_answer)


def thread_of(contact: Contact, *, seen_by: User, now: datetime) -> list[ContactComment]:
    """Return what was said about a contact, oldest first, and note that the reader has seen it."""
    comments = list(contact.comments.select_related("author"))
    see_comments(contact, by=seen_by, now=now)
    return comments


def unread_for(user: User) -> QuerySet[ContactComment]:
    """Return what was said to a user and not seen yet, oldest first, about contacts that exist for them."""
    unseen = unseen_by(user).filter(contact__in=contacts_for(user))
    return unseen.select_related("author", "contact__client", "contact__rep").order_by("written_at", "pk")


def questions_of(bounces: Sequence[Bounce]) -> list[Question]:
    """Set beside bounces what was answered."""
    answers: dict[int, list[ContactComment]] = {}
    ids = {each.contact_id for each in bounces if each.contact_id is not None}
    for comment in ContactComment.objects.filter(contact__in=ids, is_answer_to_flag=True).select_related(
        "author", "contact"
    ):
        answers.setdefault(comment.contact_id, []).append(comment)
    return [Question(each, tuple(answers.get(each.contact_id or 0, ()))) for each in bounces]


def open_questions_for(asker: Asker) -> list[Question]:
    """Return what a rep was asked of late and has not answered."""
    if asker.user.role != Role.REP:
        return []
    bounces = bounces_of_period(get_store(), asker.period(_OF_LATE), asker.scope, asker.bounce_days)
    return [each for each in questions_of(bounces) if each.is_open]


def comment_counts(contact_ids: Iterable[int]) -> Mapping[int, int]:
    """Return how much was said about each of some contacts."""
    said = ContactComment.objects.filter(contact__in=set(contact_ids))
    return dict(said.order_by().values_list("contact").annotate(Count("pk")))


def _who(on: date, rep: str) -> dict[str, str]:
    return {"day": figures.short_day(on), "rep": rep}
